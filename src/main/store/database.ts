import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../core/base/errors.ts";
import { libraryPhrases as say } from "../../core/base/phrases.ts";
import { syncFolder } from "./film-files.ts";
import { migrations as allMigrations } from "./migrations/index.ts";
import type { Migration } from "./migrations/migration.ts";

/** "OVRD": says that a file is an Overread library, whatever its name. */
const applicationId = 0x4f565244;
/** Milliseconds: another program (an import beside a running workstation) holds the database for moments only. */
export const usualPatience = 10_000;
/** Up to this size the whole database is checked at every start: it takes less than a tenth of a second. */
const checkedAtStart = 32 << 20;

/** Reads and writes have connections of their own, so that a read cannot change anything. */
export interface Database {
  readonly reader: DatabaseSync;
  readonly writer: DatabaseSync;
  close(): void;
}

/**
 * Opens a library's database, making it or bringing it to this version's schema first.
 * @param patience milliseconds that a lock of another program is waited for
 * @throws AppError library/from-the-future, library/damaged; and what SQLite throws
 */
export function openDatabase(
  path: string,
  migrations: readonly Migration[] = allMigrations,
  patience = usualPatience,
): Database {
  const isNew = !existsSync(path);
  const writer = new DatabaseSync(path, { timeout: patience });
  try {
    checkOwner(writer);
    writer.exec("PRAGMA journal_mode = WAL");
    // FULL: a commit that was answered survives a power cut, also in WAL mode.
    writer.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA recursive_triggers = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
    `);
    if (!isNew) checkSound(writer, path);
    migrate(writer, migrations);
    if (isNew) syncFolder(dirname(path));
    const reader = new DatabaseSync(path, { timeout: patience, readOnly: true });
    reader.exec("PRAGMA trusted_schema = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;");
    return {
      reader,
      writer,
      close() {
        reader.close();
        writer.close();
      },
    };
  } catch (error) {
    writer.close();
    throw error;
  }
}

const pragma = (database: DatabaseSync, name: string): unknown =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

const versionOf = (database: DatabaseSync): number => Number(pragma(database, "user_version"));

function checkOwner(database: DatabaseSync): void {
  const owner = Number(pragma(database, "application_id"));
  const tables = database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"];
  if (owner !== applicationId && !(owner === 0 && tables === 0)) {
    throw new AppError("library/damaged", { detail: say.notOverreads });
  }
}

function checkSound(database: DatabaseSync, path: string): void {
  if (statSync(path).size > checkedAtStart) return;
  const answer = pragma(database, "quick_check(1)");
  if (answer !== "ok") throw new AppError("library/damaged", { detail: say.failsCheck });
}

/**
 * Brings the schema forward step by step, each in a transaction of its own; two programs that start
 * at once do each step once.
 * @throws AppError library/from-the-future
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[]): void {
  const found = versionOf(database);
  if (found > migrations.length) {
    throw new AppError("library/from-the-future", { found, known: migrations.length });
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < found) continue;
    transaction(database, () => {
      if (versionOf(database) > index) return;
      migration.up(database);
      database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${index + 1}`);
    });
  }
}

/** Runs `work` as one transaction that holds the write lock from its start; undone where it throws. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite has already rolled back where the disk was full (sqlite.org/lang_transaction.html 3.1).
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** Runs questions that belong together on one state of the library, whatever is written meanwhile. */
export function snapshot<Result>(database: DatabaseSync, questions: () => Result): Result {
  database.exec("BEGIN");
  try {
    return questions();
  } finally {
    database.exec("COMMIT");
  }
}
