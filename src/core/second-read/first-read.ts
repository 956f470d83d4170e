import { AppError } from "../base/errors.ts";
import type { Moment } from "../base/ports.ts";
import { emptyDraft, type Read, type ReadDraft, type ReadingMode } from "./read.ts";

/** A study that this reader has not begun to read. */
export const unread: Read = { draft: emptyDraft, committed: null, mode: null, addenda: [] };

/** Whether nothing was entered yet. */
const isEmpty = ({ finding, confidence, zones, others, note }: ReadDraft): boolean =>
  finding === null && confidence === null && zones.length === 0 && others.length === 0 && note === "";

/** How the worklist names a reader's read. */
export function readState(read: Read): "unread" | "draft" | "committed" {
  if (read.committed) return "committed";
  return isEmpty(read.draft) ? "unread" : "draft";
}

/** @throws AppError read/already-committed */
export function withDraft(current: Read, draft: ReadDraft): Read {
  if (current.committed) throw new AppError("read/already-committed");
  return { ...current, draft };
}

/**
 * Commits a read: from here on it does not change, and the panel is open to its reader.
 * @param mode what was in force for this reader
 * @throws AppError read/already-committed, read/no-finding
 */
export function commit(current: Read, draft: ReadDraft, at: Moment, mode: ReadingMode): Read {
  if (current.committed) throw new AppError("read/already-committed");
  if (draft.finding === null) throw new AppError("read/no-finding");
  return { draft, committed: { utc: at.utc, offset: at.offset }, mode, addenda: [] };
}

/**
 * Adds to a committed read; what was committed stays as it is.
 * @throws AppError read/not-committed, read/empty-addendum
 */
export function withAddendum(current: Read, text: string, at: Moment): Read {
  if (!current.committed) throw new AppError("read/not-committed");
  if (text.trim() === "") throw new AppError("read/empty-addendum");
  return { ...current, addenda: [...current.addenda, { text: text.trim(), at: { ...at } }] };
}
