import { readdirSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { studyUid } from "../../core/base/ids.ts";
import { failureText } from "../../core/models/reading.ts";
import { emptyDraft } from "../../core/second-read/read.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { phantomDicom } from "../../core/phantom/dicom.ts";
import { layout } from "../store/library-folder.ts";
import { at, reader, temporaryFolder, testStore, wholeList } from "../store/testing/library.ts";
import { mountSmallDisk, type SmallDisk } from "../store/testing/small-disk.ts";
import { ownStudy } from "./testing/films.ts";
import { importPaths, testIngest } from "./testing/import.ts";

function smallDisk(megabytes: number, skip: (why: string) => void): SmallDisk {
  const disk = mountSmallDisk(megabytes);
  if (disk === null) skip("a small disk cannot be mounted here (needs root)");
  else
    onTestFinished(() => {
      disk.remove();
    });
  return disk as SmallDisk;
}

const filmFiles = (library: string): string[] =>
  readdirSync(layout.films(library), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test("an import on a disk that becomes full stops with nothing half written, and goes on when there is room", async ({
  skip,
}) => {
  const films = await temporaryFolder();
  // 600 x 600 in 16 bits: 0.72 MB each, twelve of them for a disk of 6 MB.
  const phantom = drawPhantom({ seed: 1, rows: 600, columns: 600, bits: 12 });
  for (let i = 10; i < 22; i++) {
    const override = { StudyInstanceUID: `1.2.${i}`, SOPInstanceUID: `1.2.${i}.1`, PatientID: `P${i}` };
    writeFileSync(join(films, `${i}.dcm`), phantomDicom(phantom, { override }));
  }
  const disk = smallDisk(6, skip);
  const store = await testStore(disk.folder);
  const ingest = testIngest(disk.folder, store);

  const ended = await importPaths(ingest, [films]);
  expect(ended.state).toBe("failed");
  expect(failureText(ended.failure ?? "")).toContain(`is full. ${ended.imported} films were imported`);
  expect(ended.imported).toBeGreaterThan(3);
  expect(ended.imported).toBeLessThan(12);
  expect((await store.read.worklist(wholeList)).total).toBe(ended.imported);
  const files = filmFiles(disk.folder);
  expect(files).toHaveLength(ended.imported);
  const size = statSync(join(films, "10.dcm")).size;
  expect(files.every((file) => statSync(file).size === size)).toBe(true);

  disk.resize(32);
  const rest = await importPaths(ingest, [films]);
  expect(rest).toMatchObject({ state: "done", duplicates: ended.imported, imported: 12 - ended.imported });
});

test("a read on a full disk is refused, not lost half; so is a film whose row has no room", async ({
  skip,
}) => {
  const films = await temporaryFolder();
  const disk = smallDisk(4, skip);
  const store = await testStore(disk.folder);
  const ingest = testIngest(disk.folder, store);
  writeFileSync(join(films, "1.dcm"), ownStudy(1));
  expect(await importPaths(ingest, [films])).toMatchObject({ imported: 1 });

  const filler = join(disk.folder, "filler");
  const { bavail, bsize } = statfsSync(disk.folder);
  writeFileSync(filler, new Uint8Array(bavail * bsize));
  // A note longer than what the database's files still have room for.
  const draft = { ...emptyDraft, finding: "pneumonia", confidence: null, note: "x".repeat(10_000) } as const;
  const commit = { studyUid: studyUid("1.2.1"), reader, at, draft };
  const refused = expect.objectContaining({ code: "library/disk-full" });
  await expect(store.write.commitRead({ ...commit, networks: null })).rejects.toThrow(refused);
  expect((await store.read.worklist(wholeList)).rows[0]?.read).toBe("unread");
  writeFileSync(join(films, "2.dcm"), ownStudy(2));
  expect(await importPaths(ingest, [films])).toMatchObject({ state: "failed", imported: 0, duplicates: 1 });
  expect(filmFiles(disk.folder)).toHaveLength(1);

  rmSync(filler);
  expect((await store.write.commitRead({ ...commit, networks: null })).committed).toEqual(at);
});

test("a library in a folder that cannot be written, and one on a disk without room, are refused", async ({
  skip,
}) => {
  const file = join(await temporaryFolder(), "file");
  writeFileSync(file, "");
  await expect(testStore(join(file, "library"))).rejects.toThrow(
    expect.objectContaining({ code: "library/not-writable" }),
  );
  const disk = smallDisk(1, skip);
  const { bavail, bsize } = statfsSync(disk.folder);
  writeFileSync(join(disk.folder, "filler"), new Uint8Array(bavail * bsize));
  await expect(testStore(join(disk.folder, "library"))).rejects.toThrow(
    expect.objectContaining({ code: "library/disk-full" }),
  );
});

test("a library on a disk that is read-only is refused", async ({ skip }) => {
  const disk = smallDisk(2, skip);
  await testStore(disk.folder).then((store) => store.close());
  disk.makeReadOnly();
  await expect(testStore(disk.folder)).rejects.toThrow(
    expect.objectContaining({ code: "library/not-writable" }),
  );
});
