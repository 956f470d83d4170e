import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import { filmSpaceOf, parseFilmSpaceHeader, type FilmSpace } from "../../core/models/film-space.ts";
import { readJsonBeside } from "./read-beside.ts";

/** Beside the networks' folders. */
export const filmSpaceFile = "film-space.json";
const code = "model/film-space-invalid";

/**
 * The space of the training films in a folder of networks; null where there is none.
 * @throws AppError model/film-space-invalid
 */
export async function readFilmSpace(folder: string): Promise<FilmSpace | null> {
  const name = basename(folder);
  const json = await readJsonBeside(folder, filmSpaceFile, code);
  if (json === undefined) return null;
  const header = parseFilmSpaceHeader(json, name);
  const { path, sha256, bytes } = header.file;
  const refuse = (detail: string, cause?: unknown) => new AppError(code, { folder: name, detail }, { cause });
  let values: Buffer;
  try {
    const found = (await stat(join(folder, path))).size;
    if (found !== bytes) throw refuse(say.otherSize(path, found, bytes));
    values = await readFile(join(folder, path));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw refuse(say.notReadable(path, thrown instanceof Error ? thrown.message : String(thrown)), thrown);
  }
  if (createHash("sha256").update(values).digest("hex") !== sha256) throw refuse(say.otherHash(path));
  return filmSpaceOf(header, values, name);
}
