import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filmId } from "../../core/base/ids.ts";
import { layout } from "../store/library-folder.ts";
import { hashOf } from "../store/film-files.ts";
import { temporaryFolder, testStore, wholeList } from "../store/testing/library.ts";
import { ownStudy } from "./testing/films.ts";
import { importPaths, testIngest } from "./testing/import.ts";
import { zipOf, type ZipFile } from "./testing/zip.ts";
import { archiveLimits, listArchive } from "./zip-archive.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function library() {
  const [folder, films] = [await temporaryFolder(), await temporaryFolder()];
  const store = await testStore(folder);
  return { folder, films, store, ingest: testIngest(folder, store) };
}

async function imported(files: readonly ZipFile[]) {
  const desk = await library();
  const path = join(desk.films, "films.zip");
  await writeFile(path, zipOf(files));
  const ended = await importPaths(desk.ingest, [path]);
  const codes = ended.rejected.map(({ path: rejected, code }) => [rejected.slice(path.length), code]);
  return { ...desk, path, ended, codes };
}

test("the films of a ZIP archive are imported byte for byte, in a folder as by name; the archive stays", async () => {
  const { folder, films, store, ingest } = await library();
  const film = ownStudy(1);
  await writeFile(
    join(films, "a.zip"),
    zipOf([
      { name: "disc/", bytes: new Uint8Array(), method: 0 },
      { name: "disc/one", bytes: film },
      { name: "disc/two.dcm", bytes: ownStudy(2), method: 0 },
      { name: "disc/notes.txt", bytes: text("a letter") },
    ]),
  );
  const ended = await importPaths(ingest, [films]);
  expect(ended).toMatchObject({ state: "done", done: 4, total: 4, imported: 2, skipped: 1, rejected: [] });
  const stored = await store.read.film({ filmId: filmId("1.2.1.1.1") });
  expect(stored).toMatchObject({ fileName: "one", bytes: film.length, hash: hashOf(film) });
  if (stored) expect(new Uint8Array(await readFile(layout.film(folder, stored.hash)))).toEqual(film);
  expect(await importPaths(ingest, [join(films, "a.zip")])).toMatchObject({ imported: 0, duplicates: 2 });
});

test("names that lead outside, links, encrypted and nested files are refused by name, the rest imported", async () => {
  const { ended, codes, folder } = await imported([
    { name: "../../evil.dcm", bytes: ownStudy(1) },
    { name: "/etc/evil.dcm", bytes: ownStudy(2) },
    { name: "..\\evil.dcm", bytes: ownStudy(3) },
    { name: "a\u0000b.dcm", bytes: ownStudy(4) },
    { name: "link.dcm", bytes: text("/etc/passwd"), mode: 0o120777 },
    { name: "secret.dcm", bytes: ownStudy(5), flags: 1 },
    { name: "lzma.dcm", bytes: ownStudy(6), method: 14 },
    { name: "inner.zip", bytes: zipOf([{ name: "x.dcm", bytes: ownStudy(7) }]) },
    { name: "good.dcm", bytes: ownStudy(8) },
  ]);
  expect(ended).toMatchObject({ state: "done", imported: 1, duplicates: 0 });
  expect(codes).toEqual([
    ["/../../evil.dcm", "archive/unsafe-name"],
    ["//etc/evil.dcm", "archive/unsafe-name"],
    ["/../evil.dcm", "archive/unsafe-name"],
    ["/a?b.dcm", "archive/unsafe-name"],
    ["/link.dcm", "archive/link"],
    ["/secret.dcm", "archive/encrypted"],
    ["/lzma.dcm", "archive/unsupported"],
    ["/inner.zip", "archive/nested"],
  ]);
  // Wherever such a name might lead from the library or from here.
  const outside = ["..", "../..", join(folder, ".."), join(folder, "..", ".."), "/etc"];
  for (const place of outside) expect(readdirSync(place)).not.toContain("evil.dcm");
  expect(readdirSync(folder).sort()).toEqual([
    "films",
    "library.sqlite",
    "library.sqlite-shm",
    "library.sqlite-wal",
    "staging",
  ]);
});

test("a file that inflates beyond measure, a lying size and a wrong check sum are refused, the rest imported", async () => {
  const film = ownStudy(1);
  const zeros = new Uint8Array(24 << 20);
  zeros.set(film.subarray(0, 400));
  const { ended, codes } = await imported([
    { name: "bomb.dcm", bytes: zeros },
    { name: "longer.dcm", bytes: film, claimedSize: film.length - 1 },
    { name: "shorter.dcm", bytes: film, claimedSize: film.length + 1 },
    { name: "changed.dcm", bytes: film, claimedCrc: 1 },
    { name: "empty.dcm", bytes: new Uint8Array(), method: 0 },
    { name: "good.dcm", bytes: film },
  ]);
  expect(ended).toMatchObject({ state: "done", imported: 1 });
  expect(codes).toEqual([
    ["/bomb.dcm", "archive/too-large"],
    ["/longer.dcm", "archive/entry-damaged"],
    ["/shorter.dcm", "archive/entry-damaged"],
    ["/changed.dcm", "archive/entry-damaged"],
    ["/empty.dcm", "film/empty"],
  ]);
  expect(ended.rejected[0]?.message).toContain("at most 200 times its packed size");
});

