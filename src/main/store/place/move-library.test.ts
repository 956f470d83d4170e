import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { checkLibrary } from "../check-library.ts";
import { layout } from "../library-folder.ts";
import { addFilm, header, keptLog, temporaryFolder, testStore, wholeList } from "../testing/library.ts";
import { mountSmallDisk } from "../testing/small-disk.ts";
import type { CopyOptions } from "./copy-library.ts";
import { LibraryMove, settleMove, usePlace } from "./move-library.ts";
import { placeNoteOf } from "./place-note.ts";
import { readPlace } from "./stored-place.ts";

const calm = { signal: new AbortController().signal, onProgress: () => undefined };
const log = keptLog();
const integrityWorker = fileURLToPath(new URL("../integrity-worker.ts", import.meta.url));
/** Many syncs: on a busy disk each takes its time. */
const patience = 120_000;
const code = (expected: string) => expect.objectContaining({ code: expected });

/** A closed library of two films and what lies beside them, and a place for its place. */
async function library() {
  const folder = realpathSync(await temporaryFolder());
  const [from, state] = [join(folder, "old"), join(folder, "state")];
  mkdirSync(state);
  const store = await testStore(from);
  await addFilm(from, store, "first", header("1.1", "1.1.1"));
  await addFilm(from, store, "second".repeat(500_000), header("1.2", "1.2.1"));
  const list = await store.read.worklist(wholeList);
  await store.close();
  for (const name of ["watch", "imports/a/b", "set-aside"]) mkdirSync(join(from, name), { recursive: true });
  writeFileSync(join(from, "watch", "folder.json"), '{"folder":null}');
  writeFileSync(join(from, "imports", "a", "b", "job.json"), "{}");
  writeFileSync(join(from, "notes.txt"), "none of the library's");
  const begin = (to: string, more: { keep?: boolean; watched?: string } = {}) =>
    LibraryMove.begin({
      stateFolder: state,
      library: from,
      to,
      keep: false,
      watched: null,
      integrityWorker,
      log,
      ...more,
    });
  return { folder, from, state, list, begin };
}

const whole = async (place: string) =>
  expect(await checkLibrary({ ...calm, library: place })).toMatchObject({
    films: 2,
    database: [],
    missing: [],
    damaged: [],
    unknown: [],
  });

test(
  "a moved library has every file, row and list at its new place, and nothing of it is at the old one",
  async () => {
    const { folder, from, state, list, begin } = await library();
    const to = join(folder, "another", "disk");
    const move = await begin(to);
    // Until it is whole, it is no library and the old one is.
    await expect(testStore(to)).rejects.toThrow(code("library/half-moved"));
    expect(readPlace(state).folder).toBeNull();
    const told: [number, number][] = [];
    await move.copyAhead({ ...calm, onProgress: (...how) => told.push(how) });
    expect(told.at(-1)).toEqual([3_000_005, 3_000_005]);
    // What comes and goes after the first pass is seen by the last one.
    const store = await testStore(from);
    const third = await addFilm(from, store, "third", header("1.3", "1.3.1"));
    const { hash } = third.record.film;
    await store.write.deleteStudy({
      reader: wholeList.reader,
      at: { utc: "2026-11-24T09:30:00.000Z", offset: "+03:00" },
      studyUid: third.record.study.uid,
      films: 1,
    });
    await expect(move.finish(calm)).rejects.toThrow(code("move/in-use"));
    await store.close();
    expect(await move.finish(calm)).toEqual({ folder: to, unreadable: [] });
    expect(existsSync(layout.film(to, hash))).toBe(false);
    expect(await move.clear(log)).toBe(true);
    expect(readPlace(state)).toEqual({ folder: to, move: null });
    await whole(to);
    expect(await (await testStore(to)).read.worklist(wholeList)).toEqual(list);
    expect(readFileSync(join(to, "imports", "a", "b", "job.json"), "utf8")).toBe("{}");
    expect(readFileSync(join(to, "watch", "folder.json"), "utf8")).toBe('{"folder":null}');
    // What is none of the library's stays, and the note keeps everybody from beginning a library here.
    expect(readdirSync(from).sort()).toEqual(["moved.json", "notes.txt"]);
    await expect(testStore(from)).rejects.toThrow(code("library/moved"));
    expect(existsSync(layout.stagingFolder(from))).toBe(false);
  },
  patience,
);

test(
  "the old copy that is kept is opened by nobody by mistake, and is a library again where somebody says so",
  async () => {
    const { folder, from, state, begin } = await library();
    const to = join(folder, "new");
    const move = await begin(to, { keep: true });
    await move.finish(calm);
    expect(await move.clear(log)).toBe(false);
    await expect(testStore(from)).rejects.toThrow(code("library/moved"));
    await whole(from);
    const open = async () => (await testStore(from)).close();
    await usePlace(state, from, open, log);
    expect(readPlace(state)).toEqual({ folder: from, move: null });
    rmSync(to, { recursive: true });
    mkdirSync(to);
    writeFileSync(join(to, "letter.txt"), "");
    await expect(usePlace(state, to, open, log)).rejects.toThrow(code("library/not-there"));
  },
  patience,
);

