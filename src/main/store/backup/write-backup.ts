import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { AppError } from "../../../core/base/errors.ts";
import type { ContentHash } from "../../../core/base/ids.ts";
import { syncFolder } from "../film-files.ts";
import { layout } from "../library-folder.ts";
import { namedFilms, type NamedFilm } from "../named-films.ts";
import { diskError } from "./disk.ts";
import { entryHead, type Entry } from "./entries.ts";
import { FrameWriter } from "./frames.ts";

const pieceBytes = 1 << 20;

export interface BackupOutcome {
  readonly films: number;
  /** Films that the library names but whose files are gone or no longer hold their bytes: not in the backup. */
  readonly missing: readonly ContentHash[];
}

/**
 * Writes a library into one file, while workstations use it. The films come first, then a copy of the database that names no
 * other: what is imported meanwhile is taken too, what is deleted meanwhile does not come back. Under its name the file
 * stands only when it is whole and on the disk.
 * @param session whose corner of the library holds the database's copy; it is cleared even after a crash
 * @param passphrase null leaves the backup readable by everybody
 * @param onProgress bytes of films written and to be written
 * @throws AppError backup/file-there, backup/disk-full, backup/no-access; job/cancelled on `signal`
 */
export async function writeBackup(options: {
  readonly library: string;
  readonly session: string;
  readonly file: string;
  readonly passphrase: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}): Promise<BackupOutcome> {
  const { library, session, file, passphrase } = options;
  if (existsSync(file)) throw new AppError("backup/file-there", { file });
  const partial = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}.part`);
  const copy = join(layout.staging(library, session), "backup.sqlite");
  let handle: FileHandle | null = null;
  try {
    handle = await open(partial, "wx", 0o600);
    const frames = await FrameWriter.begin(handle, passphrase, randomBytes(32));
    const outcome = await writeFilms(options, copy, frames);
    const database = await open(copy, "r");
    try {
      const { size: bytes } = await database.stat();
      await writeEntry(frames, { kind: "database", bytes }, database, options.signal, () => undefined);
    } finally {
      await database.close();
    }
    await frames.end();
    await handle.sync();
    await handle.close();
    handle = null;
    await rename(partial, file);
    syncFolder(dirname(file));
    return outcome;
  } catch (thrown) {
    throw diskError(thrown, file);
  } finally {
    await handle?.close();
    await rm(partial, { force: true });
    await rm(copy, { force: true });
  }
}

/** Writes every film that a fresh copy of the database names; leaves that copy. */
async function writeFilms(
  { library, signal, onProgress }: Parameters<typeof writeBackup>[0],
  copy: string,
  frames: FrameWriter,
): Promise<BackupOutcome> {
  const written = new Set<ContentHash>();
  const damaged = new Set<ContentHash>();
  let done = 0;
  for (let before = new Set<ContentHash>(); ;) {
    await copyDatabase(library, copy);
    const films = filmsOf(copy);
    const total = films.reduce((sum, { bytes }) => sum + bytes, 0);
    const gone = new Set<ContentHash>();
    for (const { hash } of films) {
      if (written.has(hash) || damaged.has(hash)) continue;
      const found = await writeFilm(layout.film(library, hash), hash, frames, signal, (bytes) => {
        done += bytes;
        onProgress(done, Math.max(done, total));
      });
      if (found === "written") written.add(hash);
      else (found === "damaged" ? damaged : gone).add(hash);
    }
    // A film that was deleted since the copy was made is not in the next one; one that is, is missing.
    if ([...gone].every((hash) => before.has(hash))) {
      const named = new Set(films.map(({ hash }) => hash));
      return {
        films: [...written].filter((hash) => named.has(hash)).length,
        missing: [...gone, ...[...damaged].filter((hash) => named.has(hash))],
      };
    }
    before = gone;
  }
}

async function copyDatabase(library: string, copy: string): Promise<void> {
  await rm(copy, { force: true });
  const database = new DatabaseSync(layout.database(library), { readOnly: true, timeout: 10_000 });
  try {
    // In one step: a copy in several begins anew whenever somebody writes.
    await backup(database, copy, { rate: 0x7fffffff });
  } finally {
    database.close();
  }
}

function filmsOf(copy: string): NamedFilm[] {
  const database = new DatabaseSync(copy);
  try {
    // A single file, without a log beside it.
    database.exec("PRAGMA journal_mode = DELETE");
    return namedFilms(database);
  } finally {
    database.close();
  }
}

async function writeFilm(
  path: string,
  hash: ContentHash,
  frames: FrameWriter,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<"written" | "damaged" | "gone"> {
  let film: FileHandle;
  try {
    film = await open(path, "r");
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === "ENOENT") return "gone";
    throw thrown;
  }
  try {
    const { size: bytes } = await film.stat();
    const found = await writeEntry(frames, { kind: "film", hash, bytes }, film, signal, onBytes);
    return found === hash ? "written" : "damaged";
  } finally {
    await film.close();
  }
}

/** @returns the SHA-256 of what was written, in hexadecimal digits */
async function writeEntry(
  frames: FrameWriter,
  entry: Entry,
  file: FileHandle,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<string> {
  await frames.write(entryHead(entry));
  const digest = createHash("sha256");
  const piece = Buffer.alloc(Math.min(pieceBytes, Math.max(1, entry.bytes)));
  for (let rest = entry.bytes; rest > 0;) {
    if (signal.aborted) throw new AppError("job/cancelled");
    const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, rest), null);
    if (bytesRead === 0) throw new AppError("backup/changed-meanwhile");
    const bytes = piece.subarray(0, bytesRead);
    digest.update(bytes);
    await frames.write(bytes);
    rest -= bytesRead;
    onBytes(bytesRead);
  }
  return digest.digest("hex");
}
