import { stat } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../../core/base/errors.ts";
import type { ContentHash } from "../../../core/base/ids.ts";
import { libraryFailure, systemCode } from "../failures.ts";
import { filesOf, filmFolders, filmOfPath } from "../film-folders.ts";
import { layout } from "../library-folder.ts";
import { namedFilm } from "../named-films.ts";

/** What a look at a library found out of place. */
export interface Survey {
  /** What SQLite says of its file; empty where it is sound. */
  readonly database: readonly string[];
  /** Films whose files are not there, or not as long as they were. */
  readonly missing: readonly ContentHash[];
  /** Files among the films that no film of the database has. */
  readonly unknown: readonly { readonly path: string; readonly hash: ContentHash | null }[];
}

/** Faults of the database that are named; more say nothing new. */
const named = 100;
const rowsOfFolder = `SELECT content_hash AS hash, max(bytes) AS bytes FROM films
  WHERE removed = 0 AND content_hash >= :from AND content_hash < :to GROUP BY content_hash`;
const allFolders = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, "0"));

/**
 * Looks through a library without reading its films: the database by `quick_check`, table by table, and for every film whether a
 * file of its length is there. Other programs may use it meanwhile; nothing is changed.
 * @param settledBefore files written since (milliseconds of the epoch) may still get their rows and are left alone
 * @param rest called between two steps, with how many milliseconds the last one took
 * @throws AppError job/cancelled, library/films-gone; what SQLite and the system throw
 */
export async function surveyLibrary(options: {
  readonly library: string;
  readonly settledBefore: number;
  readonly cancelled: () => boolean;
  readonly rest: (worked: number) => Promise<void>;
}): Promise<Survey> {
  const { library, settledBefore, cancelled, rest } = options;
  let begun = performance.now();
  const pause = async (): Promise<void> => {
    await rest(performance.now() - begun);
    if (cancelled()) throw new AppError("job/cancelled");
    begun = performance.now();
  };
  const reader = new DatabaseSync(layout.database(library), { readOnly: true, timeout: 10_000 });
  try {
    const database: string[] = [];
    const tables = reader.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    for (const { name } of tables) {
      database.push(...faultsOf(reader, String(name), library));
      await pause();
    }
    const inFolder = reader.prepare(rowsOfFolder);
    const isNamed = reader.prepare("SELECT 1 FROM films WHERE content_hash = ? AND removed = 0 LIMIT 1");
    const missing: ContentHash[] = [];
    const unknown: { path: string; hash: ContentHash | null }[] = [];
    const there = new Set(await filmFolders(library));
    const films = Number(reader.prepare("SELECT count(*) AS n FROM films WHERE removed = 0").get()?.["n"]);
    // Not each film is lost but the folder: a disk that is not connected, or a copy of the database alone.
    if (films > 0 && there.size === 0)
      throw new AppError("library/films-gone", { folder: layout.films(library) });
    for (const folder of allFolders) {
      // Before the rows are read: an import writes a film's file before its row.
      const files = there.has(folder) ? await filesOf(library, folder) : [];
      const rows = inFolder.all({ from: folder, to: `${folder}g` }).map((row) => namedFilm.parse(row));
      for (const { hash, bytes } of rows) {
        const size = await lengthOf(layout.film(library, hash));
        if (size !== bytes && isNamed.get(hash) !== undefined) missing.push(hash);
      }
      const known = new Set(rows.map(({ hash }) => hash));
      for (const path of files) {
        const hash = filmOfPath(path);
        if (hash !== null && known.has(hash)) continue;
        if (await isSettled(path, settledBefore)) unknown.push({ path, hash });
      }
      await pause();
    }
    return { database: database.slice(0, named), missing, unknown };
  } finally {
    reader.close();
  }
}

/** What SQLite says of a table and its indexes; empty where they are sound. */
function faultsOf(reader: DatabaseSync, table: string, library: string): string[] {
  try {
    const answers = reader.prepare(`PRAGMA quick_check("${table}")`).all();
    return answers.map((row) => String(Object.values(row)[0])).filter((one) => one !== "ok");
  } catch (thrown) {
    // A table whose first page is no page is not looked into at all.
    const failure = libraryFailure(thrown, library);
    if (!(failure instanceof AppError) || failure.code !== "library/damaged") throw thrown;
    return [`table ${table}: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
  }
}

/** A file's length in bytes; null where it is not there. */
async function lengthOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return null;
    throw thrown;
  }
}

/** Whether a file is there and was written before. */
async function isSettled(path: string, before: number): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < before;
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return false;
    throw thrown;
  }
}
