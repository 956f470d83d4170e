import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../../core/base/errors.ts";
import { contentHash, type ContentHash } from "../../../core/base/ids.ts";
import { openDatabase } from "../database.ts";
import { syncFolder } from "../film-files.ts";
import { integrityFaults } from "../integrity.ts";
import { layout } from "../library-folder.ts";
import { diskError } from "./disk.ts";
import { EntryReader } from "./entries.ts";
import { readFrames } from "./frames.ts";

export interface RestoreOutcome {
  readonly films: number;
  /** Films that the database names and the backup does not hold. */
  readonly missing: readonly ContentHash[];
}

/**
 * Makes a library from a backup. It is built beside its place, read to the backup's last byte, checked and synced, and only then
 * takes the place, in one step; the place must be free, so no library is ever replaced, in use or not.
 * @param onProgress bytes of the backup read and to be read
 * @throws AppError of `readFrames`; backup/place-taken, backup/disk-full, backup/no-access, library/from-the-future,
 * library/damaged; job/cancelled on `signal`
 */
export async function restoreBackup(options: {
  readonly file: string;
  readonly library: string;
  readonly passphrase: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}): Promise<RestoreOutcome> {
  const { file, library } = options;
  if (!(await isFree(library))) throw new AppError("backup/place-taken", { folder: library });
  const building = `${library}.restoring-${randomBytes(6).toString("hex")}`;
  try {
    await mkdir(layout.films(building), { recursive: true, mode: 0o700 });
    const kept = await unpack(options, building);
    const outcome = await settle(building, kept);
    if (!(await isFree(library))) throw new AppError("backup/place-taken", { folder: library });
    await rmdir(library).catch(ignoreAbsence);
    await rename(building, library);
    syncFolder(dirname(library));
    return outcome;
  } catch (thrown) {
    throw diskError(thrown, thrownAt(thrown, file, library));
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

function ignoreAbsence(thrown: unknown): void {
  if ((thrown as { code?: unknown }).code !== "ENOENT") throw thrown;
}

/** The system names the path that it failed on; a full disk is the library's. */
const thrownAt = (thrown: unknown, file: string, library: string): string =>
  (thrown as { path?: unknown }).path === file ? file : library;

async function isFree(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (thrown) {
    const { code } = thrown as { code?: unknown };
    if (code === "ENOTDIR") return false;
    ignoreAbsence(thrown);
    return true;
  }
}

/** Writes what the backup holds into `building`. @returns the films whose bytes are theirs */
async function unpack(
  { file, passphrase, signal, onProgress }: Parameters<typeof restoreBackup>[0],
  building: string,
): Promise<Set<ContentHash>> {
  const kept = new Set<ContentHash>();
  let database = false;
  const backup = await open(file, "r");
  try {
    const { size: total } = await backup.stat();
    let done = 0;
    const entries = new EntryReader(readFrames(backup, file, passphrase), file);
    for (let entry = await entries.next(); entry !== null; entry = await entries.next()) {
      const path = entry.kind === "film" ? layout.film(building, entry.hash) : layout.database(building);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const target = await open(path, "wx", 0o600);
      const digest = createHash("sha256");
      try {
        for await (const piece of entries.body(entry.bytes)) {
          if (signal.aborted) throw new AppError("job/cancelled");
          digest.update(piece);
          await target.appendFile(piece);
          done += piece.length;
          onProgress(Math.min(done, total), total);
        }
        await target.sync();
      } finally {
        await target.close();
      }
      if (entry.kind === "database") database = true;
      else if (digest.digest("hex") === entry.hash) kept.add(entry.hash);
      else await rm(path);
    }
  } finally {
    await backup.close();
  }
  if (!database) throw new AppError("backup/altered", { file });
  return kept;
}

/** Checks the database, brings it to this version's schema and removes films that it does not name. */
async function settle(building: string, kept: ReadonlySet<ContentHash>): Promise<RestoreOutcome> {
  const named = new Set<ContentHash>();
  checkWhole(layout.database(building));
  const database = openDatabase(layout.database(building));
  try {
    const rows = database.reader.prepare("SELECT DISTINCT content_hash AS hash FROM films WHERE removed = 0");
    for (const row of rows.iterate()) named.add(contentHash(String(row["hash"])));
  } finally {
    database.close();
  }
  for (const hash of kept) if (!named.has(hash)) await rm(layout.film(building, hash));
  const folders = await readdir(layout.films(building), { withFileTypes: true });
  for (const { parentPath, name } of folders) syncFolder(`${parentPath}/${name}`);
  syncFolder(layout.films(building));
  syncFolder(building);
  const missing = [...named].filter((hash) => !kept.has(hash));
  return { films: named.size - missing.length, missing };
}

function checkWhole(path: string): void {
  const database = new DatabaseSync(path);
  try {
    const [fault] = integrityFaults(database, 1);
    if (fault !== undefined) throw new AppError("library/damaged", { detail: fault });
  } finally {
    database.close();
  }
}
