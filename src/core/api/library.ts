import { z } from "zod";
import { wireError } from "../models/reading.ts";

/** The folder whose films come into the library by themselves; "lost" while it is not there. */
export const watchState = z.object({
  folder: z.string().nullable(),
  state: z.enum(["off", "watching", "lost"]),
});
export type WatchState = z.output<typeof watchState>;

/** Whether the operating system encrypts a disk; "unknown" wherever neither is proven. */
export const diskEncryption = z.enum(["encrypted", "not-encrypted", "unknown"]);
export type DiskEncryption = z.output<typeof diskEncryption>;

/** What the library takes of its disk, bytes. */
export const libraryUsage = z.object({
  folder: z.string(),
  studies: z.int().nonnegative(),
  films: z.int().nonnegative(),
  filmBytes: z.int().nonnegative(),
  databaseBytes: z.int().nonnegative(),
  freeBytes: z.int().nonnegative(),
  diskBytes: z.int().nonnegative(),
  encryption: diskEncryption,
});
export type LibraryUsage = z.output<typeof libraryUsage>;

const moment = z.object({ utc: z.string(), offset: z.string() });

/** What a check of the library came to: counts of films and files, and what SQLite says of its file. */
export const checkFindings = z.object({
  /** Films whose files are not there or not whole. */
  missing: z.int().nonnegative(),
  /** Of those, films that no check had found missing before. */
  newlyMissing: z.int().nonnegative(),
  /** Films that were missing and are there again. */
  back: z.int().nonnegative(),
  /** Files without an entry whose films are in the list again. */
  recovered: z.int().nonnegative(),
  /** Files of deleted films that were left and are gone now. */
  removed: z.int().nonnegative(),
  /** Files that are no films of this library and lie in its folder `set-aside` now. */
  setAside: z.int().nonnegative(),
  database: z.array(z.string()),
});
export type CheckFindings = z.output<typeof checkFindings>;

export const savedBackup = z.object({ file: z.string(), encrypted: z.boolean(), films: z.int() });
export type SavedBackup = z.output<typeof savedBackup>;

/** When the library was last checked and saved, and what came of it. */
export const libraryUpkeep = z.object({
  check: checkFindings.extend({ at: moment }).nullable(),
  backup: savedBackup.extend({ at: moment }).nullable(),
  /** Films that are known to be without their files now. */
  missing: z.int().nonnegative(),
});
export type LibraryUpkeep = z.output<typeof libraryUpkeep>;

/** Days after which a backup is called old. */
export const backupDueAfter = 7;

/** Characters that a backup's passphrase has at least: whoever has the file can try as many as they like. */
export const leastPassphrase = 12;

/** The backup that is being written, bytes of films, and how the last one of this run ended. */
export const backupState = z.object({
  running: z.object({ done: z.int().nonnegative(), total: z.int().nonnegative() }).nullable(),
  result: z
    .discriminatedUnion("state", [
      z.object({
        state: z.literal("done"),
        file: z.string(),
        films: z.int().nonnegative(),
        /** Films that are not in it, as their files are missing or damaged. */
        missing: z.int().nonnegative(),
        encrypted: z.boolean(),
      }),
      z.object({ state: z.literal("cancelled") }),
      z.object({ state: z.literal("failed"), message: z.string(), error: wireError }),
    ])
    .nullable(),
});
export type BackupState = z.output<typeof backupState>;

/** The library's move to another place: how far it is, in bytes of films, and how the last one of this run ended. */
export const moveState = z.object({
  /** Null where this library's place is Overread's to keep; else the failure that says why it is not. */
  refused: wireError.nullable(),
  running: z
    .object({
      /** "waiting" until other programs have closed the library; "finishing" while the workstation holds still. */
      stage: z.enum(["copying", "waiting", "finishing"]),
      done: z.int().nonnegative(),
      total: z.int().nonnegative(),
    })
    .nullable(),
  result: z
    .discriminatedUnion("state", [
      z.object({
        state: z.literal("done"),
        folder: z.string(),
        /** Where the old copy still is; null where it is gone. */
        left: z.string().nullable(),
        /** Files that the old disk could not read any more. */
        unreadable: z.int().nonnegative(),
      }),
      z.object({ state: z.literal("cancelled") }),
      z.object({ state: z.literal("failed"), message: z.string(), error: wireError }),
    ])
    .nullable(),
});
export type MoveState = z.output<typeof moveState>;

/** The folders in a folder; `parent` is null at the top. */
export const folderList = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
});
export type FolderList = z.output<typeof folderList>;
