import { AppError } from "../../core/base/errors.ts";
import { archivePhrases } from "../../core/base/phrases.ts";
import type { Moment } from "../../core/base/ports.ts";
import type { Film } from "../../core/dicom/film.ts";
import { filmKind } from "../../core/dicom/kind.ts";
import { readMediaIndex, type MediaReference } from "../../core/dicom/media/media-index.ts";
import { contentUid } from "../../core/studies/content-uid.ts";
import { filmRecord, type FilmRecord } from "../../core/studies/film-record.ts";
import {
  pictureAttributes,
  studyOfPicture,
  type PictureIdentity,
} from "../../core/studies/picture-identity.ts";
import { openFilm } from "../film/open-film.ts";
import { hashOf } from "../store/film-files.ts";
import { readIdentityList, type IdentityRow } from "./identity-csv.ts";
import type { FilmSource, Said } from "./ingest-calls.ts";
import { Buffers, withFile } from "./read-film.ts";
import { ArchiveReader, isZip } from "./zip-archive.ts";

export interface PreparedFilm {
  readonly record: FilmRecord;
  readonly bytes: Uint8Array;
  readonly buffer: Buffer | null;
}
type StoredSource = Exclude<FilmSource, { kind: "phantom" }>;

/** Bytes that say what kind a file is: the DICOM prefix ends at 132 (PS3.10 7.1). */
const kindBytes = 1024;
/** An index of a disc is a few hundred bytes a film. */
const longestIndex = 256 << 20;

const archives = new ArchiveReader();
const buffers = new Buffers();

/** Lets go of the archive that was read last. */
export const closeArchives = (): void => {
  archives.close();
};

/**
 * Reads a film's file and makes its record; of a file that is none, only the beginning is read.
 * @returns "not-a-film" for a file that is no film by its content, "archive" for a ZIP archive, "picture"
 * for a PNG or JPEG of which it is to be asked whose it is
 * @throws AppError file/not-found, file/not-readable, film/empty, film/too-large, archive/nested,
 * archive/damaged, archive/entry-damaged, and those of `openFilm`
 */
export async function prepareSource(
  source: StoredSource,
  at: Moment,
  said: Said,
): Promise<PreparedFilm | "not-a-film" | "archive" | "picture"> {
  const read = source.kind === "file" ? readFile(source, said) : await readArchived(source, said);
  if (typeof read === "string") return read;
  try {
    const film = await prepareBytes(read.bytes, source.file, at, said === "ask" ? null : said);
    return { ...film, buffer: read.buffer };
  } catch (error) {
    if (read.buffer !== null) buffers.give(read.buffer);
    throw error;
  }
}

/** Lets go of a film that was kept or refused. */
export function release({ buffer }: PreparedFilm): void {
  if (buffer !== null) buffers.give(buffer);
}

interface Read {
  readonly bytes: Uint8Array;
  /** Where the bytes are, if that is to be used again. */
  readonly buffer: Buffer | null;
}

/** What a file's first bytes say of it; null for a film, which is to be read whole. */
function withoutReading(start: Uint8Array, said: Said): "not-a-film" | "archive" | "picture" | null {
  if (isZip(start)) return "archive";
  const kind = filmKind(start);
  if (kind === null) return "not-a-film";
  return said === "ask" && kind !== "dicom" ? "picture" : null;
}

const readFile = ({ path, file }: Extract<FilmSource, { kind: "file" }>, said: Said) =>
  withFile(path, file, kindBytes, ({ start, all }) => withoutReading(start, said) ?? all(buffers));

async function readArchived(
  { path, file, place }: Extract<FilmSource, { kind: "archived" }>,
  said: Said,
): Promise<Read | "not-a-film" | "picture"> {
  const outcome = withoutReading(await archives.read(path, file, place, kindBytes), said);
  if (outcome === "archive") throw new AppError("archive/nested", { file });
  return outcome ?? { bytes: await archives.read(path, file, place), buffer: null };
}

/**
 * @param identity whose film it is, where it is a picture; a DICOM film says so itself
 * @throws AppError as `openFilm`
 */
export async function prepareBytes(
  bytes: Uint8Array,
  file: string,
  at: Moment,
  identity: PictureIdentity | null,
): Promise<PreparedFilm> {
  const opened = await openFilm(bytes, { file });
  const hash = hashOf(bytes);
  const film = opened.kind === "dicom" || identity === null ? opened : identified(opened, identity);
  return {
    bytes,
    buffer: null,
    record: filmRecord({ film, hash, bytes: bytes.length, fileName: file, imported: at }),
  };
}

/** A picture under the header that somebody gave it: the same words make the same study on every workstation. */
function identified(film: Film, identity: PictureIdentity): Film {
  const study = studyOfPicture(identity);
  if (study === null) return { ...film, attributes: pictureAttributes(identity) };
  const hash = hashOf(new TextEncoder().encode(study));
  const uids = { studyInstanceUid: contentUid(hash, "study"), seriesInstanceUid: contentUid(hash, "series") };
  return { ...film, attributes: { ...pictureAttributes(identity), ...uids } };
}

/**
 * Reads the list that says whose pictures are.
 * @throws AppError identity/list-damaged; and those of reading a file
 */
export async function readListFile(source: FilmSource): Promise<IdentityRow[]> {
  if (source.kind === "phantom") throw new Error("a phantom has no list");
  const bytes =
    source.kind === "archived"
      ? await archives.read(source.path, source.file, source.place)
      : withFile(source.path, source.file, kindBytes, ({ all }) => all(new Buffers()).bytes);
  return readIdentityList(bytes, source.file);
}

/**
 * Reads a disc's index (DICOMDIR).
 * @throws AppError media/damaged; and those of reading a file
 */
export async function readIndexFile(source: FilmSource): Promise<MediaReference[]> {
  if (source.kind === "phantom") throw new Error("a phantom has no index");
  if (source.kind === "archived" && source.place.size > longestIndex)
    throw tooLong(source.file, source.place.size);
  const bytes =
    source.kind === "archived"
      ? await archives.read(source.path, source.file, source.place)
      : withFile(source.path, source.file, kindBytes, ({ size, all }) => {
          if (size > longestIndex) throw tooLong(source.file, size);
          return all(new Buffers()).bytes;
        });
  return readMediaIndex(bytes, source.file);
}

const tooLong = (file: string, size: number): AppError =>
  new AppError("media/damaged", { file, detail: archivePhrases.tooLong(size) });
