import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { AppError } from "../../../core/base/errors.ts";
import { systemCode } from "../failures.ts";
import { syncFolder } from "../film-files.ts";
import { takeLock } from "../session.ts";

const moveRecord = z.object({
  /** Also stands in the note of the copy: only what this move made is ever removed. */
  id: z.string().min(1),
  from: z.string().min(1),
  to: z.string().min(1),
  /** The old copy stays. */
  keep: z.boolean(),
  /** The topmost folder that was made for the copy; null where `to` was there. */
  made: z.string().nullable(),
});
export type MoveRecord = z.output<typeof moveRecord>;

const storedPlace = z.object({
  version: z.literal(1),
  /** The library's folder; null for the usual one. */
  folder: z.string().min(1).nullable(),
  /** A move that has not come to its end. Where `folder` is its `to`, only the old copy is left to be removed. */
  move: moveRecord.nullable(),
});
/** Which folder is this user's library. One file, replaced in one step: there is always one answer. */
export type StoredPlace = Omit<z.output<typeof storedPlace>, "version">;

const fileOf = (stateFolder: string): string => join(stateFolder, "library.json");

/** @throws AppError library/place-unreadable */
export function readPlace(stateFolder: string): StoredPlace {
  const file = fileOf(stateFolder);
  try {
    const { folder, move } = storedPlace.parse(JSON.parse(readFileSync(file, "utf8")));
    return { folder, move };
  } catch (cause) {
    if (systemCode(cause) === "ENOENT") return { folder: null, move: null };
    throw new AppError("library/place-unreadable", { file }, { cause });
  }
}

/** Durable: after it returns every start finds this place. */
export function writePlace(stateFolder: string, place: StoredPlace): void {
  const path = fileOf(stateFolder);
  const file = openSync(`${path}.new`, "w", 0o600);
  try {
    writeSync(file, `${JSON.stringify({ version: 1, ...place })}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  syncFolder(stateFolder);
}

/**
 * Keeps the stored place to this program until the lock is closed.
 * @throws AppError move/under-way where another program moves the library
 */
export function lockPlace(stateFolder: string): DatabaseSync {
  try {
    return takeLock(join(stateFolder, "library.lock"));
  } catch (cause) {
    if ((cause as { errcode?: number }).errcode === 5) throw new AppError("move/under-way", {}, { cause });
    throw cause;
  }
}
