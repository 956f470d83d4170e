import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { mkdir, open, rm, statfs } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { AppError } from "../../../core/base/errors.ts";
import type { Log } from "../../../core/base/ports.ts";
import { diskError } from "../backup/disk.ts";
import { integrityFaultsOf } from "../integrity.ts";
import { carriedFolders, layout } from "../library-folder.ts";
import { othersAtWork, takeLock } from "../session.ts";
import { LibraryCopy, type CopyOptions } from "./copy-library.ts";
import { entriesOf, moveTarget, nearestFolder } from "./move-target.ts";
import { placeNoteOf, removePlaceNote, writePlaceNote } from "./place-note.ts";
import { lockPlace, readPlace, writePlace, type MoveRecord } from "./stored-place.ts";

/** Bytes that a disk has left beside the library's own, for what it grows by meanwhile. */
const reserve = 64 << 20;
/** Milliseconds that whoever looks at the library for a moment is waited for. */
const patience = 5_000;

export interface MoveOutcome {
  /** Where the library is now. */
  readonly folder: string;
  /** Files that the old disk cannot read any more; the old copy stays then. */
  readonly unreadable: readonly string[];
}

/**
 * A library's move to another place. It is copied, synced, read back and checked there; then the stored place is
 * switched in one step, and the old copy is removed. Whatever ends the program, one whole library is the stored one,
 * and `settleMove` removes the rest at the next start.
 */
export class LibraryMove {
  readonly #stateFolder: string;
  readonly #record: MoveRecord;
  readonly #before: string | null;
  readonly #lock: DatabaseSync;
  readonly #copy: LibraryCopy;
  readonly #faultsOf: (database: string) => Promise<string[]>;
  #roomKnown = false;

  private constructor(
    stateFolder: string,
    record: MoveRecord,
    before: string | null,
    lock: DatabaseSync,
    faultsOf: (database: string) => Promise<string[]>,
  ) {
    this.#faultsOf = faultsOf;
    this.#stateFolder = stateFolder;
    this.#record = record;
    this.#before = before;
    this.#lock = lock;
    this.#copy = new LibraryCopy(record.from, record.to);
  }

  /**
   * Checks the place and writes the move down. Nothing is copied yet.
   * @param watched the watched folder; null for none
   * @throws AppError of `moveTarget`; move/under-way, backup/no-access, backup/disk-full
   */
  static async begin(options: {
    readonly stateFolder: string;
    readonly library: string;
    readonly to: string;
    readonly keep: boolean;
    readonly watched: string | null;
    /** Path of the worker that checks the copied database. */
    readonly integrityWorker: string;
    readonly log: Log;
  }): Promise<LibraryMove> {
    const { stateFolder, library, keep, watched, integrityWorker: workerPath, log } = options;
    await settleMove(stateFolder, log);
    const lock = lockPlace(stateFolder);
    try {
      const to = await moveTarget(library, options.to, watched);
      const made = (await mkdir(to, { recursive: true, mode: 0o700 })) ?? null;
      const record = { id: randomBytes(12).toString("hex"), from: library, to, keep, made };
      const { folder } = readPlace(stateFolder);
      const move = new LibraryMove(stateFolder, record, folder, lock, (database) =>
        integrityFaultsOf(database, 1, { workerPath, log }),
      );
      try {
        writePlaceNote(to, { state: "coming", id: record.id });
        writePlace(stateFolder, { folder, move: record });
      } catch (thrown) {
        removeMade(record);
        throw thrown;
      }
      return move;
    } catch (thrown) {
      lock.close();
      throw diskError(thrown, options.to);
    }
  }

  get to(): string {
    return this.#record.to;
  }

