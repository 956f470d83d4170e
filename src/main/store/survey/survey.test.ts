import { openSync, closeSync, readFileSync, rmSync, statSync, writeSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { layout } from "../library-folder.ts";
import { addFilm, header, keptLog, temporaryFolder, testStore } from "../testing/library.ts";
import { surveyLibrary } from "./survey-library.ts";
import { survey } from "./survey.ts";

const calm = { settledBefore: Infinity, cancelled: () => false, rest: () => Promise.resolve() };

test("a survey finds faults of the database, lost and shortened files, in a thread of its own", async () => {
  const library = await temporaryFolder();
  const store = await testStore(library);
  const whole = await addFilm(library, store, "whole", header("1.1", "1.1.1"));
  const lost = await addFilm(library, store, "lost", header("1.2", "1.2.1"));
  const short = await addFilm(library, store, "shortened", header("1.3", "1.3.1"));
  await store.close();
  rmSync(layout.film(library, lost.record.film.hash));
  writeFileSync(layout.film(library, short.record.film.hash), "short");
  expect(await surveyLibrary({ ...calm, library })).toEqual({
    database: [],
    missing: [lost.record.film.hash, short.record.film.hash].sort(),
    unknown: [],
  });
  // A table's first page of zeros, as a disk leaves it that lost a block.
  const path = layout.database(library);
  const database = new DatabaseSync(path);
  const size = Number(Object.values(database.prepare("PRAGMA page_size").get() ?? {})[0]);
  const root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'marks'").get();
  database.close();
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(size), 0, size, (Number(root?.["rootpage"]) - 1) * size);
  closeSync(file);
  const before = readFileSync(path);
  const found = await survey({
    library,
    workerPath: fileURLToPath(new URL("survey-worker.ts", import.meta.url)),
    settledBefore: Date.now(),
    signal: new AbortController().signal,
    log: keptLog(),
  });
  expect(found.database).toEqual(["table marks: database disk image is malformed"]);
  expect(found.missing).toHaveLength(2);
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(statSync(layout.film(library, whole.record.film.hash)).size).toBe(5);
});

test("a survey ends where it is told to", async () => {
  const library = await temporaryFolder();
  await testStore(library);
  const stopped = survey({
    library,
    workerPath: fileURLToPath(new URL("survey-worker.ts", import.meta.url)),
    settledBefore: Date.now(),
    signal: AbortSignal.abort(),
    log: keptLog(),
  });
  await expect(stopped).rejects.toMatchObject({ code: "job/cancelled" });
});
