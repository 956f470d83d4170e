import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filmId } from "../../core/base/ids.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { phantomPng } from "../../core/phantom/png.ts";
import { layout } from "../store/library-folder.ts";
import { temporaryFolder, testStore, wholeList } from "../store/testing/library.ts";
import { ownStudy, smallFilm } from "./testing/films.ts";
import { importPaths, testIngest } from "./testing/import.ts";

async function library() {
  const [folder, films] = [await temporaryFolder(), await temporaryFolder()];
  const store = await testStore(folder);
  return { folder, films, store, ingest: testIngest(folder, store) };
}

test("a folder's films are imported in order, once; what is no film is counted, what is damaged is named", async () => {
  const { folder, films, store, ingest } = await library();
  const inner = join(films, "b", "deep");
  await mkdir(inner, { recursive: true });
  const film = ownStudy(1);
  await writeFile(join(films, "a.dcm"), film);
  await writeFile(join(inner, "no-extension"), ownStudy(2));
  await writeFile(join(films, "c-truncated.dcm"), film.subarray(0, film.length - 2000));
  await writeFile(join(films, "d-empty.dcm"), "");
  await writeFile(join(films, "readme.txt"), "not a film");
  await symlink(films, join(inner, "circle"));
  await symlink(join(films, "gone"), join(films, "e-broken-link"));

  const ended = await importPaths(ingest, [films]);
  expect(ended).toMatchObject({ state: "done", done: 6, total: 6, imported: 2, duplicates: 0, skipped: 1 });
  expect(ended.rejected.map(({ path, code }) => [path, code])).toEqual([
    [join(films, "c-truncated.dcm"), "film/truncated"],
    [join(films, "d-empty.dcm"), "film/empty"],
    [join(films, "e-broken-link"), "file/not-found"],
  ]);
  const stored = await store.read.film({ filmId: filmId("1.2.1.1.1") });
  expect(stored).toMatchObject({ fileName: "a.dcm", bytes: film.length });
  if (stored) expect(new Uint8Array(await readFile(layout.film(folder, stored.hash)))).toEqual(film);

  const again = await importPaths(ingest, [films]);
  expect(again).toMatchObject({ imported: 0, duplicates: 2 });
  expect((await store.read.worklist(wholeList)).total).toBe(2);
});

test("another film under a known SOP Instance UID, and a study that changes its patient, are refused", async () => {
  const { films, store, ingest } = await library();
  await writeFile(join(films, "1.dcm"), ownStudy(1));
  await writeFile(join(films, "2.dcm"), smallFilm({ SOPInstanceUID: "1.2.1.1.1", PatientID: "P1" }, 2));
  await writeFile(
    join(films, "3.dcm"),
    smallFilm({ StudyInstanceUID: "1.2.1", SOPInstanceUID: "1.2.1.1.2", PatientID: "P9" }),
  );
  const ended = await importPaths(ingest, [films]);
  expect(ended.rejected.map(({ code }) => code)).toEqual(["library/conflict", "library/other-patient"]);
  expect((await store.read.worklist(wholeList)).rows).toMatchObject([{ patientId: "P1", films: 1 }]);
});

test("a picture stands under its file name in a study of its own", async () => {
  const { films, store, ingest } = await library();
  const path = join(films, "child.png");
  await writeFile(path, phantomPng(drawPhantom({ seed: 3, rows: 96, columns: 96, bits: 8 })));
  await importPaths(ingest, [path]);
  const [row] = (await store.read.worklist(wholeList)).rows;
  expect(row).toMatchObject({ patientName: "", description: "child.png", films: 1 });
  expect(row?.studyUid).toMatch(/^2\.25\.\d+$/);
});

test("a folder without films, a file that is none and a pipe are refused by name", async () => {
  const { films, ingest } = await library();
  const [notes, pipe, empty] = [join(films, "notes.txt"), join(films, "pipe"), join(films, "empty")];
  await writeFile(notes, "a letter");
  await mkdir(empty);
  execFileSync("mkfifo", [pipe]);
  const ended = await importPaths(ingest, [films, notes, pipe, empty, join(films, "nowhere")]);
  expect(ended.rejected.map(({ path, code }) => [path, code])).toEqual([
    [notes, "film/not-a-film"],
    [pipe, "film/not-a-film"],
    [join(films, "nowhere"), "file/not-found"],
    [films, "folder/no-films"],
    [empty, "folder/no-films"],
  ]);
  expect(ended.rejected[3]?.message).toContain("none of its 1 files");
});

