import { AppError } from "../base/errors.ts";
import type { Moment } from "../base/ports.ts";
import { emptyDraft, type Read, type ReadDraft } from "./read.ts";

/** A study that this reader has not begun to read. */
export const unread: Read = { draft: emptyDraft, committed: null };

/** How the worklist names a reader's read. */
export function readState(read: Read): "unread" | "draft" | "committed" {
  if (read.committed) return "committed";
  const { finding, confidence, note } = read.draft;
  return finding === null && confidence === null && note === "" ? "unread" : "draft";
}

/** @throws AppError read/already-committed */
export function withDraft(current: Read, draft: ReadDraft): Read {
  if (current.committed) throw new AppError("read/already-committed");
  return { draft, committed: null };
}

/**
 * Commits a first read: from here on it does not change, and the panel is open to its reader.
 * @throws AppError read/already-committed, read/no-finding
 */
export function commit(current: Read, draft: ReadDraft, at: Moment): Read {
  if (current.committed) throw new AppError("read/already-committed");
  if (draft.finding === null) throw new AppError("read/no-finding");
  return { draft, committed: { utc: at.utc, offset: at.offset } };
}

/** Blinding: nothing of the panel reaches a reader whose first read is not committed. */
export const isSealed = (read: Read): boolean => read.committed === null;
