import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { randomBytes } from "node:crypto";
import { AppError, fromWire } from "../../core/base/errors.ts";
import type { Item } from "../ingest/item.ts";
import type { NamedFolder } from "../ingest/walk.ts";
import { fileLimit, tooLarge } from "../inference/read-film-file.ts";
import { libraryFailure } from "../store/failures.ts";
import { layout } from "../store/library-folder.ts";
import type { StagedFile } from "./import-journal.ts";

/** Files of one upload, and characters of a path in it: beyond, it is no one's folder of films. */
const mostFiles = 200_000;
const longestPath = 4096;
const longestName = 255;

interface Upload {
  readonly folder: string;
  readonly files: StagedFile[];
  begun: number;
}

/**
 * Files that a browser hands over, staged in the library until they are imported. On disk they
 * stand under numbers: a name from outside never becomes a name in the file system.
 */
export class Uploads {
  readonly #library: string;
  readonly #session: string;
  readonly #limit: number;
  readonly #uploads = new Map<string, Upload>();

  constructor(library: string, session: string, limit: number = fileLimit) {
    this.#library = library;
    this.#session = session;
    this.#limit = limit;
  }

  begin(): string {
    const id = randomBytes(16).toString("hex");
    const folder = join(layout.staging(this.#library, this.#session), id);
    this.#uploads.set(id, { folder, files: [], begun: 0 });
    return id;
  }

  /**
   * Stages one file. One that is too large is refused in the import's list, not here, so that it
   * does not stop the others.
   * @param relativePath as the browser gives it: names with slashes; the first of several is a folder
   *   that the user chose
   * @throws AppError import/no-such-upload, app/bad-request, library/disk-full, library/not-writable
   */
  async add(uploadId: string, relativePath: string, body: AsyncIterable<Uint8Array>): Promise<void> {
    const upload = this.#uploads.get(uploadId);
    if (upload === undefined) throw new AppError("import/no-such-upload");
    const names = namesOf(relativePath);
    const number = ++upload.begun;
    if (number > mostFiles) throw new AppError("app/bad-request", { detail: "too many files in one upload" });
    const path = join(upload.folder, String(number));
    const file = names.at(-1) ?? "";
    try {
      await mkdir(upload.folder, { recursive: true, mode: 0o700 });
      const measured = measure(body, this.#limit);
      await pipeline(Readable.from(measured.kept), createWriteStream(path, { flags: "wx", mode: 0o600 }));
      if (measured.size() <= this.#limit) {
        upload.files.push({ path: relativePath, number, error: null });
        return;
      }
      await rm(path, { force: true });
      const { code, params } = tooLarge(file, measured.size(), this.#limit);
      upload.files.push({ path: relativePath, number: null, error: { code, params: { ...params } } });
    } catch (error) {
      await rm(path, { force: true });
      throw libraryFailure(error, this.#library);
    }
  }

  /**
   * What is to be imported of an upload; from here on nothing can be added to it.
   * @throws AppError import/no-such-upload
   */
  take(uploadId: string): { readonly files: StagedFile[]; readonly folder: string | null } {
    const upload = this.#uploads.get(uploadId);
    if (upload === undefined) throw new AppError("import/no-such-upload");
    this.#uploads.delete(uploadId);
    const files = upload.files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files, folder: upload.begun === 0 ? null : upload.folder };
  }
}

/**
 * Handed over files as things to import.
 * @param folder where they are, each under its number
 */
export function uploadItems(files: readonly StagedFile[], folder: string): Item[] {
  const folders = new Map<string, NamedFolder>();
  const folderOf = ([top = "", ...inner]: readonly string[]): NamedFolder | null => {
    if (inner.length === 0) return null;
    const named = folders.get(top) ?? { path: top, files: 0, films: 0 };
    named.files++;
    folders.set(top, named);
    return named;
  };
  const items = files.map(({ path, number, error }): Item => {
    if (number === null) return { kind: "problem", path, error: fromWire(error ?? { code: "app/fault" }) };
    const names = path.split(/[/\\]/);
    const source = { kind: "file", path: join(folder, String(number)), file: names.at(-1) ?? "" } as const;
    return { kind: "film", source, path, folder: folderOf(names) };
  });
  return [...[...folders.values()].map((named): Item => ({ kind: "folder", folder: named })), ...items];
}

/** @throws AppError app/bad-request for a path that leads anywhere but down */
function namesOf(relativePath: string): string[] {
  const names = relativePath.split(/[/\\]/);
  const sound =
    relativePath.length <= longestPath &&
    !/^[A-Za-z]:/.test(relativePath) &&
    names.every((name) => name !== "" && name !== "." && name !== ".." && name.length <= longestName) &&
    !/\p{Cc}/u.test(relativePath) &&
    basename(relativePath) !== "";
  if (!sound) throw new AppError("app/bad-request", { detail: "the path of an uploaded file" });
  return names;
}

/** Passes on up to `limit` bytes and reads the rest to its end, so that its sender is not cut off. */
function measure(body: AsyncIterable<Uint8Array>, limit: number) {
  let size = 0;
  async function* kept(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      size += chunk.length;
      if (size <= limit) yield chunk;
    }
  }
  return { kept: kept(), size: () => size };
}
