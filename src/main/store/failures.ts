import { closeSync, openSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import type { ErrorCode } from "../../core/base/error-table.ts";
import { AppError } from "../../core/base/errors.ts";
import { libraryPhrases as say } from "../../core/base/phrases.ts";

/** SQLite's result codes (sqlite.org/rescode.html); the low byte is the primary code. */
const sqlite = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 };
/** Whether SQLite says that a file is no sound database. */
export const isCorrupt = (thrown: unknown): boolean =>
  systemCode(thrown) === "ERR_SQLITE_ERROR" &&
  [sqlite.corrupt, sqlite.notADatabase].includes(Number((thrown as Thrown).errcode) & 0xff);

/** An I/O error with less room than this on the disk is a full disk: SQLite does not always say so itself. */
const roomToWrite = 1 << 20;

interface Thrown {
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly message?: unknown;
}

/** The code of a failed system call ("ENOSPC"); empty for any other failure. */
export function systemCode(thrown: unknown): string {
  const code = typeof thrown === "object" && thrown !== null ? (thrown as Thrown).code : undefined;
  return typeof code === "string" ? code : "";
}

/**
 * What a failed write below the library's folder means, of a file or of the database.
 * @returns library/disk-full, library/not-writable, library/damaged, library/busy; `AppError`s as
 * they are; anything else unchanged, because it is a fault of the program
 */
export function libraryFailure(thrown: unknown, library: string): unknown {
  if (thrown instanceof AppError) return thrown;
  const fail = (code: ErrorCode, detail = detailOf(thrown)): AppError =>
    new AppError(code, { folder: library, detail }, { cause: thrown });
  switch (systemCode(thrown)) {
    case "ENOSPC":
    case "EDQUOT":
      return fail("library/disk-full");
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
    case "EEXIST":
      return fail("library/not-writable");
    case "ENOENT": {
      // What Node says of a folder whose parent could not be made either.
      const refused = writeRefusal(library);
      return refused === null ? thrown : fail("library/not-writable", said[refused]);
    }
    case "EIO":
      return fail("library/damaged");
    case "ERR_SQLITE_ERROR":
      break;
    default:
      return thrown;
  }
  const result = Number((thrown as Thrown).errcode) & 0xff;
  if (result === sqlite.full) return fail("library/disk-full");
  if (result === sqlite.ioError) {
    // SQLite says "disk I/O error" of a full disk, of one that became read-only, and of one that is broken.
    if (isFull(library)) return fail("library/disk-full");
    const refused = writeRefusal(library);
    return refused === null ? fail("library/damaged") : fail("library/not-writable", said[refused]);
  }
  if (result === sqlite.cantOpen) return fail(isFull(library) ? "library/disk-full" : "library/not-writable");
  if (result === sqlite.readOnly) return fail("library/not-writable");
  if (isCorrupt(thrown)) return fail("library/damaged");
  return result === sqlite.busy ? fail("library/busy") : thrown;
}

/**
 * Why nothing can be written in a folder, in the system's word; null where it can be. Tried, not asked: a file
 * system that became read-only at a fault still says that it may be written.
 */
function writeRefusal(folder: string): string | null {
  const file = join(folder, `.writable-${process.pid}`);
  try {
    closeSync(openSync(file, "w", 0o600));
    rmSync(file);
    return null;
  } catch (thrown) {
    const code = systemCode(thrown);
    return ["EROFS", "EACCES", "EPERM"].includes(code) ? code : null;
  }
}

function isFull(folder: string): boolean {
  try {
    const disk = statfsSync(folder);
    return disk.bavail * disk.bsize < roomToWrite;
  } catch {
    return false;
  }
}

/** What a failed system call says in words. */
const said: Readonly<Record<string, string>> = {
  ENOSPC: say.diskFull,
  EDQUOT: say.diskFull,
  EACCES: say.noPermission,
  EPERM: say.noPermission,
  EROFS: say.readOnlyDisk,
  ENOTDIR: say.notAFolder,
  EEXIST: say.notAFolder,
  EIO: say.diskFault,
};
const saidOfDatabase: Readonly<Record<number, string>> = {
  [sqlite.busy]: say.locked,
  [sqlite.readOnly]: say.noPermission,
  [sqlite.ioError]: say.diskFault,
  [sqlite.corrupt]: say.damagedDatabase,
  [sqlite.full]: say.diskFull,
  [sqlite.cantOpen]: say.notOpened,
  [sqlite.notADatabase]: say.notADatabase,
};

/** System messages carry paths, which may carry a patient's name, and are English: a phrase for each code is enough. */
function detailOf(thrown: unknown): string {
  const code = systemCode(thrown);
  if (code !== "ERR_SQLITE_ERROR") return said[code] ?? code;
  const result = Number((thrown as Thrown).errcode) & 0xff;
  return saidOfDatabase[result] ?? String((thrown as Thrown).message).slice(0, 200);
}
