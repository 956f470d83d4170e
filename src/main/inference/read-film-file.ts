import { open } from "node:fs/promises";
import { AppError } from "../../core/base/errors.ts";
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

/**
 * Reads a film's file whole.
 * @param file name for the error's sentence
 * @throws AppError file/not-found, file/not-readable, film/empty, film/too-large
 */
export async function readFilmFile(
  path: string,
  file: string,
  limit: number = fileLimit,
): Promise<Uint8Array> {
  try {
    await using handle = await open(path, "r");
    const { size, ...stats } = await handle
      .stat()
      .then((found) => ({ size: found.size, regular: found.isFile() }));
    if (!stats.regular) throw new AppError("file/not-readable", { file, detail: "it is not a file" });
    if (size === 0) throw new AppError("film/empty", { file });
    if (size > limit) throw tooLarge(file, size, limit);
    return await handle.readFile();
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const code = codeOf(thrown);
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new AppError("file/not-found", { file }, { cause: thrown });
    throw new AppError("file/not-readable", { file, detail: code }, { cause: thrown });
  }
}
