import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { phantomPng } from "../../core/phantom/png.ts";
import type { PictureIdentity } from "../../core/studies/picture-identity.ts";
import { temporaryFolder, testStore, wholeList } from "../store/testing/library.ts";
import { ownStudy } from "./testing/films.ts";
import { importItems, importPaths, testIngest } from "./testing/import.ts";
import { pathItems } from "./path-items.ts";
import { zipOf } from "./testing/zip.ts";

const picture = (seed: number): Uint8Array =>
  phantomPng(drawPhantom({ seed, rows: 96, columns: 96, bits: 8 }));

async function library() {
  const [folder, films] = [await temporaryFolder(), await temporaryFolder()];
  const store = await testStore(folder);
  return { films, store, ingest: testIngest(folder, store) };
}

test("whose the pictures of a batch are is asked once, when all else is imported", async () => {
  const { films, store, ingest } = await library();
  await writeFile(join(films, "a.png"), picture(1));
  await writeFile(join(films, "b.png"), picture(2));
  await writeFile(join(films, "c.dcm"), ownStudy(1));
  const identity: PictureIdentity = {
    patientName: "Ada^Lovelace",
    patientId: "A1",
    birthDate: "20220101",
    sex: "F",
    studyDate: "20260204",
    view: "AP",
  };
  const asked: (readonly string[])[] = [];
  const signal = new AbortController().signal;
  const ended = await importItems(ingest, pathItems([films], ingest.readIndex, signal), {
    identify: async (paths) => {
      asked.push(paths);
      expect((await store.read.worklist(wholeList)).total).toBe(1);
      return identity;
    },
  });
  expect(asked).toEqual([[join(films, "a.png"), join(films, "b.png")]]);
  expect(ended).toMatchObject({ state: "done", done: 3, total: 3, imported: 3, rejected: [], pictures: 0 });
  const { rows } = await store.read.worklist(wholeList);
  // One study of one day; the age is that between the two dates.
  expect(rows).toHaveLength(2);
  expect(rows.find((row) => row.patientId === "A1")).toMatchObject({
    patientName: "Ada^Lovelace",
    patientSex: "F",
    studyDate: "20260204",
    patientAge: "004Y",
    view: "AP",
    films: 2,
  });
  // What was said holds for a picture that is in the library already: it is not imported under another name.
  const again = await importItems(ingest, pathItems([films], ingest.readIndex, signal), {
    identify: () => Promise.resolve({ ...identity, patientId: "B2" }),
  });
  expect(again).toMatchObject({ imported: 0, duplicates: 3 });
});

test("a list beside the pictures says whose each is; a wrong row refuses its picture, nothing is guessed", async () => {
  const { films, store, ingest } = await library();
  await mkdir(join(films, "sub"));
  for (const [i, name] of ["a.png", "b.png", "sub/c.png", "d.png"].entries())
    await writeFile(join(films, name), picture(i + 1));
  await writeFile(
    join(films, "Films.csv"),
    [
      "\ufeffFile;Patient Name;patient_id;birth_date;sex;study_date;view;ward",
      "a.png;Żółć^Ewa;P1;2021-05-06;F;2026-02-04;PA;7",
      "b.png;X;P2;2021-02-30;F;20260204;PA;7",
      '"sub\\c.png";"Öz; Can";P3;;;20260204;LL;7',
      "gone.png;X;P4;;;;;",
      "",
    ].join("\r\n"),
  );
  const ended = await importPaths(ingest, [films]);
  expect(ended).toMatchObject({ state: "done", imported: 3, skipped: 0 });
  expect(ended.rejected.map(({ path, code }) => [path.slice(films.length + 1), code])).toEqual([
    ["b.png", "identity/bad-row"],
    ["Films.csv", "identity/no-such-file"],
  ]);
  expect(ended.rejected[0]?.message).toContain("Films.csv, row 3: birth_date");
  const { rows } = await store.read.worklist(wholeList);
  expect(rows.map(({ patientId, patientName, view }) => [patientId, patientName, view]).sort()).toEqual([
    ["", "", ""],
    ["P1", "Żółć^Ewa", "PA"],
    ["P3", "Öz; Can", "LL"],
  ]);
});

test("the list of an archive counts for its pictures; one that is no list is refused, the pictures imported", async () => {
  const { films, store, ingest } = await library();
  const csv = new TextEncoder().encode("file,patient_id\na.png,P1\n");
  const broken = Uint8Array.of(0xff, 0xfe, 0x66, 0x00);
  await writeFile(
    join(films, "1.zip"),
    zipOf([
      { name: "x/a.png", bytes: picture(1) },
      { name: "x/films.csv", bytes: csv },
    ]),
  );
  await writeFile(
    join(films, "2.zip"),
    zipOf([
      { name: "b.png", bytes: picture(2) },
      { name: "films.csv", bytes: broken },
    ]),
  );
  const ended = await importPaths(ingest, [films]);
  expect(ended).toMatchObject({ imported: 2 });
  expect(ended.rejected.map(({ code }) => code)).toEqual(["identity/list-damaged"]);
  expect((await store.read.worklist(wholeList)).rows.map((row) => row.patientId).sort()).toEqual(["", "P1"]);
});

test("with a list that was named, a picture that is not in it is refused", async () => {
  const { films, store, ingest } = await library();
  await writeFile(join(films, "a.png"), picture(1));
  await writeFile(join(films, "b.png"), picture(2));
  const path = join(films, "patients.csv");
  await writeFile(path, "file,patient_id\na.png,P1\nother.png,P2\n");
  async function* items() {
    yield { kind: "list", source: { kind: "file", path, file: "patients.csv" }, path, strict: true } as const;
    yield* pathItems([films], ingest.readIndex, new AbortController().signal);
  }
  const ended = await importItems(ingest, items());
  expect(ended).toMatchObject({ imported: 1, skipped: 1 });
  expect(ended.rejected.map(({ code }) => code)).toEqual(["identity/not-listed"]);
  expect((await store.read.worklist(wholeList)).rows.map((row) => row.patientId)).toEqual(["P1"]);
});
