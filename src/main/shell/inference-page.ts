import { exchangePath, filesPath } from "../../core/inference-exchange.ts";
import type { WindowNetworks } from "../inference/window-networks.ts";
import { closedHeaders, inferencePolicy } from "./content-security.ts";
import { rendererFile } from "./renderer-files.ts";

/** The hidden window's page, below its origin. */
export const inferencePage = "/inference.html";

/** Cross-origin isolation lets WASM use threads; the policy lets nothing in from outside. */
const headers = {
  "content-security-policy": inferencePolicy,
  ...closedHeaders,
};

const answer = (body: Uint8Array, type: string): Response =>
  new Response(Uint8Array.from(body), { headers: { ...headers, "content-type": type } });
const refusal = (status: number): Response => new Response(null, { status, headers });

const file = new RegExp(`^${filesPath}/(\\d+)/(.+)$`);

/**
 * Everything that the hidden window's address answers: its page, the exchange with the main side, and the
 * files of networks that it is loading.
 * @param folder the built renderer
 */
export const serveInference =
  (folder: string, networks: WindowNetworks) =>
  async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (request.method === "POST" && pathname === exchangePath) {
      const body = new Uint8Array(await request.arrayBuffer());
      return answer(await networks.exchange(body), "application/octet-stream");
    }
    if (request.method !== "GET") return refusal(405);
    const [, load, path] = file.exec(pathname) ?? [];
    if (load !== undefined && path !== undefined) {
      const content = networks.file(Number(load), decodeURIComponent(path));
      return content === undefined ? refusal(404) : answer(content, "application/octet-stream");
    }
    // Of the renderer, its page and what that loads; the reader's page is not here.
    if (pathname !== inferencePage && !pathname.startsWith("/assets/")) return refusal(404);
    const found = await rendererFile(folder, pathname);
    return found === undefined ? refusal(404) : answer(found.bytes, found.type);
  };
