import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { layout } from "./library-folder.ts";

/**
 * One running workstation's own corner of a library: its uploads and half-written film files.
 * Several workstations may share a library, so what a crash left behind may be removed only when
 * its owner is surely gone. The owner holds an exclusive SQLite lock on a file in its corner, which
 * the operating system releases when the process ends, however it ends; a process number would be
 * given to another program one day.
 */
export interface Session {
  readonly id: string;
  /** Removes this session's corner. */
  close(): void;
}

/** Nothing is ever written under these locks, so no journal file is needed. */
const exclusively = "PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE";

const lockFile = (library: string, id: string): string => join(layout.staging(library, id), "owner.lock");

/**
 * Takes a lock that the operating system gives back when the process ends; it is held until it is closed.
 * @param patience milliseconds that another program's lock is waited for
 * @throws SQLITE_BUSY where another program holds it
 */
export function takeLock(path: string, patience = 0): DatabaseSync {
  const lock = new DatabaseSync(path, { timeout: patience });
  try {
    lock.exec(exclusively);
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** Runs what a starting workstation does to a library while no other one starts there. */
export function atTheDoor<Result>(library: string, work: () => Result): Result {
  mkdirSync(layout.stagingFolder(library), { recursive: true, mode: 0o700 });
  mkdirSync(layout.incomingFolder(library), { recursive: true, mode: 0o700 });
  const door = takeLock(layout.door(library), 10_000);
  try {
    return work();
  } finally {
    door.close();
  }
}

/** Makes a corner of its own and removes those whose owners are gone. At the door only. */
export function openSession(library: string): Session {
  const id = randomBytes(12).toString("hex");
  mkdirSync(layout.staging(library, id), { mode: 0o700 });
  const lock = takeLock(lockFile(library, id));
  removeAbandoned(library, id);
  return {
    id,
    close() {
      lock.close();
      try {
        remove(library, id);
      } catch {
        // Of a library that cannot be written any more: the next start removes it, as it does after a crash.
      }
    },
  };
}

function removeAbandoned(library: string, own: string): void {
  const names = new Set([
    ...folders(layout.stagingFolder(library)),
    ...folders(layout.incomingFolder(library)),
  ]);
  names.delete(own);
  for (const name of names) if (!isHeld(library, name)) remove(library, name);
}

const folders = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** Whether another workstation or command than `own` has the library open. */
export const othersAtWork = (library: string, own: string | null): boolean =>
  existsSync(layout.stagingFolder(library)) &&
  folders(layout.stagingFolder(library)).some((name) => name !== own && isHeld(library, name));

/** Whether the workstation that a corner belongs to runs. */
export function isHeld(library: string, id: string): boolean {
  let lock: DatabaseSync | undefined;
  try {
    // "readOnly" keeps a corner without a lock file (cut off before it had one) from getting one.
    lock = new DatabaseSync(lockFile(library, id), { readOnly: true });
    lock.exec("SELECT 1 FROM sqlite_schema");
    return false;
  } catch (error) {
    return (error as { errcode?: number }).errcode === 5;
  } finally {
    lock?.close();
  }
}

function remove(library: string, id: string): void {
  rmSync(layout.staging(library, id), { recursive: true, force: true });
  rmSync(layout.incoming(library, id), { recursive: true, force: true });
}