  /** Copies films while the library is in use, so that `finish` has little left. @throws as `finish` */
  async copyAhead(options: CopyOptions): Promise<void> {
    await this.#atTarget(async () => {
      await this.#room(options.signal);
      await this.#copy.pass(true, options);
    });
  }

  /**
   * Copies what is left, checks the database at the new place and switches the stored place. Nobody may have the library open. After
   * it throws the library is where it was.
   * @throws AppError move/in-use, move/no-room, move/link, move/not-identical, library/damaged, backup/disk-full,
   * backup/no-access; job/cancelled on `signal`
   */
  async finish(options: CopyOptions): Promise<MoveOutcome> {
    const { from, to } = this.#record;
    const holds = holdLibrary(from);
    try {
      await this.#atTarget(async () => {
        await this.#room(options.signal);
        await this.#copy.pass(false, options);
        await copyDatabase(holds.database, layout.database(to), this.#faultsOf);
        this.#copy.syncFolders();
      });
      if (options.signal.aborted) throw new AppError("job/cancelled");
      writePlace(this.#stateFolder, { folder: to, move: this.#record });
      // While nobody can come in: whoever still waits at this door finds the note.
      writePlaceNote(from, { state: "gone", to });
      removePlaceNote(to);
      return { folder: to, unreadable: this.#copy.unreadable };
    } finally {
      holds.release();
    }
  }

  /** Switches back to the old place, where the new one cannot be opened. Before `clear`. */
  revert(): void {
    const { from, to, id } = this.#record;
    writePlaceNote(to, { state: "coming", id });
    removePlaceNote(from);
    writePlace(this.#stateFolder, { folder: this.#before, move: this.#record });
  }

  /** Ends a move that did not come to its switch: the copy is removed. */
  async abandon(log: Log): Promise<void> {
    try {
      await removeCopy(this.#record, log);
      writePlace(this.#stateFolder, { folder: this.#before, move: null });
    } finally {
      this.#lock.close();
    }
  }

  /** Ends a move after its switch: the old copy is removed, unless it is to stay. @returns whether it is gone */
  async clear(log: Log): Promise<boolean> {
    const { from, to, keep } = this.#record;
    try {
      const stays = keep || this.#copy.unreadable.length > 0;
      const gone = !stays && (await removeLibrary(from, log));
      writePlace(this.#stateFolder, { folder: to, move: null });
      return gone;
    } finally {
      this.#lock.close();
    }
  }

  /** @throws AppError move/no-room */
  async #room(signal: AbortSignal): Promise<void> {
    if (this.#roomKnown) return;
    const { from, to } = this.#record;
    const database = await databaseBytes(from);
    const need = (await this.#copy.bytes(signal)) + database + reserve;
    const { bavail, bsize } = await statfs(await nearestFolder(to));
    const free = bavail * bsize;
    const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
    if (free < need)
      throw new AppError("move/no-room", { folder: to, need: gigabytes(need), free: gigabytes(free) });
    this.#roomKnown = true;
  }

  /** A failed system call at the old place names its path; every other is the new place's. */
  async #atTarget(work: () => Promise<void>): Promise<void> {
    const { from, to } = this.#record;
    try {
      await work();
    } catch (thrown) {
      const path = String((thrown as { path?: unknown }).path ?? "");
      throw diskError(thrown, path.startsWith(`${from}${sep}`) ? path : to);
    }
  }
}

async function databaseBytes(library: string): Promise<number> {
  const file = await open(layout.database(library), "r");
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** Keeps a library from everybody. @throws AppError move/in-use */
function holdLibrary(library: string): { readonly database: DatabaseSync; release(): void } {
  mkdirSync(layout.stagingFolder(library), { recursive: true, mode: 0o700 });
  const held: DatabaseSync[] = [];
  const release = (): void => {
    for (const one of held.reverse()) one.close();
  };
  try {
    held.push(takeLock(layout.door(library), patience));
    if (othersAtWork(library, null)) throw new AppError("move/in-use");
    const database = new DatabaseSync(layout.database(library), { timeout: patience });
    held.push(database);
    // In WAL mode too this lets nobody else in, to read or to write (sqlite.org/pragma.html#pragma_locking_mode).
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT");
    return { database, release };
  } catch (thrown) {
    release();
    if ((thrown as { errcode?: number }).errcode === 5)
      throw new AppError("move/in-use", {}, { cause: thrown });
    throw thrown;
  }
}

/** Copies a database in use by nobody else, checks the copy and syncs it. @throws AppError library/damaged */
async function copyDatabase(
  source: DatabaseSync,
  path: string,
  faultsOf: (path: string) => Promise<string[]>,
): Promise<void> {
  await removeDatabase(path);
  await backup(source, path, { rate: 0x7fffffff });
  const [fault] = await faultsOf(path);
  if (fault !== undefined) throw new AppError("library/damaged", { detail: fault });
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function removeDatabase(path: string): Promise<void> {
  for (const end of ["", "-wal", "-shm", "-journal"]) await rm(`${path}${end}`, { force: true });
}

/** Removes a library from a folder: what is no part of it stays. @returns whether all of it is gone */
async function removeLibrary(folder: string, log: Log): Promise<boolean> {
  try {
    // Films last: a copy without its database is taken for a library by nobody.
    await removeDatabase(layout.database(folder));
    for (const name of [...carriedFolders, "staging"])
      await rm(join(folder, name), { recursive: true, force: true });
    return true;
  } catch (error) {
    log.error(`what is left of the library in ${folder} could not be removed; delete it`, error);
    return false;
  }
}

/** Removes what a move copied, and the folders that it made. */
async function removeCopy(record: MoveRecord, log: Log): Promise<void> {
  const note = existsSync(record.to) ? placeNoteOf(record.to) : null;
  if (note?.state !== "coming" || note.id !== record.id) {
    log.warn(`what a move of the library left in ${record.to} is not there to be removed`);
    return;
  }
  if (await removeLibrary(record.to, log)) removeMade(record);
}

function removeMade({ to, made }: MoveRecord): void {
  removePlaceNote(to);
  if (made === null) return;
  for (let folder = to; ; folder = dirname(folder)) {
    if (readdirSync(folder).length > 0) return;
    rmdirSync(folder);
    if (folder === made) return;
  }
}

/**
 * Ends a move that a crash cut off: the old copy is removed where the place was switched already, else the new one. One that another
 * program is making is left alone.
 */
export async function settleMove(stateFolder: string, log: Log): Promise<void> {
  if (readPlace(stateFolder).move === null) return;
  let lock: DatabaseSync;
  try {
    lock = lockPlace(stateFolder);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === "move/under-way") return;
    throw thrown;
  }
  try {
    const { folder, move } = readPlace(stateFolder);
    if (move === null) return;
    if (folder === move.to) {
      // Its disk is not connected: the old copy stays until the new one is seen.
      if (!existsSync(layout.database(move.to))) return;
      removePlaceNote(move.to);
      if (existsSync(move.from)) {
        writePlaceNote(move.from, { state: "gone", to: move.to });
        if (!move.keep) await removeLibrary(move.from, log);
      }
    } else {
      const note = existsSync(move.from) ? placeNoteOf(move.from) : null;
      if (note?.state === "gone") removePlaceNote(move.from);
      await removeCopy(move, log);
    }
    writePlace(stateFolder, { folder, move: null });
  } finally {
    lock.close();
  }
}

/**
 * Makes another folder this user's library from the next start on: one that holds a library, or an empty one, in which one is begun.
 * @param open opens and closes the library there, making it where there is none
 * @throws AppError move/under-way, move/place-taken, library/not-there; those of opening a library
 */
export async function usePlace(
  stateFolder: string,
  folder: string,
  open: () => Promise<void>,
  log: Log,
): Promise<void> {
  await settleMove(stateFolder, log);
  const lock = lockPlace(stateFolder);
  try {
    const holds = (await entriesOf(folder)) ?? [];
    if (holds.length > 0 && !existsSync(layout.database(folder)))
      throw new AppError("library/not-there", { folder });
    // What a move left behind is a library's place again where somebody says so.
    if (existsSync(folder) && placeNoteOf(folder)?.state === "gone") removePlaceNote(folder);
    await open();
    writePlace(stateFolder, { folder, move: null });
  } finally {
    lock.close();
  }
}
