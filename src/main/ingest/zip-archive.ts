import { stat } from "node:fs/promises";
import { crc32 } from "node:zlib";
import yauzl from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { AppError } from "../../core/base/errors.ts";
import { archivePhrases as say } from "../../core/base/phrases.ts";
import { fileLimit } from "../inference/read-film-file.ts";
import { systemCode } from "../store/failures.ts";

/** Where a file lies in its archive; numbers alone, so that it can be handed from thread to thread. */
export interface ArchivedFile {
  /** Bytes from the archive's beginning to the file's local header. */
  readonly header: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
  readonly method: number;
}

/** What a ZIP archive holds, and what of it is refused before it is looked into. */
export interface ArchiveListing {
  readonly files: readonly { readonly name: string; readonly place: ArchivedFile }[];
  readonly problems: readonly { readonly name: string; readonly error: AppError }[];
}

export interface ArchiveLimits {
  readonly files: number;
  /** Unpacked bytes of one file. */
  readonly fileBytes: number;
  /** Unpacked size over packed size, of a file and of the whole, from `ratioFrom` unpacked bytes on. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/** Deflate makes at most 1,032 of one; a film compresses to a tenth, a blank one to a hundredth. */
export const archiveLimits: ArchiveLimits = {
  files: 200_000,
  fileBytes: fileLimit,
  ratio: 200,
  ratioFrom: 16 << 20,
};

const encryptedFlag = 1;
const utf8Flag = 0x800;
/** Upper half of the external attributes: Unix's st_mode, whose type of a symbolic link this is. */
const linkType = 0o120000;
const typeMask = 0o170000;
const unixHost = 3;

/** Whether the bytes begin as a ZIP archive: a local header, or the end of an empty one (APPNOTE 4.3). */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/**
 * The name as its writer meant it: UTF-8 where the flag says so or the bytes are valid UTF-8 (many
 * writers forget the flag), else code page 437 (APPNOTE D.1).
 */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const isUtf8 =
    (entry.generalPurposeBitFlag & utf8Flag) !== 0 || Buffer.from(raw.toString("utf8")).equals(raw);
  const flags = isUtf8 ? entry.generalPurposeBitFlag | utf8Flag : entry.generalPurposeBitFlag;
  return yauzl.getFileNameLowLevel(flags, raw, entry.extraFields, false);
}

const isLink = (entry: Entry): boolean =>
  entry.versionMadeBy >>> 8 === unixHost && ((entry.externalFileAttributes >>> 16) & typeMask) === linkType;

function problemOf(entry: Entry, name: string, limits: ArchiveLimits): AppError | null {
  const file = name.split("/").at(-1) ?? name;
  if (yauzl.validateFileName(name) !== null || /\p{Cc}/u.test(name))
    return new AppError("archive/unsafe-name", { file: name.replace(/\p{Cc}/gu, "?") });
  if (isLink(entry)) return new AppError("archive/link", { file });
  if ((entry.generalPurposeBitFlag & encryptedFlag) !== 0) return new AppError("archive/encrypted", { file });
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return new AppError("archive/unsupported", { file, method: entry.compressionMethod });
  return tooLarge(file, entry.uncompressedSize, entry.compressedSize, limits);
}

function tooLarge(file: string, size: number, packed: number, limits: ArchiveLimits): AppError | null {
  const asked = say.inflates(size, packed);
  if (size > limits.fileBytes)
    return new AppError("archive/too-large", { file, asked, limit: say.bytes(limits.fileBytes) });
  return tooDense(file, size, packed, limits);
}

function tooDense(file: string, size: number, packed: number, limits: ArchiveLimits): AppError | null {
  if (size <= limits.ratioFrom || size <= packed * limits.ratio) return null;
  const asked = say.inflates(size, packed);
  return new AppError("archive/too-large", { file, asked, limit: say.ratio(limits.ratio) });
}

function damaged(file: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = systemCode(thrown);
  if (detail === "ENOENT" || detail === "ENOTDIR")
    return new AppError("file/not-found", { file }, { cause: thrown });
  if (detail !== "" && detail.startsWith("E") && !detail.startsWith("ERR_"))
    return new AppError("file/not-readable", { file, detail }, { cause: thrown });
  return new AppError("archive/damaged", { file, detail: say.noDirectory }, { cause: thrown });
}

const open = (path: string): Promise<ZipFile> =>
  yauzl.openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: true });

