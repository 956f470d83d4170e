import { writeFile } from "node:fs/promises";
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { layout } from "./library-folder.ts";
import { migrations } from "./migrations/index.ts";
import type { Migration } from "./migrations/migration.ts";
import { addFilm, header, temporaryFolder, testStore } from "./testing/library.ts";

const value = (path: string, sql: string): unknown => {
  const database = new DatabaseSync(path);
  const row = database.prepare(sql).get();
  database.close();
  return Object.values(row ?? {})[0];
};
const code = (expected: string) => expect.objectContaining({ code: expected });

test("a new library gets the schema's version, write-ahead log and full synchronisation", async () => {
  const path = join(await temporaryFolder(), "library.sqlite");
  const database = openDatabase(path);
  // synchronous: 2 is FULL (sqlite.org/pragma.html).
  expect(database.writer.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  expect(database.writer.prepare("PRAGMA foreign_keys").get()).toEqual({ foreign_keys: 1 });
  expect(() => {
    database.reader.exec("DELETE FROM films");
  }).toThrow(/readonly/);
  database.close();
  expect(value(path, "PRAGMA journal_mode")).toBe("wal");
  expect(value(path, "PRAGMA user_version")).toBe(migrations.length);
});

test("every table is strict", async () => {
  const path = join(await temporaryFolder(), "library.sqlite");
  openDatabase(path).close();
  const loose =
    "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'";
  expect(value(path, loose)).toBe(0);
});

test("an older library is brought forward and keeps its rows", async () => {
  const path = join(await temporaryFolder(), "library.sqlite");
  const first: Migration = {
    name: "a",
    up: (db) => {
      db.exec("CREATE TABLE a (x TEXT NOT NULL) STRICT; INSERT INTO a VALUES ('kept')");
    },
  };
  const second: Migration = {
    name: "b",
    up: (db) => {
      db.exec("ALTER TABLE a ADD COLUMN y INTEGER");
    },
  };
  openDatabase(path, [first]).close();
  expect(value(path, "PRAGMA user_version")).toBe(1);
  openDatabase(path, [first, second]).close();
  expect(value(path, "PRAGMA user_version")).toBe(2);
  expect(value(path, "SELECT x FROM a WHERE y IS NULL")).toBe("kept");
});

test("answers from before there were networks of the user's own are the panel's", async () => {
  const path = join(await temporaryFolder(), "library.sqlite");
  openDatabase(path, migrations.slice(0, 1)).close();
  const old = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  old.exec(`
    INSERT INTO panels VALUES ('1', 'n', 'done', NULL, NULL, '[]', 1, 2, '2026-01-01T00:00:00Z', '+00:00');
    INSERT INTO answers VALUES ('1', 'n', 'cnn', '1.0.0', 0, 'CNN', 0.7, 0.5, 'pneumonia');
  `);
  old.close();
  openDatabase(path).close();
  expect(value(path, "SELECT own FROM answers WHERE probability = 0.7")).toBe(0);
  expect(value(path, "SELECT own_failures FROM panels WHERE state = 'done'")).toBe("[]");
});

test("a step that fails leaves the library at the version before it", async () => {
  const path = join(await temporaryFolder(), "library.sqlite");
  const good: Migration = {
    name: "a",
    up: (db) => {
      db.exec("CREATE TABLE a (x TEXT) STRICT");
    },
  };
  const bad: Migration = {
    name: "b",
    up: (db) => {
      db.exec("CREATE TABLE b (x TEXT) STRICT; INSERT INTO nowhere VALUES (1)");
    },
  };
  expect(() => openDatabase(path, [good, bad])).toThrow(/no such table/);
  expect(value(path, "PRAGMA user_version")).toBe(1);
  expect(value(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'b'")).toBe(0);
});

test("a library from the future is refused and left as it is", async () => {
  const folder = await temporaryFolder();
  await testStore(folder).then((store) => store.close());
  const database = new DatabaseSync(layout.database(folder));
  database.exec("PRAGMA user_version = 4711");
  database.close();
  await expect(testStore(folder)).rejects.toThrow(code("library/from-the-future"));
  expect(value(layout.database(folder), "PRAGMA user_version")).toBe(4711);
});

test("a file that is no database, another program's database and a damaged one are reported", async () => {
  const noise = await temporaryFolder();
  await writeFile(layout.database(noise), "this is no database, whatever its name says. ".repeat(100));
  await expect(testStore(noise)).rejects.toThrow(code("library/damaged"));

  const foreign = await temporaryFolder();
  const database = new DatabaseSync(layout.database(foreign));
  database.exec("CREATE TABLE recipes (x)");
  database.close();
  await expect(testStore(foreign)).rejects.toThrow(code("library/damaged"));

  const damaged = await temporaryFolder();
  const store = await testStore(damaged);
  for (let i = 0; i < 20; i++) await addFilm(damaged, store, `film ${i}`, header(`1.${i}`, `1.${i}.1`));
  await store.close();
  const path = layout.database(damaged);
  const file = openSync(path, "r+");
  // All pages but the first, which holds the header.
  writeSync(file, new Uint8Array(statSync(path).size - 4096).fill(0xa5), 0, undefined, 4096);
  closeSync(file);
  await expect(testStore(damaged)).rejects.toThrow(code("library/damaged"));
});
