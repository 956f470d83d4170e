import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { contentHash } from "../../core/base/ids.ts";
import { checkLibrary } from "./check-library.ts";
import { hashOf } from "./film-files.ts";
import { layout } from "./library-folder.ts";
import { addFilm, at, header, reader, temporaryFolder, testStore } from "./testing/library.ts";

const calm = { signal: new AbortController().signal, onProgress: () => undefined };

test("a check finds every film in place, beside a store that is open; what was deleted is no fault", async () => {
  const library = await temporaryFolder();
  const store = await testStore(library);
  await addFilm(library, store, "first", header("1.1", "1.1.1"));
  await addFilm(library, store, "second", header("1.2", "1.2.1"));
  const { record } = await addFilm(library, store, "third", header("1.3", "1.3.1"));
  await store.write.deleteStudy({ reader, at, studyUid: record.study.uid, films: 1 });
  expect(await checkLibrary({ ...calm, library })).toEqual({
    films: 2,
    database: [],
    missing: [],
    damaged: [],
    unknown: [],
  });
});

test("a check names films without files, files with other bytes, and files that no film has", async () => {
  const library = await temporaryFolder();
  const store = await testStore(library);
  const names = ["gone", "shorter", "other", "whole"];
  const films = [];
  for (const [index, name] of names.entries())
    films.push(await addFilm(library, store, name, header(`1.${index + 1}`, `1.${index + 1}.1`)));
  const [gone = "", shorter = "", other = ""] = films.map(({ record }) => record.film.hash);
  const place = (hash: string): string => layout.film(library, contentHash(hash));
  rmSync(place(gone));
  writeFileSync(place(shorter), "short");
  writeFileSync(place(other), "OTHER");
  const orphan = place(hashOf(new TextEncoder().encode("nobody's")));
  mkdirSync(dirname(orphan), { recursive: true });
  writeFileSync(orphan, "nobody's");
  const verdict = await checkLibrary({ ...calm, library });
  expect(verdict).toMatchObject({ films: 1, database: [], missing: [gone], unknown: [orphan] });
  expect([...verdict.damaged].sort()).toEqual([shorter, other].sort());
});

test("a check names rows whose study is gone, and is stopped on request", async () => {
  const library = await temporaryFolder();
  const store = await testStore(library);
  await addFilm(library, store, "first", header("1.1", "1.1.1"));
  const database = new DatabaseSync(layout.database(library), { enableForeignKeyConstraints: false });
  database.exec("UPDATE films SET series_uid = '9.9'");
  database.close();
  const { database: faults } = await checkLibrary({ ...calm, library });
  expect(faults).toEqual(["row 1 of films names what is not in series"]);
  const stopped = checkLibrary({ ...calm, library, signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ code: "job/cancelled" });
});
