import { open, stat } from "node:fs/promises";
import { AppError } from "../../core/base/errors.ts";
import type { Moment } from "../../core/base/ports.ts";
import { filmKind } from "../../core/dicom/kind.ts";
import { filmRecord, type FilmRecord } from "../../core/studies/film-record.ts";
import { openFilm } from "../film/open-film.ts";
import { readFilmFile } from "../inference/read-film-file.ts";
import { systemCode } from "../store/failures.ts";
import { hashOf } from "../store/film-files.ts";

export interface PreparedFilm {
  readonly record: FilmRecord;
  readonly bytes: Uint8Array;
}

/** Bytes that say what kind a file is: the DICOM prefix ends at 132 (PS3.10 7.1). */
const kindBytes = 1024;

/**
 * Reads a film's file and makes its record; of a file that is none, only the beginning is read.
 * @param file name for the record and for sentences
 * @returns null for a file that is no film by its content
 * @throws AppError file/not-found, file/not-readable, film/empty, film/too-large, and those of `openFilm`
 */
export async function prepareFile(path: string, file: string, at: Moment): Promise<PreparedFilm | null> {
  if (filmKind(await beginning(path, file)) === null) return null;
  return prepareBytes(await readFilmFile(path, file), file, at);
}

/** @throws AppError as `openFilm` */
export async function prepareBytes(bytes: Uint8Array, file: string, at: Moment): Promise<PreparedFilm> {
  const film = await openFilm(bytes, { file });
  const hash = hashOf(bytes);
  return {
    bytes,
    record: filmRecord({ film, hash, bytes: bytes.length, fileName: file, imported: at }),
  };
}

async function beginning(path: string, file: string): Promise<Uint8Array> {
  try {
    // Asked before it is opened: opening a pipe would wait for its other end.
    if (!(await stat(path)).isFile()) throw new AppError("film/not-a-film", { file });
    await using handle = await open(path, "r");
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(kindBytes), 0, kindBytes, 0);
    if (bytesRead === 0) throw new AppError("film/empty", { file });
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const detail = systemCode(error);
    const code = detail === "ENOENT" || detail === "ENOTDIR" ? "file/not-found" : "file/not-readable";
    throw new AppError(code, { file, detail }, { cause: error });
  }
}