/**
 * Lists a ZIP archive by its directory; nothing is unpacked. Names are for people: none becomes a path.
 * @param file the archive's name, for sentences
 * @throws AppError archive/damaged, archive/too-large, file/not-found, file/not-readable
 */
export async function listArchive(
  path: string,
  file: string,
  limits: ArchiveLimits = archiveLimits,
): Promise<ArchiveListing> {
  const files: { name: string; place: ArchivedFile }[] = [];
  const problems: { name: string; error: AppError }[] = [];
  let [size, packed] = [0, 0];
  let zip: ZipFile | undefined;
  try {
    zip = await open(path);
    const { size: archiveSize } = await stat(path);
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (name.endsWith("/")) continue;
      if (files.length + problems.length >= limits.files)
        throw new AppError("archive/too-large", {
          file,
          asked: say.files(zip.entryCount),
          limit: say.files(limits.files),
        });
      const error = problemOf(entry, name, limits);
      if (error !== null) {
        problems.push({ name: name.replace(/\p{Cc}/gu, "?"), error });
        continue;
      }
      const {
        relativeOffsetOfLocalHeader: header,
        compressedSize,
        uncompressedSize,
        crc32: crc,
        compressionMethod,
      } = entry;
      size += uncompressedSize;
      packed += compressedSize;
      if (packed > archiveSize) throw new AppError("archive/damaged", { file, detail: say.overlapping });
      const place = { header, compressedSize, size: uncompressedSize, crc32: crc, method: compressionMethod };
      files.push({ name, place });
    }
    const dense = tooDense(file, size, packed, limits);
    if (dense !== null) throw dense;
  } catch (thrown) {
    const error = damaged(file, thrown);
    // What stands before the damage is sound; an archive that is made to hurt is not looked into at all.
    if (error.code !== "archive/damaged" || files.length === 0 || thrown instanceof AppError) throw error;
    problems.push({ name: "", error });
  } finally {
    zip?.close();
  }
  return { files, problems };
}

/** Reads files of archives; keeps the last archive open between them. */
export class ArchiveReader {
  #path = "";
  #zip: ZipFile | null = null;

  /**
   * Unpacks one file, at most `most` bytes of it.
   * @param file its name, for sentences
   * @throws AppError archive/entry-damaged, archive/damaged, film/empty, file/not-found, file/not-readable
   */
  async read(path: string, file: string, place: ArchivedFile, most = Infinity): Promise<Uint8Array> {
    const zip = await this.#opened(path, file);
    if (place.size === 0) throw new AppError("film/empty", { file });
    const bytes = Buffer.allocUnsafe(Math.min(place.size, most));
    let at = 0;
    try {
      const stream = await zip.openReadStreamPromise(entryAt(place));
      // Left early, the loop destroys the stream: no more is unpacked than is wanted.
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        at += chunk.copy(bytes, at);
        if (at >= most) break;
      }
    } catch (thrown) {
      throw entryDamaged(file, thrown);
    }
    if (at < bytes.length) throw new AppError("archive/entry-damaged", { file, detail: say.wrongSize });
    if (at === place.size && crc32(bytes) !== place.crc32)
      throw new AppError("archive/entry-damaged", { file, detail: say.checksum });
    return bytes;
  }

  close(): void {
    this.#zip?.close();
    this.#zip = null;
    this.#path = "";
  }

  async #opened(path: string, file: string): Promise<ZipFile> {
    if (this.#zip !== null && this.#path === path) return this.#zip;
    this.close();
    try {
      this.#zip = await open(path);
    } catch (thrown) {
      throw damaged(file, thrown);
    }
    this.#path = path;
    return this.#zip;
  }
}

/** The entry that yauzl reads by: what it asks of one, and no more. */
const entryAt = ({ header, compressedSize, size, crc32: crc, method }: ArchivedFile): Entry =>
  Object.assign(new yauzl.Entry(), {
    relativeOffsetOfLocalHeader: header,
    compressedSize,
    uncompressedSize: size,
    crc32: crc,
    compressionMethod: method,
    generalPurposeBitFlag: 0,
  });

function entryDamaged(file: string, thrown: unknown): AppError {
  const code = systemCode(thrown);
  if (code.startsWith("E") && !code.startsWith("ERR_"))
    return new AppError("file/not-readable", { file, detail: code }, { cause: thrown });
  const detail = code.startsWith("Z_") ? say.badDeflate : say.wrongSize;
  return new AppError("archive/entry-damaged", { file, detail }, { cause: thrown });
}