test("an archive that is a bomb as a whole, whose files overlap or that has too many is refused whole", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "bomb.zip");
  const small: ZipFile[] = Array.from({ length: 30 }, (_, i) => ({
    name: `${i}.dcm`,
    bytes: new Uint8Array(1 << 20),
  }));
  await writeFile(path, zipOf(small));
  await expect(listArchive(path, "bomb.zip")).rejects.toThrow(
    expect.objectContaining({ code: "archive/too-large" }),
  );
  await expect(listArchive(path, "bomb.zip", { ...archiveLimits, ratio: 2000, files: 29 })).rejects.toThrow(
    expect.objectContaining({ code: "archive/too-large" }),
  );
  // Every entry of the directory points at the one file that there is (a bomb by D. Fifield).
  const one = zipOf([{ name: "0.dcm", bytes: ownStudy(1), method: 0 }]);
  const [start, record] = [one.readUInt32LE(one.length - 6), 46 + 5];
  const directory = Buffer.concat(Array.from({ length: 9 }, () => one.subarray(start, start + record)));
  const tail = Buffer.from(one.subarray(start + record));
  tail.writeUInt16LE(9, 8);
  tail.writeUInt16LE(9, 10);
  tail.writeUInt32LE(directory.length, 12);
  await writeFile(path, Buffer.concat([one.subarray(0, start), directory, tail]));
  await expect(listArchive(path, "bomb.zip")).rejects.toThrow(
    expect.objectContaining({ code: "archive/damaged" }),
  );
});

test("a cut-off archive is refused, one with a damaged directory gives what stands before the damage", async () => {
  const { films, ingest, store } = await library();
  const whole = zipOf([1, 2, 3].map((n) => ({ name: `${n}.dcm`, bytes: ownStudy(n) })));
  await writeFile(join(films, "cut.zip"), whole.subarray(0, whole.length - 40));
  const torn = Buffer.from(whole);
  const directory = torn.readUInt32LE(torn.length - 6);
  torn[directory + 2 * (46 + 5)] = 0;
  await writeFile(join(films, "torn.zip"), torn);
  await writeFile(join(films, "empty.zip"), zipOf([]));
  const ended = await importPaths(ingest, [films]);
  expect(ended).toMatchObject({ state: "done", imported: 2 });
  expect(ended.rejected.map(({ path, code }) => [path.slice(films.length), code])).toEqual([
    ["/cut.zip", "archive/damaged"],
    ["/torn.zip", "archive/damaged"],
    ["/empty.zip", "folder/no-films"],
  ]);
  expect((await store.read.worklist(wholeList)).total).toBe(2);
});

test("names that are not UTF-8 are read by the standard's code page", async () => {
  const { store, ended } = await imported([
    // 0x81 and 0x94 are u and o with diaeresis in code page 437, and no UTF-8.
    { name: Uint8Array.of(0x81, 0x94, 0x2e, 0x64), bytes: ownStudy(1) },
    { name: text("çağ.dcm"), bytes: ownStudy(2) },
  ]);
  expect(ended.rejected).toEqual([]);
  const name = async (id: string) => (await store.read.film({ filmId: filmId(id) }))?.fileName;
  expect(await name("1.2.1.1.1")).toBe("üö.d");
  expect(await name("1.2.2.1.1")).toBe("çağ.dcm");
});

test("archives that Python writes are read, ZIP64 among them", async () => {
  const { films, ingest } = await library();
  await mkdir(join(films, "in"));
  for (const n of [1, 2]) await writeFile(join(films, "in", `${n}.dcm`), ownStudy(n));
  const script = [
    "import sys, zipfile, os",
    "with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as z:",
    "  for n in sorted(os.listdir(sys.argv[1])):",
    "    with z.open(zipfile.ZipInfo(n), 'w', force_zip64=True) as f: f.write(open(os.path.join(sys.argv[1], n), 'rb').read())",
  ].join("\n");
  const path = join(films, "python.zip");
  execFileSync("python3", ["-c", script, join(films, "in"), path]);
  expect(await importPaths(ingest, [path])).toMatchObject({ imported: 2, rejected: [] });
});
