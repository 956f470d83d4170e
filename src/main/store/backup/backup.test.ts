import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createDecipheriv, createHmac, scryptSync } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { studyUid } from "../../../core/base/ids.ts";
import { hashOf } from "../film-files.ts";
import { layout } from "../library-folder.ts";
import type { Store } from "../store.ts";
import { addFilm, at, header, reader, temporaryFolder, testStore, wholeList } from "../testing/library.ts";
import { mountSmallDisk } from "../testing/small-disk.ts";
import { restoreBackup } from "./restore-backup.ts";
import { writeBackup } from "./write-backup.ts";

const passphrase = "correct horse battery";
const calm = { signal: new AbortController().signal, onProgress: () => undefined };

/** A library of two studies, one film each; the second film spans several frames of a backup. */
async function twoStudies(): Promise<{ folder: string; library: string; store: Store; hashes: string[] }> {
  const folder = await temporaryFolder();
  const library = join(folder, "library");
  const store = await testStore(library);
  const first = await addFilm(library, store, "first", header("1.1", "1.1.1"));
  const second = await addFilm(library, store, "second".repeat(500_000), header("1.2", "1.2.1"));
  return { folder, library, store, hashes: [first.record.film.hash, second.record.film.hash] };
}

const filesOf = (library: string): string[] =>
  readdirSync(layout.films(library), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString())
    .sort();

for (const [how, secret] of [
  ["encrypted", passphrase],
  ["not encrypted", null],
] as const) {
  test(`a backup that is ${how} brings back every row and byte of a library in use`, async () => {
    const { folder, library, store } = await twoStudies();
    const file = join(folder, "one.backup");
    const outcome = await writeBackup({ ...calm, library, session: store.session, file, passphrase: secret });
    expect(outcome).toEqual({ films: 2, missing: [] });
    expect(readFileSync(file).includes("secondsecond")).toBe(secret === null);
    const restored = join(folder, "restored");
    const back = await restoreBackup({ ...calm, file, library: restored, passphrase: secret });
    expect(back).toEqual({ films: 2, missing: [] });
    expect(filesOf(restored)).toEqual(filesOf(library));
    const list = await (await testStore(restored)).read.worklist(wholeList);
    expect(list).toEqual(await store.read.worklist(wholeList));
    expect(list.total).toBe(2);
    // Nothing half done lies about.
    expect(readdirSync(folder).sort()).toEqual(["library", "one.backup", "restored"]);
    await expect(restoreBackup({ ...calm, file, library, passphrase: secret })).rejects.toMatchObject({
      code: "backup/place-taken",
    });
    await expect(
      writeBackup({ ...calm, library, session: store.session, file, passphrase: secret }),
    ).rejects.toMatchObject({ code: "backup/file-there" });
  }, 60_000);
}

test("a film that is missing or damaged is named, and what is deleted does not come back", async () => {
  const { folder, library, store, hashes } = await twoStudies();
  const deleted = await addFilm(library, store, "deleted", header("1.3", "1.3.1"));
  const file = join(folder, "one.backup");
  const [gone = "", bad = ""] = hashes;
  rmSync(join(layout.films(library), gone.slice(0, 2), gone.slice(2)));
  writeFileSync(join(layout.films(library), bad.slice(0, 2), bad.slice(2)), "altered");
  const uid = studyUid(deleted.record.study.uid);
  await store.write.deleteStudy({ reader, at, studyUid: uid, films: 1 });
  const outcome = await writeBackup({ ...calm, library, session: store.session, file, passphrase: null });
  expect(outcome).toEqual({ films: 0, missing: [gone, bad] });
  const restored = join(folder, "restored");
  const back = await restoreBackup({ ...calm, file, library: restored, passphrase: null });
  expect([back.films, [...back.missing].sort()]).toEqual([0, [gone, bad].sort()]);
  expect(filesOf(restored)).toEqual([]);
});

test("a film that is deleted while the backup is written is not missed, and does not come back", async () => {
  const { folder, library, store, hashes } = await twoStudies();
  const file = join(folder, "one.backup");
  // Films are written in the order of their hashes.
  const [first = "", last = ""] = [...hashes].sort();
  let deleted = false;
  const onProgress = (): void => {
    if (deleted) return;
    deleted = true;
    const database = new DatabaseSync(layout.database(library));
    database.prepare("UPDATE films SET removed = 1 WHERE content_hash = ?").run(last);
    database.close();
    rmSync(join(layout.films(library), last.slice(0, 2), last.slice(2)));
  };
  const given = { library, session: store.session, file, passphrase: null };
  expect(await writeBackup({ ...calm, ...given, onProgress })).toEqual({ films: 1, missing: [] });
  const restored = join(folder, "restored");
  const back = await restoreBackup({ ...calm, file, library: restored, passphrase: null });
  expect(back).toEqual({ films: 1, missing: [] });
  expect(filesOf(restored).map((text) => hashOf(Buffer.from(text)))).toEqual([first]);
});

