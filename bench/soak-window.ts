// The interface of a served workstation, as the browser's window uses it, without a browser.
import { readFileSync } from "node:fs";
import {
  isUnderWay,
  type AppEvent,
  type ImportProgress,
  type Payload,
  type RequestName,
  type Result,
  type WireReply,
} from "../src/core/api.ts";
import { fromWire } from "../src/core/base/errors.ts";
import { decodeWire } from "../src/core/base/wire.ts";

export class SoakWindow {
  /** Rejects when what the workstation tells of itself can no longer be heard; never resolves. */
  readonly lost: Promise<never>;
  readonly #address: string;
  readonly #headers: Record<string, string>;
  readonly #stop = new AbortController();
  readonly #imports = new Map<string, ImportProgress>();
  #wake: () => void = () => undefined;

  private constructor(address: string, token: string) {
    this.#address = address;
    this.#headers = { "x-overread-token": token };
    const lost = Promise.withResolvers<never>();
    this.lost = lost.promise;
    // Whoever waits is told through `lost`; a window that is closed loses nothing.
    this.lost.catch(() => undefined);
    this.#listen().then(
      () => lost.reject(new Error("the workstation ended its stream of events")),
      (error: unknown) => {
        if (!this.#stop.signal.aborted)
          lost.reject(new Error("the stream of events broke off", { cause: error }));
      },
    );
  }

  /** Comes in by the one-time code of the entry file. */
  static async enter(entryFile: string, address: string): Promise<SoakWindow> {
    const code = /value="([^"]+)"/.exec(readFileSync(entryFile, "utf8"))?.[1] ?? "";
    const page = await fetch(`${address}/enter`, { method: "POST", body: new URLSearchParams({ code }) });
    const token = /content="([^"]+)"/.exec(await page.text())?.[1];
    if (token === undefined) throw new Error(`the workstation let nobody in: ${page.status}`);
    return new SoakWindow(address, token);
  }

  async ask<Name extends RequestName>(name: Name, payload: Payload<Name>): Promise<Result<Name>> {
    const response = await fetch(`${this.#address}/api/request`, {
      method: "POST",
      headers: { ...this.#headers, "content-type": "application/json" },
      body: JSON.stringify({ name, payload }),
      signal: this.#stop.signal,
    });
    if (response.status !== 200) throw new Error(`${name} was answered ${response.status}`);
    const reply = decodeWire(new Uint8Array(await response.arrayBuffer())) as WireReply;
    if (!reply.ok) throw fromWire(reply.error);
    return reply.value as Result<Name>;
  }

  /** Hands films over as files and imports them. */
  async importFilms(films: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Promise<ImportProgress> {
    const { signal } = this.#stop;
    const headers = this.#headers;
    const begun = await fetch(`${this.#address}/api/uploads`, { method: "POST", headers, signal });
    const { uploadId } = (await begun.json()) as { uploadId: string };
    for (const [name, body] of films) {
      const place = `${this.#address}/api/uploads/${uploadId}?path=${encodeURIComponent(name)}`;
      const { status } = await fetch(place, { method: "PUT", headers, body, signal });
      if (status !== 200) throw new Error(`an upload was answered ${status}`);
    }
    const { jobId } = await this.ask("import.start", { source: { kind: "upload", uploadId } });
    for (;;) {
      const progress = this.#imports.get(jobId);
      if (progress !== undefined && !isUnderWay(progress)) {
        this.#imports.delete(jobId);
        return progress;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Ends what is under way, too. */
  close(): void {
    this.#stop.abort();
  }

  async #listen(): Promise<void> {
    const { body } = await fetch(`${this.#address}/api/events`, {
      headers: this.#headers,
      signal: this.#stop.signal,
    });
    let rest = "";
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines.filter((one) => one !== "")) this.#take(JSON.parse(line) as AppEvent);
    }
  }

  #take(event: AppEvent): void {
    if (event.name !== "import.progress") return;
    this.#imports.set(event.progress.jobId, event.progress);
    this.#wake();
  }
}
