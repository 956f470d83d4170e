import { execFileSync, spawnSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { ascii, concat, element, item, part10, u16, u32 } from "../../core/dicom/testing/build-dicom.ts";
import { temporaryFolder, testStore, wholeList } from "../store/testing/library.ts";
import { ownStudy, smallFilm } from "./testing/films.ts";
import { importPaths, testIngest } from "./testing/import.ts";
import { zipOf } from "./testing/zip.ts";

async function library() {
  const [folder, disc] = [await temporaryFolder(), await temporaryFolder()];
  const store = await testStore(folder);
  return { folder, disc, store, ingest: testIngest(folder, store) };
}

/** A directory record (PS3.3 F.3.2.2) of a film at `names`. */
const record = (names: string, type = "IMAGE", inUse = 0xffff): Uint8Array =>
  item(
    concat(
      element(0x00041400, "UL", u32(0)),
      element(0x00041410, "US", u16(inUse)),
      element(0x00041420, "UL", u32(0)),
      element(0x00041430, "CS", type),
      element(0x00041500, "CS", names),
    ),
  );
const index = (...records: readonly Uint8Array[]): Uint8Array =>
  part10(element(0x00041220, "SQ", concat(...records)));

const codes = (root: string, rejected: readonly { path: string; code: string }[]) =>
  rejected.map(({ path, code }) => [path.slice(root.length + 1), code]);

const hasDcmtk = spawnSync("dcmmkdir", ["--version"]).status === 0;
test.skipIf(!hasDcmtk)(
  "of a disc that dcmmkdir indexed, exactly the films of the index are imported",
  async () => {
    const { disc, store, ingest } = await library();
    await mkdir(join(disc, "IMAGES"));
    const films = ["A1", "A2", "A3"];
    for (const [i, name] of films.entries()) {
      // What the standard asks of a film on a disc: identifiers, and numbers where they may not be empty.
      await writeFile(join(disc, "IMAGES", name), ownStudy(i + 1));
    }
    execFileSync("dcmmkdir", [
      "--general-purpose",
      "--invent",
      "--no-consistency-check",
      "--input-directory",
      disc,
      "--output-file",
      join(disc, "DICOMDIR"),
      ...films.map((name) => `IMAGES/${name}`),
    ]);
    await writeFile(join(disc, "IMAGES", "OTHER"), ownStudy(9));
    await writeFile(join(disc, "AUTORUN.EXE"), "MZ");
    const ended = await importPaths(ingest, [disc]);
    expect(ended).toMatchObject({ state: "done", done: 3, total: 3, imported: 3, skipped: 0, rejected: [] });
    const listed = (await store.read.worklist(wholeList)).rows.map((row) => row.studyUid).sort();
    expect(listed).toEqual(["1.2.1", "1.2.2", "1.2.3"]);

    // The same disc as a ZIP archive, with ISO 9660's lower case, by its index alone, and file by file.
    const paths = ["DICOMDIR", ...films.map((name) => `IMAGES/${name}`), "IMAGES/OTHER"];
    const bytes = await Promise.all(paths.map((path) => readFile(join(disc, path))));
    const archive = join(await temporaryFolder(), "disc.zip");
    await writeFile(
      archive,
      zipOf(
        paths.map((path, i) => ({ name: `cd/${path.toLowerCase()}`, bytes: bytes[i] ?? Buffer.alloc(0) })),
      ),
    );
    expect(await importPaths(ingest, [archive])).toMatchObject({ imported: 0, duplicates: 3, rejected: [] });
    expect(await importPaths(ingest, [join(disc, "DICOMDIR")])).toMatchObject({ imported: 0, duplicates: 3 });
    const each = paths.map((path) => join(disc, path));
    expect(await importPaths(ingest, each)).toMatchObject({ imported: 0, duplicates: 3, rejected: [] });
    const lower = join(await temporaryFolder(), "lower");
    await cp(disc, lower, { recursive: true });
    await rename(join(lower, "IMAGES"), join(lower, "images"));
    for (const name of await readdir(join(lower, "images")))
      await rename(join(lower, "images", name), join(lower, "images", `${name.toLowerCase()};1`));
    await rename(join(lower, "DICOMDIR"), join(lower, "dicomdir"));
    expect(await importPaths(ingest, [lower])).toMatchObject({ imported: 0, duplicates: 3, rejected: [] });

    await rm(join(disc, "IMAGES", "A2"));
    const missing = await importPaths(ingest, [disc]);
    expect(codes(disc, missing.rejected)).toEqual([["IMAGES/A2", "media/missing-file"]]);
  },
);

test("what an index lists outside its disc is refused, by name and by link", async () => {
  const { disc, ingest } = await library();
  const outside = await temporaryFolder();
  await writeFile(join(outside, "X"), ownStudy(1));
  await symlink(outside, join(disc, "LINK"));
  await writeFile(join(disc, "IN"), ownStudy(2));
  const up = `..\\${basename(outside)}\\X`;
  const absolute = `${outside}/X`;
  await writeFile(
    join(disc, "DICOMDIR"),
    index(
      record(up),
      record(absolute),
      record("LINK\\X"),
      record(".\\IN"),
      record("IN"),
      record("IN"),
      record("IN", "SR DOCUMENT"),
      record("GONE", "IMAGE", 0),
    ),
  );
  const ended = await importPaths(ingest, [disc]);
  expect(ended).toMatchObject({ imported: 1, duplicates: 0 });
  expect(ended.rejected.map(({ code }) => code)).toEqual(Array(4).fill("media/unsafe-reference"));
});

test("where the index is damaged, the disc's folders are searched", async () => {
  const { disc, ingest } = await library();
  await writeFile(join(disc, "DICOMDIR"), index(record("IN")).subarray(0, 190));
  await writeFile(join(disc, "IN"), ownStudy(1));
  const ended = await importPaths(ingest, [disc]);
  expect(ended).toMatchObject({ state: "done", imported: 1 });
  expect(codes(disc, ended.rejected)).toEqual([["DICOMDIR", "media/damaged"]]);
  expect(ended.rejected[0]?.message).toContain("searched instead");
});

test("an index in an archive leads nowhere but into the archive", async () => {
  const { disc, ingest } = await library();
  const path = join(disc, "cd.zip");
  const files = [
    { name: "DICOMDIR", bytes: index(record("..\\OUT"), record("A"), record("NOT")) },
    { name: "A", bytes: ownStudy(1) },
    { name: "B", bytes: smallFilm({ SOPInstanceUID: "1.9" }) },
    { name: "readme", bytes: ascii("hello") },
  ];
  await writeFile(path, zipOf(files));
  const ended = await importPaths(ingest, [path]);
  expect(ended).toMatchObject({ imported: 1, skipped: 0 });
  expect(codes(path, ended.rejected)).toEqual([
    ["../OUT", "media/unsafe-reference"],
    ["NOT", "media/missing-file"],
  ]);
});
