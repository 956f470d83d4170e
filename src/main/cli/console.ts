import type { Writable } from "node:stream";
import type { Log } from "../../core/base/ports.ts";

/** Raised where whoever read standard output has gone (`| head`): there is nobody left to tell. */
export class ReaderGone extends Error {
  override readonly name = "ReaderGone";
}

const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED");

/** Control characters in a file's name or header must not steer the terminal. */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, "?");

/** Standard output and standard error, line by line. */
export class Console {
  readonly #out: Writable;
  readonly #err: Writable & { readonly isTTY?: boolean };

  constructor(out: Writable, err: Writable & { readonly isTTY?: boolean }) {
    this.#out = out;
    this.#err = err;
    // Without a listener a closed pipe would end the process with a stack trace.
    out.on("error", () => {});
    err.on("error", () => {});
  }

  /**
   * Writes one line to standard output and waits until it was taken.
   * @throws ReaderGone; other failures of the output as they are
   */
  line(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#out.write(`${text}\n`, (error) => {
        if (error === null || error === undefined) resolve();
        else reject(isBrokenPipe(error) ? new ReaderGone() : error);
      });
    });
  }

  /** A message to the person at the terminal, on standard error. */
  say(text: string): void {
    this.#err.write(`overread: ${printable(text)}\n`);
  }

  /** Says how far something long has come, on one line that the next one replaces and null takes away; only to a terminal. */
  progress(text: string | null): void {
    if (this.#err.isTTY !== true) return;
    this.#err.write(text === null ? "\r\u001b[K" : `\r\u001b[Koverread: ${printable(text)}\r`);
  }

  /** Several lines of our own text on standard error. */
  text(text: string): void {
    this.#err.write(`${text}\n`);
  }

  /** Warnings and errors of the services; what is merely of interest stays quiet here. */
  get log(): Log {
    return {
      info: () => {},
      warn: (message) => this.say(message),
      error: (message, cause) =>
        this.say(
          cause === undefined
            ? message
            : `${message} (${cause instanceof Error ? cause.message : String(cause)})`,
        ),
    };
  }
}