test.skipIf(process.getuid?.() === 0)(
  "a folder that may not be read is reported, the rest imported",
  async () => {
    const { films, ingest } = await library();
    await mkdir(join(films, "a"));
    await chmod(join(films, "a"), 0o000);
    await writeFile(join(films, "b.dcm"), ownStudy(1));
    const ended = await importPaths(ingest, [films]);
    expect(ended).toMatchObject({ state: "done", imported: 1 });
    expect(ended.rejected).toMatchObject([{ path: join(films, "a"), code: "file/not-readable" }]);
  },
);

test("a cancelled import keeps what it had, and goes on from there", async () => {
  const { films, store, ingest } = await library();
  for (let i = 100; i < 200; i++) await writeFile(join(films, `${i}.dcm`), ownStudy(i));
  const ended = await importPaths(ingest, [films], 3);
  expect(ended.state).toBe("cancelled");
  // Films that were on their way when it was cancelled come to their end.
  expect(ended.imported).toBeGreaterThanOrEqual(3);
  expect(ended.imported).toBeLessThan(100);
  expect(ended.rejected).toEqual([]);
  expect((await store.read.worklist(wholeList)).total).toBe(ended.imported);
  const rest = await importPaths(ingest, [films]);
  expect(rest).toMatchObject({ state: "done", duplicates: ended.imported, imported: 100 - ended.imported });
});

test("files of 2 GiB are refused from their beginnings, a film and one that is none", async () => {
  const { films, ingest } = await library();
  const paths = [join(films, "film.dcm"), join(films, "none.dcm")];
  await Promise.all([writeFile(paths[0] ?? "", ownStudy(1)), writeFile(paths[1] ?? "", "Dear colleague")]);
  // A hole takes no room on the disk.
  for (const path of paths) await truncate(path, 2 ** 31);
  const before = process.memoryUsage.rss();
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 1);
  const ended = await importPaths(ingest, paths);
  clearInterval(watching);
  expect(ended.rejected.map(({ code }) => code)).toEqual(["film/too-large", "film/not-a-film"]);
  expect(most - before).toBeLessThan(256 << 20);
});

test("phantom films are drawn and imported without a file of their own", async () => {
  const { store, ingest } = await library();
  const source = { kind: "phantom", series: "s", count: 1, seed: 7 } as const;
  const now = { utc: "2026-11-24T09:30:00.000Z", offset: "+00:00" };
  const { signal } = new AbortController();
  expect(await ingest.add(source, now, signal)).toBe("added");
  expect(await ingest.add(source, now, signal)).toBe("end");
  await ingest.endSeries("s");
  expect((await store.read.worklist(wholeList)).rows[0]?.patientName).toMatch(/^PHANTOM\^/);
});

const shared = join(import.meta.dirname, "../../../../shared/films");
test.skipIf(!existsSync(shared))(
  "six of nine real films are imported, three are conflicts (needs ../shared/films)",
  async () => {
    const { store, ingest } = await library();
    const ended = await importPaths(ingest, [shared]);
    expect(ended).toMatchObject({ state: "done", imported: 6, duplicates: 0, skipped: 1 });
    expect(ended.rejected.map(({ path, code }) => [path.slice(-"test4.dcm".length), code])).toEqual([
      ["test4.dcm", "library/conflict"],
      ["test5.dcm", "library/conflict"],
      ["test6.dcm", "library/conflict"],
    ]);
    const { rows } = await store.read.worklist(wholeList);
    // By dcmdump: ages 81, 58, 77 and 005Y; born 1940-03-05 and 1979-04-08, both studies 2004-08-26.
    const ages = ["005Y", "025Y", "058Y", "064Y", "077Y", "081Y"];
    expect(rows.map((row) => row.patientAge).sort()).toEqual(ages);
    expect(rows.map((row) => row.modality).sort()).toEqual(["CR", "CR", "DX", "DX", "DX", "DX"]);
  },
);
