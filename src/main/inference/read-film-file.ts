import { open } from "node:fs/promises";
import { AppError } from "../../core/base/errors.ts";

/** Larger files are refused before a byte is read. */
export const fileLimit = 2 * 1024 ** 3;

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
    if (size > limit) {
      throw new AppError("film/too-large", { file, asked: `${size} bytes`, limit: `${limit} bytes` });
    }
    return await handle.readFile();
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const code = codeOf(thrown);
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new AppError("file/not-found", { file }, { cause: thrown });
    throw new AppError("file/not-readable", { file, detail: code }, { cause: thrown });
  }
}