test("a backup that was cut off, altered or is somebody else's is refused, and nothing is left of it", async () => {
  const { folder, library, store } = await twoStudies();
  const file = join(folder, "one.backup");
  const restored = join(folder, "restored");
  for (const secret of [null, passphrase]) {
    rmSync(file, { force: true });
    await writeBackup({ ...calm, library, session: store.session, file, passphrase: secret });
    const whole = readFileSync(file);
    const refused = async (bytes: Uint8Array, code: string, given: string | null = secret) => {
      const other = join(folder, "other.backup");
      writeFileSync(other, bytes);
      const restoring = restoreBackup({ ...calm, file: other, library: restored, passphrase: given });
      await expect(restoring).rejects.toMatchObject({ code });
      rmSync(other);
      expect(readdirSync(folder).sort()).toEqual(["library", "one.backup"]);
    };
    const flipped = (at: number): Uint8Array => {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    };
    await refused(whole.subarray(0, whole.length - 1), "backup/truncated");
    await refused(whole.subarray(0, 2_000_000), "backup/truncated");
    await refused(flipped(1_500_000), "backup/altered");
    await refused(flipped(whole.length - 1), "backup/altered");
    await refused(Buffer.concat([whole, Buffer.of(0)]), "backup/altered");
    // Two whole frames changed places: 4 bytes of length, 1 MiB, 16 bytes of tag each.
    const start = whole.indexOf("}") + 1 + 32;
    const frame = 4 + (1 << 20) + 16;
    const [one, two] = [0, 1].map((n) => whole.subarray(start + n * frame, start + (n + 1) * frame));
    if (one === undefined || two === undefined) throw new Error("the backup has fewer than two frames");
    const swapped = [whole.subarray(0, start), two, one, whole.subarray(start + 2 * frame)];
    await refused(Buffer.concat(swapped), "backup/altered");
    await refused(Buffer.from("this is a letter"), "backup/not-a-backup");
    if (secret === null) continue;
    await refused(whole, "backup/wrong-passphrase", "another passphrase");
    await refused(whole, "backup/passphrase-wanted", null);
  }
}, 60_000);

test("an encrypted backup opens with nothing but scrypt and AES-256-GCM as the decision writes them down", async () => {
  const { folder, library, store } = await twoStudies();
  const file = join(folder, "one.backup");
  await writeBackup({ ...calm, library, session: store.session, file, passphrase });
  const whole = readFileSync(file);
  const magic = "Overread backup 1\n".length;
  const headLength = whole.readUInt32LE(magic);
  const head = whole.subarray(magic + 4, magic + 4 + headLength);
  const { salt } = JSON.parse(head.toString()) as { salt: string };
  const limits = { N: 131_072, r: 8, p: 1, maxmem: 1 << 28 };
  const keys = scryptSync(passphrase, Buffer.from(salt, "hex"), 64, limits);
  const check = whole.subarray(magic + 4 + headLength).subarray(0, 32);
  expect(createHmac("sha256", keys.subarray(32)).update(head).digest().equals(check)).toBe(true);
  const frame = whole.subarray(magic + 4 + headLength + 32);
  const length = frame.readUInt32LE() & 0x7fffffff;
  const decipher = createDecipheriv("aes-256-gcm", keys.subarray(0, 32), Buffer.alloc(12));
  decipher.setAuthTag(frame.subarray(4 + length, 4 + length + 16));
  const bytes = Buffer.concat([decipher.update(frame.subarray(4, 4 + length)), decipher.final()]);
  expect(bytes.subarray(4, 18).toString()).toBe('{"kind":"film"');
});

test("a backup or a restore that is stopped, or for which the disk is too small, leaves nothing", async ({
  skip,
}) => {
  const { folder, library, store } = await twoStudies();
  const file = join(folder, "one.backup");
  const stopped = { signal: AbortSignal.abort(), onProgress: () => undefined };
  const given = { library, session: store.session, file, passphrase: null };
  await expect(writeBackup({ ...stopped, ...given })).rejects.toMatchObject({ code: "job/cancelled" });
  expect(readdirSync(folder)).toEqual(["library"]);
  await writeBackup({ ...calm, ...given });
  const restored = { file, library: join(folder, "restored"), passphrase: null };
  await expect(restoreBackup({ ...stopped, ...restored })).rejects.toMatchObject({ code: "job/cancelled" });
  expect(readdirSync(folder).sort()).toEqual(["library", "one.backup"]);

  const disk = mountSmallDisk(2);
  if (disk === null) {
    skip("a small disk cannot be mounted here (needs root)");
    return;
  }
  onTestFinished(() => {
    disk.remove();
  });
  const small = join(disk.folder, "small");
  await expect(writeBackup({ ...calm, ...given, file: small })).rejects.toMatchObject({
    code: "backup/disk-full",
  });
  await expect(restoreBackup({ ...calm, ...restored, library: small })).rejects.toMatchObject({
    code: "backup/disk-full",
  });
  expect(readdirSync(disk.folder)).toEqual([]);
});
