import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { contentHash } from "../../core/base/ids.ts";
import { phantomSeries } from "../../core/phantom/series.ts";
import { hashOf } from "../store/film-files.ts";
import { layout } from "../store/library-folder.ts";
import { temporaryFolder } from "../store/testing/library.ts";
import { ScriptedEngine, testWorkstation, type TestWorkstation } from "./testing/workstation.ts";

const films = [...phantomSeries({ count: 4, seed: 11 })].map(({ bytes }) => bytes);
const never = 2 ** 30;

/** A library of these films, closed. */
async function libraryOf(...bytes: readonly Uint8Array[]): Promise<string> {
  const library = await temporaryFolder();
  const workstation = await testWorkstation(new ScriptedEngine().start, {
    libraryFolder: library,
    checkAfter: never,
  });
  await workstation.importAll(Object.fromEntries(bytes.map((film, index) => [`${index}.dcm`, film])));
  await workstation.close();
  return library;
}

/** Puts a file among the films, old enough to be nobody's who is still writing. */
async function plant(library: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = layout.film(library, contentHash(name));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  const hourAgo = Date.now() / 1000 - 3600;
  await utimes(path, hourAgo, hourAgo);
  return path;
}

/** A workstation whose check at the start has come to its end. */
async function checked(library: string): Promise<TestWorkstation> {
  const workstation = await testWorkstation(new ScriptedEngine().start, {
    libraryFolder: library,
    checkAfter: 0,
  });
  await workstation.until(() => workstation.events.some(({ name }) => name === "upkeep.changed"));
  return workstation;
}
const sentences = ({ events }: TestWorkstation): string[] =>
  events.flatMap((event) => (event.name === "notice" ? [`${event.severity}: ${event.message}`] : []));

/** Actions of the audit record that a check makes. */
function recorded(library: string): string[] {
  const database = new DatabaseSync(layout.database(library), { readOnly: true });
  const rows = database
    .prepare("SELECT action FROM audit WHERE action LIKE 'library.%' ORDER BY number")
    .all();
  database.close();
  return rows.map(({ action }) => String(action)).filter((action) => action !== "library.import");
}
const [first, second, third, fourth] = films as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

test("a film whose file is gone says so, is told of once, and comes back with its import", async () => {
  const library = await libraryOf(first, second);
  await rm(layout.film(library, hashOf(first)));
  const workstation = await checked(library);
  const told = "The check of the library found 1 film without its file. Import the missing films again.";
  expect(sentences(workstation)).toEqual([`warning: ${told}`]);
  expect(await workstation.ask("library.upkeep", {})).toMatchObject({
    missing: 1,
    check: { missing: 1, newlyMissing: 1, recovered: 0 },
  });
  const { rows } = await workstation.ask("worklist.list", {});
  const details = await Promise.all(rows.map(({ studyUid }) => workstation.ask("study.open", { studyUid })));
  const failures = await Promise.all(
    details
      .flatMap((study) => study.films)
      .map(({ filmId }) =>
        workstation
          .ask("film.pixels", { filmId })
          .catch((error: unknown) => (error as { code: string }).code),
      ),
  );
  // The scripted engine decodes nothing; of the film that is gone the library speaks first.
  expect(failures.sort()).toEqual(["inference/not-running", "library/film-missing"]);
  expect(await workstation.importAll({ "again.dcm": first, "known.dcm": second })).toMatchObject({
    imported: 1,
    duplicates: 1,
  });
  expect(await workstation.ask("library.upkeep", {})).toMatchObject({ missing: 0 });
  await workstation.close();
  const again = await checked(library);
  expect(sentences(again)).toEqual([]);
  expect(recorded(library)).toEqual(["library.film-missing", "library.check", "library.check"]);
});

test("a film that is still missing is not told of twice, and one whose file is put back is there again", async () => {
  const library = await libraryOf(first, second);
  await rm(layout.film(library, hashOf(first)));
  await rm(layout.film(library, hashOf(second)));
  await (await checked(library)).close();
  await plant(library, hashOf(first), first);
  // Of the right length, and no film.
  await plant(library, hashOf(second), new Uint8Array(second.length));
  const workstation = await checked(library);
  expect(sentences(workstation)).toEqual([
    "info: The check of the library found 1 film whose file is there again.",
  ]);
  expect(await workstation.ask("library.upkeep", {})).toMatchObject({ missing: 1 });
});

test("a film file without an entry is listed again; what is no film is moved aside; a deleted film stays deleted", async () => {
  const library = await libraryOf(first, second);
  const before = await testWorkstation(new ScriptedEngine().start, {
    libraryFolder: library,
    checkAfter: never,
  });
  const { rows } = await before.ask("worklist.list", {});
  const [gone] = rows;
  await before.ask("study.delete", { studyUid: gone?.studyUid, films: 1 });
  await before.close();
  const deleted = [first, second].find((film) => !existsSync(layout.film(library, hashOf(film)))) ?? first;
  const leftover = await plant(library, hashOf(deleted), deleted);
  await plant(library, hashOf(third), third);
  const text = new TextEncoder().encode("no film at all");
  const stray = await plant(library, hashOf(text), text);
  // A film under the name of another one.
  const misnamed = await plant(library, "ab".repeat(32), fourth);
  const foreign = join(layout.films(library), "ab", "Thumbs.db");
  await writeFile(foreign, "thumbs");
  const hourAgo = Date.now() / 1000 - 3600;
  await utimes(foreign, hourAgo, hourAgo);
  // Just written: an import may be about to enter it.
  const fresh = layout.film(library, hashOf(fourth));
  await mkdir(dirname(fresh), { recursive: true });
  await writeFile(fresh, fourth);

  const workstation = await checked(library);
  expect(await workstation.ask("library.upkeep", {})).toMatchObject({
    missing: 0,
    check: { recovered: 1, removed: 1, setAside: 3, missing: 0, database: [] },
  });
  expect(sentences(workstation)).toEqual([
    "info: The check of the library found 1 film that had no entry and is listed again, 1 file left of deleted films, now removed and 3 files that no film has, now in the folder set-aside.",
  ]);
  expect((await workstation.ask("worklist.list", {})).total).toBe(2);
  expect([leftover, stray, misnamed, foreign].map((path) => existsSync(path))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(existsSync(fresh)).toBe(true);
  expect(readdirSync(layout.setAside(library))).toHaveLength(3);
  expect(new Set(recorded(library))).toEqual(
    new Set(["library.file-recovered", "library.file-removed", "library.file-set-aside", "library.check"]),
  );
});

test("a films folder that is not there marks no film as missing", async () => {
  const library = await libraryOf(first);
  await rm(layout.films(library), { recursive: true });
  const workstation = await testWorkstation(new ScriptedEngine().start, {
    libraryFolder: library,
    checkAfter: 0,
  });
  await workstation.until(() => sentences(workstation).length > 0);
  expect(sentences(workstation)[0]).toContain("is empty or not there, while the database names films");
  expect(await workstation.ask("library.upkeep", {})).toMatchObject({ missing: 0, check: null });
});
