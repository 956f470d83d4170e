import type { Transport } from "../../core/api.ts";
import { AppError, asAppError, fromWire, toWire } from "../../core/base/errors.ts";
import { decodeWire } from "../../core/base/wire.ts";
import type { OfferedFile } from "./index.ts";

const tokenKey = "overread-token";
const retryAfter = 500;

const headers = (): Record<string, string> => ({
  "x-overread-token": sessionStorage.getItem(tokenKey) ?? "",
});

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { ...headers(), ...init.headers } });
  } catch (cause) {
    throw new AppError("app/disconnected", {}, { cause });
  }
  if (response.status === 401) {
    location.replace("/enter");
    throw new AppError("app/disconnected");
  }
  if (response.ok) return response;
  if (response.headers.get("content-type") === "application/json") {
    const { error } = (await response.json()) as { error: { code: unknown; params?: unknown } };
    throw fromWire(error);
  }
  throw new AppError("app/protocol", { detail: `HTTP ${response.status}` });
}

/**
 * All of an answer. Where it says its length its pieces go straight into their place: `arrayBuffer()` gathers
 * them first, which takes a film of 15 MB several times as long.
 */
async function bytesOf(response: Response): Promise<Uint8Array> {
  const length = Number(response.headers.get("content-length") ?? 0);
  if (response.body === null || !(length > 0)) return new Uint8Array(await response.arrayBuffer());
  const bytes = new Uint8Array(length);
  const reader = response.body.getReader();
  for (let at = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return bytes;
    bytes.set(value, at);
    at += value.length;
  }
}

/** Reads newline-separated JSON as it arrives. */
async function* lines(body: ReadableStream<BufferSource>): AsyncGenerator<unknown> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) if (part !== "") yield JSON.parse(part) as unknown;
  }
}

/** The browser shell's transport: HTTP on 127.0.0.1 with the session's token in a header. */
export function loopbackTransport(): Transport {
  return {
    async request(name, payload) {
      const body = JSON.stringify({ name, payload });
      const response = await ask("/api/request", {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      });
      return decodeWire(await bytesOf(response));
    },
    subscribe(listener) {
      const stop = new AbortController();
      const listen = async (): Promise<void> => {
        let told = false;
        while (!stop.signal.aborted) {
          try {
            const response = await ask("/api/events", { signal: stop.signal });
            told = false;
            if (response.body !== null) for await (const event of lines(response.body)) listener(event);
          } catch (error) {
            if (stop.signal.aborted) return;
            const failure = asAppError(error, "app/fault", { detail: String(error) });
            const about = { kind: "failure", error: toWire(failure) };
            if (!told) listener({ name: "notice", severity: "error", message: failure.message, about });
            told = true;
          }
          await new Promise((resolve) => setTimeout(resolve, retryAfter));
        }
      };
      void listen();
      return () => {
        stop.abort();
      };
    },
    async offer(files) {
      const begun: unknown = await (await ask("/api/uploads", { method: "POST" })).json();
      const { uploadId } = begun as { uploadId: string };
      for (const { file, relativePath } of files as readonly OfferedFile[]) {
        const place = `/api/uploads/${encodeURIComponent(uploadId)}?path=${encodeURIComponent(relativePath)}`;
        await ask(place, { method: "PUT", body: file });
      }
      return { kind: "upload", uploadId };
    },
  };
}
