import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { AppError, fromWire } from "../../core/base/errors.ts";
import { overread } from "../cli/testing/overread.ts";
import { ownStudy } from "../ingest/testing/films.ts";
import { hashOf } from "../store/film-files.ts";
import { layout } from "../store/library-folder.ts";
import { testStore } from "../store/testing/library.ts";
import { lockLibrary } from "../store/testing/lock.ts";
import { mountFailingDisk, mountSmallDisk } from "../store/testing/small-disk.ts";
import { ScriptedEngine, testWorkstation } from "./testing/workstation.ts";

const code = (expected: string) => expect.objectContaining({ code: expected });
const draft = { finding: "pneumonia", confidence: null, note: "" } as const;
const busy = new AppError("library/busy").message;

test("a database that another process keeps locked: what is asked is refused with a sentence, nothing is half done, and all of it works once the lock is gone", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start, { patience: 300 });
  await desk.importAll({ "1.dcm": ownStudy(1) });
  const lock = await lockLibrary(desk.library);

  const refused = expect.objectContaining({ code: "library/busy", message: busy });
  await expect(desk.ask("read.commit", { studyUid: "1.2.1", draft })).rejects.toThrow(refused);
  const second = { libraryFolder: desk.library, patience: 300 };
  await expect(testWorkstation(new ScriptedEngine().start, second)).rejects.toThrow(refused);
  const films = { "2.dcm": ownStudy(2), "3.dcm": ownStudy(3) };
  await expect(desk.importAll(films)).rejects.toThrow(refused);
  // Reading goes on beside a writer: that is what the write-ahead log is for.
  expect((await desk.ask("worklist.list", {})).rows).toMatchObject([{ studyUid: "1.2.1", read: "unread" }]);

  await lock.release();
  await desk.ask("read.commit", { studyUid: "1.2.1", draft });
  expect(await desk.importAll(films)).toMatchObject({ state: "done", imported: 2, failure: null });
  expect((await desk.ask("worklist.list", {})).total).toBe(3);
});

test("a disk that is nearly full is told to every window that comes, with what is left; a roomy one is not", async ({
  skip,
}) => {
  const disk = mountSmallDisk(64);
  if (disk === null) return skip("a small disk cannot be mounted here (needs root)");
  onTestFinished(() => {
    disk.remove();
  });
  const desk = await testWorkstation(new ScriptedEngine().start, { libraryFolder: disk.folder });
  const sentence = /^The disk that holds the library has 0\.\d GB left\. Make room before it is full/;
  for (const window of [1, 2]) {
    const { warnings } = await desk.ask("app.info", {});
    expect(
      warnings.map((warning) => fromWire(warning).message),
      `window ${window}`,
    ).toEqual([expect.stringMatching(sentence)]);
  }
  disk.resize(8_000);
  expect((await desk.ask("app.info", {})).warnings).toEqual([]);
});

test("a page of the database that goes bad while it is used is told as a damaged library, and found by check", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  await desk.importAll({ "1.dcm": ownStudy(1), "2.dcm": ownStudy(2) });
  const path = layout.database(desk.library);
  const other = new DatabaseSync(path, { timeout: 10_000 });
  const root = Number(
    other.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'films'").get()?.["rootpage"],
  );
  const size = Number(other.prepare("PRAGMA page_size").get()?.["page_size"]);
  other.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const file = openSync(path, "r+");
  writeSync(file, new Uint8Array(size).fill(0xa5), 0, size, (root - 1) * size);
  closeSync(file);
  // A change by another program: from here on nobody trusts the pages that are in memory.
  other.exec("UPDATE readers SET failures = failures");
  other.close();

  await expect(desk.ask("study.open", { studyUid: "1.2.1" })).rejects.toThrow(code("library/damaged"));
  await expect(desk.ask("study.open", { studyUid: "1.2.1" })).rejects.toThrow(/Restore it from a backup/);
  const found = await overread(["check", "--library", desk.library]);
  expect(found.code).toBe(1);
  expect(found.stderr).toMatch(/The library is damaged .* Restore it from a backup/);
});

test("a film whose file vanished or was changed is named by every way to it, and is whole again when it is imported again", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  await desk.importAll({ "1.dcm": ownStudy(1), "2.dcm": ownStudy(2) });
  const [gone, changed] = [hashOf(ownStudy(1)), hashOf(ownStudy(2))];
  await rm(layout.film(desk.library, gone));
  const bytes = readFileSync(layout.film(desk.library, changed));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(layout.film(desk.library, changed), bytes);

  for (const number of [1, 2]) {
    const film = { filmId: `1.2.${number}.1.1` };
    await expect(desk.ask("film.pixels", film)).rejects.toThrow(code("library/film-missing"));
    await expect(desk.ask("export.dicom", film)).rejects.toThrow(code("library/film-missing"));
  }
  const found = await overread(["check", "--library", desk.library]);
  expect(found.code).toBe(1);
  expect(found.stderr).toContain(gone);
  expect(found.stderr).toContain(changed);

  await desk.importAll({ "1.dcm": ownStudy(1), "2.dcm": ownStudy(2) });
  expect((await overread(["check", "--library", desk.library])).code).toBe(0);
  expect((await desk.ask("export.dicom", { filmId: "1.2.1.1.1" })).bytes.length).toBeGreaterThan(0);
});

