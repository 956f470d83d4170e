import { AppError, asAppError } from "../../../core/base/errors.ts";

/** SQLITE_FULL (sqlite.org/rescode.html). */
const sqliteFull = 13;

/** What the system threw while `place` was written or read, as a person is told it. */
export function diskError(thrown: unknown, place: string): AppError {
  const { code, errcode } = thrown as { code?: unknown; errcode?: unknown };
  if (code === "ENOSPC" || code === "EDQUOT" || errcode === sqliteFull)
    return new AppError("backup/disk-full", { place }, { cause: thrown });
  if (typeof code === "string" && /^E[A-Z]+$/.test(code))
    return new AppError("backup/no-access", { place, detail: code }, { cause: thrown });
  return asAppError(thrown, "app/fault");
}
