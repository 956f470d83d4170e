import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError, asAppError, toWire } from "../../core/base/errors.ts";
import { inLanguage, spoken, type Language } from "../../core/base/language.ts";
import * as words from "../../core/base/messages/shell.ts";
import type { Log } from "../../core/base/ports.ts";
import { wirePieces } from "../../core/base/wire.ts";
import { rendererFile } from "../shell/renderer-files.ts";
import { dispatch } from "../workstation/dispatch.ts";
import type { Workstation } from "../workstation.ts";
import { Entry } from "./entry.ts";
import { enterPage, enterScript, enteredPage } from "./entry-pages.ts";
import { isOurs, securityHeaders } from "./guard.ts";
import { listenAsLastTime } from "./port.ts";
import { WrongAttempts } from "./wrong-attempts.ts";

const requestLimit = 1 << 20;
const heartbeat = 15_000;

export interface BrowserShell {
  /** "http://127.0.0.1:PORT" */
  readonly address: string;
  /** The file that lets this user's browser in. */
  readonly entryFile: string;
  /** Resolves when a page that was let in asks for something: it is drawn by then. */
  readonly asked: Promise<undefined>;
  close(): Promise<void>;
}

export interface BrowserShellOptions {
  readonly workstation: Workstation;
  /** The built renderer. */
  readonly rendererFolder: string;
  /** Where the entry file is written (a folder that only this user can read). */
  readonly entryFile: string;
  /** Where the last port is kept: a browser remembers the window's layout by address. */
  readonly portFile: string;
  readonly log: Log;
}

/** Serves the workstation on the loopback interface. */
export async function startBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const { workstation, log } = options;
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error("a request failed", error);
      if (!response.headersSent) send(response, 500, "text/plain", "");
      else response.destroy();
    });
  });
  await listenAsLastTime(server, options.portFile);
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const entry = new Entry(options.entryFile, `http://${host}`);
  await entry.renew();
  const asked = Promise.withResolvers<undefined>();
  const [codes, tokens] = [new WrongAttempts(), new WrongAttempts()];

  const unsubscribe = workstation.subscribe((event) => {
    const line = `${JSON.stringify(event)}\n`;
    for (const stream of streams) stream.write(line);
  });
  const beat = setInterval(() => {
    for (const stream of streams) stream.write("\n");
  }, heartbeat);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", `http://${host}`);
    const route = `${request.method ?? ""} ${url.pathname}`;
    // The entry file is a page of its own, so its form comes with the opaque origin "null".
    if (request.headers.host === host && route === "POST /enter") return enter(request, response);
    if (!isOurs(request, host)) return send(response, 403, "text/plain", "");
    if (route === "GET /enter") return send(response, 200, "text/html", pageFor(request, null));
    if (route === "GET /enter.js") return send(response, 200, "text/javascript", enterScript);
    if (url.pathname.startsWith("/api/")) return api(route, url, request, response);
    if (request.method !== "GET") return send(response, 405, "text/plain", "");
    const file = await rendererFile(options.rendererFolder, url.pathname);
    if (file === undefined) return send(response, 404, "text/plain", "");
    return send(response, 200, file.type, file.bytes);
  }

  const pageFor = (request: IncomingMessage, wrong: "wrong" | "too-many" | null): string =>
    inLanguage(languageOf(request), () => enterPage(options.entryFile, wrong));

  async function enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await readBody(request)).toString("utf8");
    const token = await entry.redeem(new URLSearchParams(body).get("code")?.trim() ?? "");
    if (token !== undefined) {
      log.info(words.cameIn);
      return send(
        response,
        200,
        "text/html",
        inLanguage(languageOf(request), () => enteredPage(token)),
      );
    }
    if (await held(codes, words.manyWrongCodes)) {
      return send(response, 403, "text/html", pageFor(request, "wrong"));
    }
    response.setHeader("retry-after", "5");
    return send(response, 429, "text/html", pageFor(request, "too-many"));
  }

  /** Holds back the answer to a wrong attempt; false where too many are held back already. */
  async function held(attempts: WrongAttempts, many: string): Promise<boolean> {
    const answer = attempts.wrong();
    if (attempts.becameMany) log.warn(many);
    if (answer === "turned-away") return false;
    if (answer.heldFor === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, answer.heldFor).unref());
    attempts.released();
    return true;
  }

  async function api(
    route: string,
    url: URL,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const token = request.headers["x-overread-token"];
    if (!entry.admits(typeof token === "string" ? token : undefined)) {
      const answered = await held(tokens, words.manyWrongTokens);
      return send(response, answered ? 401 : 429, "text/plain", "");
    }
    asked.resolve(undefined);
    if (route === "POST /api/request") return answerRequest(request, response);
    if (route === "GET /api/events") return openStream(response);
    if (route === "POST /api/uploads") {
      return send(
        response,
        200,
        "application/json",
        JSON.stringify({ uploadId: workstation.uploads.begin() }),
      );
    }
    const upload = /^PUT \/api\/uploads\/([^/]+)$/.exec(route)?.[1];
    if (upload !== undefined) {
      return receiveUpload(decodeURIComponent(upload), url.searchParams.get("path") ?? "", request, response);
    }
    return send(response, 404, "text/plain", "");
  }

  async function answerRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const question: unknown = JSON.parse((await readBody(request)).toString("utf8"));
    const { name, payload } = Object(question) as { name?: unknown; payload?: unknown };
    const reply = await dispatch(workstation.api, name, payload);
    return sendPieces(response, 200, "application/octet-stream", wirePieces(reply));
  }

  async function receiveUpload(
    id: string,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      await workstation.uploads.add(id, path, request);
    } catch (error) {
      const failure = asAppError(error, "app/fault");
      log.error("an upload failed", error);
      // The rest of the body is not wanted: without this the browser would wait until it is sent.
      response.setHeader("connection", "close");
      return send(response, 507, "application/json", JSON.stringify({ error: toWire(failure) }));
    }
    return send(response, 200, "application/json", "{}");
  }

  function openStream(response: ServerResponse): void {
    response.writeHead(200, { ...securityHeaders, "content-type": "application/x-ndjson" });
    response.flushHeaders();
    streams.add(response);
    response.on("close", () => streams.delete(response));
  }

  return {
    address: `http://${host}`,
    entryFile: options.entryFile,
    asked: asked.promise,
    async close() {
      clearInterval(beat);
      unsubscribe();
      for (const stream of streams) stream.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await entry.close();
    },
  };
}

/** What a browser is set to; nobody has said anything else before they are in. */
const languageOf = ({ headers }: IncomingMessage): Language =>
  spoken((headers["accept-language"] ?? "").split(",").map((one) => one.split(";")[0]?.trim() ?? ""));

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  sendPieces(response, status, type, [body]);
}

function sendPieces(
  response: ServerResponse,
  status: number,
  type: string,
  pieces: readonly (string | Uint8Array)[],
): void {
  // Without a length an answer is sent in chunks, and the window cannot make room for it beforehand.
  const length = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  response.writeHead(status, { ...securityHeaders, "content-length": length, "content-type": type });
  for (const piece of pieces) response.write(piece);
  response.end();
}

/** @throws AppError app/bad-request where the body is longer than any request */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > requestLimit) throw new AppError("app/bad-request", { detail: "the request is too long" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