test("a library that cannot be written any more: what is done is refused with its sentence, and what is there is read", async ({
  skip,
}) => {
  const disk = mountSmallDisk(16);
  if (disk === null) return skip("a small disk cannot be mounted here (needs root)");
  onTestFinished(() => {
    disk.remove();
  });
  const store = await testStore(disk.folder);
  await store.close();
  disk.makeReadOnly();
  const sentence = /The library at .* cannot be written/;
  for (const command of [["import", join(disk.folder, "library.sqlite")], ["worklist"]]) {
    const { code: exit, stderr } = await overread([...command, "--library", disk.folder]);
    expect(exit, command[0]).toBe(1);
    expect(stderr, command[0]).toMatch(sentence);
  }
});

test("a disk that becomes read-only under the open library: what is done is refused as that, what is there is read, and the workstation can still be locked", async ({
  skip,
}) => {
  const disk = mountFailingDisk(32);
  if (disk === null)
    return skip("no disk that fails can be mounted here (needs root, loop devices, mkfs.ext4)");
  onTestFinished(() => {
    disk.remove();
  });
  const desk = await testWorkstation(new ScriptedEngine().start, { libraryFolder: disk.folder });
  await desk.importAll({ "1.dcm": ownStudy(1), "2.dcm": ownStudy(2) });
  await desk.ask("session.setSecret", { current: "", wanted: "1357" });
  await desk.ask("read.saveDraft", { studyUid: "1.2.1", draft });
  disk.fail();

  const refused = expect.objectContaining({
    code: "library/not-writable",
    message: expect.stringMatching(
      /cannot be written \(its disk is read-only\), so nothing was saved\. Make it writable again/,
    ),
  });
  const later = { ...draft, finding: "no-pneumonia" } as const;
  await expect(desk.ask("read.saveDraft", { studyUid: "1.2.1", draft: later })).rejects.toThrow(refused);
  await expect(desk.ask("read.commit", { studyUid: "1.2.1", draft: later })).rejects.toThrow(refused);
  await expect(desk.ask("export.dicom", { filmId: "1.2.1.1.1" })).rejects.toThrow(refused);
  await expect(desk.importAll({ "3.dcm": ownStudy(3) })).rejects.toThrow(refused);
  // A patient waits: what was kept before is shown.
  expect(await desk.ask("study.open", { studyUid: "1.2.1" })).toMatchObject({
    read: { draft, committed: null },
  });
  expect((await desk.ask("worklist.list", {})).total).toBe(2);

  expect(await desk.ask("session.signOut", {})).toMatchObject({ reader: null });
  await expect(desk.ask("session.signIn", { reader: "dr-one", secret: "1357" })).rejects.toThrow(refused);
});

test("a clock that is set back after wrong PINs keeps nobody out for longer than it would have without", async () => {
  let now = Date.parse("2026-11-24T09:30:00.000Z");
  const clock = { now: () => ({ utc: new Date(now).toISOString(), offset: "+03:00" }) };
  const desk = await testWorkstation(new ScriptedEngine().start, { clock });
  await desk.ask("session.setSecret", { current: "", wanted: "1357" });
  await desk.ask("session.signOut", {});
  const signIn = (secret: string) => desk.ask("session.signIn", { reader: "dr-one", secret });
  for (let wrong = 0; wrong < 5; wrong++)
    await expect(signIn("0000")).rejects.toThrow(code("session/wrong-secret"));

  now -= 400 * 24 * 3600_000;
  // Not for 400 days: as long as it would have been, and no longer.
  const wait = await signIn("1357").catch((error: unknown) => error as AppError);
  expect(wait).toMatchObject({ code: "session/wait" });
  expect(Number((wait as AppError).params["seconds"])).toBeLessThanOrEqual(30);
  now += 1_000;
  await desk.close();
  // The next start does not know how long ago it was either.
  const next = await testWorkstation(new ScriptedEngine().start, { clock, libraryFolder: desk.library });
  const still = await next
    .ask("session.signIn", { reader: "dr-one", secret: "1357" })
    .catch((error: unknown) => error as AppError);
  expect(still).toMatchObject({ code: "session/wait" });
  expect(Number((still as AppError).params["seconds"])).toBeLessThanOrEqual(30);
});

test("what is read with a clock that was set back comes after what was read before it", async () => {
  let now = Date.parse("2026-11-24T09:30:00.000Z");
  const clock = { now: () => ({ utc: new Date(now).toISOString(), offset: "+03:00" }) };
  const desk = await testWorkstation(new ScriptedEngine().start, { clock });
  await desk.importAll({ "1.dcm": ownStudy(1), "2.dcm": ownStudy(2) });
  await desk.ask("read.commit", { studyUid: "1.2.1", draft });
  await desk.ask("read.addendum", { studyUid: "1.2.1", text: "before" });
  await desk.ask("read.saveDraft", { studyUid: "1.2.2", draft });
  now -= 24 * 3600_000;
  await desk.ask("read.addendum", { studyUid: "1.2.1", text: "after" });
  await desk.ask("read.saveDraft", { studyUid: "1.2.2", draft });
  await desk.ask("read.commit", { studyUid: "1.2.2", draft });
  const { reads } = await desk.ask("study.course", { studyUid: "1.2.1" });
  expect(reads[0]?.read.addenda.map(({ text }) => text)).toEqual(["before", "after"]);
  const store = await testStore(desk.library);
  const verdict = await store.read.verifyAudit({ heads: [] });
  expect(verdict).toMatchObject({ faults: [] });
  const entries = await store.read.audit({ after: 0, limit: 1000 });
  const drafts = entries.filter(({ action, subject }) => action === "read.draft" && subject === "1.2.2");
  expect(drafts).toHaveLength(2);
});
