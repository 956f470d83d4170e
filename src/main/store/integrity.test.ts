import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { integrityFaultsOf } from "./integrity.ts";
import { keptLog, temporaryFolder } from "./testing/library.ts";

const workerPath = fileURLToPath(new URL("integrity-worker.ts", import.meta.url));
const faultsOf = (path: string) => integrityFaultsOf(path, 1, { workerPath, log: keptLog() });

test("a whole database has no faults; a row that names what is not there, a spoilt page and another file have", async () => {
  const path = join(await temporaryFolder(), "library.sqlite");
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(`
    CREATE TABLE studies (uid TEXT PRIMARY KEY);
    CREATE TABLE films (id INTEGER PRIMARY KEY, study TEXT REFERENCES studies (uid), note TEXT);
    CREATE INDEX films_by_note ON films (note);
    INSERT INTO studies VALUES ('1.2');
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 5000)
    INSERT INTO films SELECT n, '1.2', 'film ' || n FROM number;
  `);
  expect(await faultsOf(path)).toEqual([]);
  database.exec("INSERT INTO films VALUES (9000, '1.3', '')");
  expect(await faultsOf(path)).toEqual(["row 9000 of films names what is not in studies"]);
  database.exec("DELETE FROM films WHERE id = 9000; VACUUM");
  database.close();

  // A key of the index is another than its row's: found by comparing them, not by the pages' form.
  const bytes = readFileSync(path);
  const file = openSync(path, "r+");
  writeSync(file, "FILM", bytes.lastIndexOf("film 4321"));
  closeSync(file);
  expect(await faultsOf(path)).toEqual([expect.stringMatching(/film|index|row/)]);

  writeFileSync(path, "no database at all, but long enough to be looked at as one".repeat(20));
  expect(await faultsOf(path)).toEqual(["file is not a database"]);
});
