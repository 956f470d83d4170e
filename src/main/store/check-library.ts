import { stat } from "node:fs/promises";
import { AppError } from "../../core/base/errors.ts";
import type { ContentHash } from "../../core/base/ids.ts";
import { openDatabase } from "./database.ts";
import { digestOf } from "./file-digest.ts";
import { filesOf, filmFolders, filmOfPath } from "./film-folders.ts";
import { integrityFaults } from "./integrity.ts";
import { layout } from "./library-folder.ts";
import { namedFilms } from "./named-films.ts";

/** What a check of a library found. */
export interface LibraryVerdict {
  /** Films whose files hold their bytes. */
  readonly films: number;
  /** What SQLite says of its file; empty where it is sound. */
  readonly database: readonly string[];
  /** Films whose files are gone. */
  readonly missing: readonly ContentHash[];
  /** Films whose files do not hold their bytes. */
  readonly damaged: readonly ContentHash[];
  /** Files among the films that no film of the database has, by their paths. */
  readonly unknown: readonly string[];
}

/** Faults of the database that are named; more say nothing new. */
const named = 100;

/**
 * Checks a library as a whole: the database by `integrity_check` and its references, every film's file by its SHA-256. Workstations may
 * use it meanwhile: what was imported or deleted while the check ran is no fault. Nothing is changed.
 * @param onProgress films looked at and to be looked at
 * @throws AppError library/from-the-future, library/damaged (it cannot even be opened); job/cancelled on `signal`
 */
export async function checkLibrary(options: {
  readonly library: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}): Promise<LibraryVerdict> {
  const { library, signal, onProgress } = options;
  // Before the rows are read: an import writes a film's file before its row.
  const files = await filmFiles(library);
  const { reader, close } = openDatabase(layout.database(library));
  try {
    const database = integrityFaults(reader, named);
    const rows = namedFilms(reader);
    const isNamed = reader.prepare("SELECT 1 FROM films WHERE content_hash = ? AND removed = 0 LIMIT 1");
    const stillNamed = (hash: ContentHash): boolean => isNamed.get(hash) !== undefined;
    const found: Record<"whole" | "missing" | "damaged", ContentHash[]> = {
      whole: [],
      missing: [],
      damaged: [],
    };
    for (const [index, { hash, bytes }] of rows.entries()) {
      if (signal.aborted) throw new AppError("job/cancelled");
      const how = await look(layout.film(library, hash), hash, bytes);
      if (how === "whole" || stillNamed(hash)) found[how].push(hash);
      onProgress(index + 1, rows.length);
    }
    const unknown = [...files].filter(([, hash]) => hash === null || !stillNamed(hash)).map(([path]) => path);
    return {
      films: found.whole.length,
      database,
      missing: found.missing,
      damaged: found.damaged,
      // One that was deleted meanwhile is gone.
      unknown: await present(unknown),
    };
  } finally {
    close();
  }
}

async function look(
  path: string,
  hash: ContentHash,
  bytes: number,
): Promise<"whole" | "missing" | "damaged"> {
  try {
    if ((await stat(path)).size !== bytes) return "damaged";
    return (await digestOf(path)) === hash ? "whole" : "damaged";
  } catch (thrown) {
    const { code } = thrown as { code?: unknown };
    if (code === "ENOENT") return "missing";
    // A block that the disk cannot read.
    if (code === "EIO") return "damaged";
    throw thrown;
  }
}

/** Every file among the films with the film that its path stands for; null where it stands for none. */
async function filmFiles(library: string): Promise<Map<string, ContentHash | null>> {
  const files = new Map<string, ContentHash | null>();
  for (const folder of await filmFolders(library))
    for (const path of await filesOf(library, folder)) files.set(path, filmOfPath(path));
  return files;
}

async function present(paths: readonly string[]): Promise<string[]> {
  const there: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found !== null) there.push(path);
  }
  return there;
}
