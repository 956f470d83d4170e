import { protocol, type Session } from "electron";
import { contentSecurityPolicy } from "../shell/content-security.ts";
import { rendererFile } from "../shell/renderer-files.ts";

const origin = "overread://app";
/** The workstation's page. */
export const page = `${origin}/`;

/** Must run before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "overread", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Whether a frame with this URL is the workstation's own page. */
export const isOurPage = (url: string | undefined): boolean => {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed?.protocol === "overread:" && parsed.host === "app";
};

/** Whether a URL is the page of the second window. */
export const isFilmPage = (url: string): boolean => url === `${page}?film`;

/** Serves the built renderer on our own scheme, with the policy on every answer. */
export function serveRenderer(session: Session, folder: string): void {
  session.protocol.handle("overread", async (request) => {
    const url = new URL(request.url);
    const file =
      url.host === "app" && request.method === "GET" ? await rendererFile(folder, url.pathname) : undefined;
    if (file === undefined) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(file.bytes), {
      headers: {
        "content-type": file.type,
        "content-security-policy": contentSecurityPolicy,
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      },
    });
  });
}
