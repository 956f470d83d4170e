import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { AppError } from "../../core/base/errors.ts";
import { fileLimit, tooLarge } from "../inference/read-film-file.ts";
import { systemCode } from "../store/failures.ts";

/** Bytes of buffers that a thread keeps for the next films. */
const keptBytes = 64 << 20;

/**
 * Buffers that are used again: a film's bytes live for a moment, and fresh memory for each costs more than
 * reading them.
 */
export class Buffers {
  readonly #free: Buffer[] = [];
  #bytes = 0;

  take(size: number): Buffer {
    const index = this.#free.findIndex(({ length }) => length >= size && length <= 2 * size);
    const [found] = index < 0 ? [] : this.#free.splice(index, 1);
    if (found === undefined) return Buffer.allocUnsafeSlow(size);
    this.#bytes -= found.length;
    return found;
  }

  give(buffer: Buffer): void {
    if (this.#bytes + buffer.length > keptBytes) return;
    this.#bytes += buffer.length;
    this.#free.push(buffer);
  }
}

/** A file that is open for reading. */
export interface OpenFile {
  readonly size: number;
  /** Its first bytes, as many as there are of those asked for. */
  readonly start: Uint8Array;
  /**
   * All of its bytes.
   * @throws AppError film/too-large, file/not-readable
   */
  all(buffers: Buffers): { readonly bytes: Uint8Array; readonly buffer: Buffer };
}

/**
 * Opens a file, lets `work` read it and closes it.
 * @param file name for the error's sentence
 * @param count first bytes to read at once
 * @throws AppError file/not-found, file/not-readable, film/empty, film/not-a-film for what is no file
 */
export function withFile<Result>(
  path: string,
  file: string,
  count: number,
  work: (opened: OpenFile) => Result,
): Result {
  let handle: number | null = null;
  try {
    // Not blocking: opening a pipe would wait for its other end. Windows knows neither.
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const opened = handle;
    const stats = fstatSync(opened);
    if (!stats.isFile()) throw new AppError("film/not-a-film", { file });
    const { size } = stats;
    const start = Buffer.alloc(Math.min(count, size));
    const found = fill(opened, start, 0);
    if (found === 0) throw new AppError("film/empty", { file });
    return work({
      size,
      start: start.subarray(0, found),
      all(buffers) {
        if (size > fileLimit) throw tooLarge(file, size);
        const buffer = buffers.take(size);
        start.copy(buffer, 0, 0, found);
        // A file that has become shorter meanwhile is what it is now.
        const length = fill(opened, buffer.subarray(0, size), found);
        return { bytes: new Uint8Array(buffer.buffer, buffer.byteOffset, length), buffer };
      },
    });
  } catch (error) {
    const detail = systemCode(error);
    if (error instanceof AppError || detail === "") throw error;
    const code = detail === "ENOENT" || detail === "ENOTDIR" ? "file/not-found" : "file/not-readable";
    throw new AppError(code, { file, detail }, { cause: error });
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** @returns bytes from the file's beginning that are in the buffer */
function fill(handle: number, buffer: Buffer, from: number): number {
  let at = from;
  while (at < buffer.length) {
    const read = readSync(handle, buffer, at, buffer.length - at, at);
    if (read === 0) break;
    at += read;
  }
  return at;
}