test(
  "a place in the library, around it, in the watched folder or with something in it is refused, whatever links lead there",
  async () => {
    const { folder, from, state, begin } = await library();
    const there = join(folder, "there");
    mkdirSync(there);
    symlinkSync(from, join(folder, "link"));
    symlinkSync(there, join(folder, "elsewhere"));
    const refused = (to: string, why: string, more = {}) =>
      expect(begin(to, more), to).rejects.toThrow(code(why));
    await refused("new", "move/not-a-path");
    await refused(from, "move/inside-library");
    await refused(join(from, "films", "new"), "move/inside-library");
    await refused(join(folder, "link", "a", "b"), "move/inside-library");
    await refused(folder, "move/inside-library");
    await refused(join(folder, "elsewhere", "new"), "watch/inside-library", { watched: there });
    writeFileSync(join(there, "letter.txt"), "");
    await refused(there, "move/place-taken");
    await refused(join(there, "letter.txt"), "move/place-taken");
    expect(readPlace(state)).toEqual({ folder: null, move: null });
    // A link to a disk elsewhere is no obstacle; the place is kept as what it leads to.
    rmSync(join(there, "letter.txt"));
    const move = await begin(join(folder, "elsewhere"));
    expect(move.to).toBe(there);
    await expect(begin(join(folder, "other"))).rejects.toThrow(code("move/under-way"));
    await move.abandon(log);
    expect(readdirSync(there)).toEqual([]);
  },
  patience,
);

test(
  "a link among the films stops the move before anything is lost",
  async () => {
    const { folder, from, state, begin } = await library();
    const [film = ""] = readdirSync(layout.films(from)).filter((name) => name.length === 2);
    symlinkSync(join(folder, "state"), join(layout.films(from), film, "0".repeat(62)));
    const move = await begin(join(folder, "a", "b"));
    await expect(move.finish(calm)).rejects.toThrow(code("move/link"));
    await move.abandon(log);
    expect(readPlace(state)).toEqual({ folder: null, move: null });
    expect(readdirSync(folder).sort()).toEqual(["old", "state"]);
    expect((await testStore(from)).session).not.toBe("");
  },
  patience,
);

test(
  "a move that is stopped leaves the old library and nothing else",
  async () => {
    const { folder, from, state, begin } = await library();
    const abort = new AbortController();
    const move = await begin(join(folder, "new"));
    const stopping = { signal: abort.signal, onProgress: () => abort.abort() };
    await expect(move.finish(stopping)).rejects.toThrow(code("job/cancelled"));
    await move.abandon(log);
    expect(readPlace(state)).toEqual({ folder: null, move: null });
    expect(readdirSync(folder).sort()).toEqual(["old", "state"]);
    await whole(from);
  },
  patience,
);

test(
  "a copy that cannot be opened is given up for the old library",
  async () => {
    const { folder, from, state, begin } = await library();
    const move = await begin(join(folder, "new"));
    await move.finish(calm);
    move.revert();
    await move.abandon(log);
    expect(readPlace(state)).toEqual({ folder: null, move: null });
    expect(readdirSync(folder).sort()).toEqual(["old", "state"]);
    expect(placeNoteOf(from)).toBeNull();
    await whole(from);
  },
  patience,
);

test(
  "while a move runs, no start takes its copy away",
  async () => {
    const { folder, from, state, begin } = await library();
    const to = join(folder, "new");
    const move = await begin(to);
    await move.copyAhead(calm);
    await settleMove(state, log);
    expect(readPlace(state).move?.to).toBe(to);
    await move.finish(calm);
    await settleMove(state, log);
    expect(existsSync(layout.database(from))).toBe(true);
    await move.clear(log);
    await whole(to);
  },
  patience,
);

test(
  "a disk without room, one that becomes full and one that cannot be written leave the library where it was",
  async ({ skip }) => {
    const disk = mountSmallDisk(2);
    if (disk === null) {
      skip("a small disk cannot be mounted here (needs root)");
      return;
    }
    onTestFinished(() => {
      disk.remove();
    });
    const { from, state, begin } = await library();
    const to = join(disk.folder, "library");
    const filler = join(disk.folder, "filler");
    const failed = async (why: string, onProgress: CopyOptions["onProgress"] = () => undefined) => {
      const move = await begin(to);
      await expect(move.finish({ ...calm, onProgress })).rejects.toThrow(code(why));
      await move.abandon(log);
      rmSync(filler, { force: true });
      expect(readdirSync(disk.folder)).toEqual([]);
      expect(readPlace(state)).toEqual({ folder: null, move: null });
      await whole(from);
    };
    await failed("move/no-room");
    // There is room at the start, and somebody else takes it: before the second film, and before the database.
    disk.resize(100);
    const fill = (): void => {
      const { bavail, bsize } = statfsSync(disk.folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    };
    let first = true;
    await failed("backup/disk-full", () => {
      if (first) fill();
      first = false;
    });
    await failed("backup/disk-full", (done, total) => {
      if (done === total) fill();
    });
    disk.makeReadOnly();
    await expect(begin(to)).rejects.toThrow(code("backup/no-access"));
    expect(readPlace(state)).toEqual({ folder: null, move: null });
  },
  patience,
);
