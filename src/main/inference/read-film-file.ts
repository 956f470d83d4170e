import { open, type FileHandle } from "node:fs/promises";
import { AppError } from "../../core/base/errors.ts";
import type { Room } from "../../core/base/room.ts";
import { defaultLimits } from "../../core/dicom/limits.ts";

/**
 * Larger files are refused before they are read: a film's frames take at most `bytesPerFilm` when they are decoded, and a header is never
 * longer than this.
 */
export const fileLimit = defaultLimits.bytesPerFilm + 64 * 1024 ** 2;

/** That a file is larger than is taken, in MiB. */
export function tooLarge(file: string, size: number, limit = fileLimit): AppError {
  const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
  return new AppError("film/too-large", { file, asked: mebibytes(size), limit: mebibytes(limit) });
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);

/** Reads so many bytes from a place on; by `readFile` a film would come in thirty pieces that are put together. */
async function readFrom<Bytes extends Uint8Array>(
  handle: FileHandle,
  at: number,
  bytes: Bytes,
): Promise<Bytes> {
  const { length } = bytes;
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
    // Cut off since its size was asked.
    if (bytesRead === 0) return bytes.subarray(0, done) as Bytes;
    done += bytesRead;
  }
  return bytes;
}

/** What a failure of the system means for a film's file. */
function fileError(thrown: unknown, file: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = codeOf(thrown);
  return code === "ENOENT" || code === "ENOTDIR"
    ? new AppError("file/not-found", { file }, { cause: thrown })
    : new AppError("file/not-readable", { file, detail: code }, { cause: thrown });
}

/**
 * Reads a part of a film's file.
 * @param file name for the error's sentence
 * @throws AppError file/not-found, file/not-readable; film/truncated where the file ends before
 */
export async function readFilmPart(
  path: string,
  file: string,
  at: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    await using handle = await open(path, "r");
    const bytes = await readFrom(handle, at, new Uint8Array(length));
    if (bytes.length < length) throw new AppError("film/truncated", { file });
    return bytes;
  } catch (thrown) {
    throw fileError(thrown, file);
  }
}

/**
 * Reads a film's file whole.
 * @param file name for the error's sentence
 * @param room what the bytes are read into; they hold until the next are
 * @throws AppError file/not-found, file/not-readable, film/empty, film/too-large
 */
export async function readFilmFile(
  path: string,
  file: string,
  room: Room<ArrayBufferLike> | null = null,
): Promise<Uint8Array> {
  try {
    await using handle = await open(path, "r");
    const { size, ...stats } = await handle
      .stat()
      .then((found) => ({ size: found.size, regular: found.isFile() }));
    if (!stats.regular) throw new AppError("file/not-readable", { file, detail: "it is not a file" });
    if (size === 0) throw new AppError("film/empty", { file });
    if (size > fileLimit) throw tooLarge(file, size);
    return await readFrom(handle, 0, room?.take(size) ?? new Uint8Array(size));
  } catch (thrown) {
    throw fileError(thrown, file);
  }
}
