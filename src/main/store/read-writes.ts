import { z } from "zod";
import { AppError } from "../../core/base/errors.ts";
import type { ReaderId, StudyUid } from "../../core/base/ids.ts";
import type { AuditAction, AuditEntry } from "../../core/base/ports.ts";
import { commit, unread, withDraft } from "../../core/second-read/first-read.ts";
import type { Read } from "../../core/second-read/read.ts";
import type { Action, StudyWrites } from "../../core/studies/study-store.ts";
import { didSince, recordAudit } from "./audit.ts";
import type { Transact } from "./film-writes.ts";
import { readColumns, readOfRow } from "./rows.ts";
import type { Statements } from "./statements.ts";

/** A draft is saved while its reader types: one entry in so many milliseconds says that it happened. */
const draftEntryEvery = 60_000;

/** Reads and what they open; each change and its audit entry are one transaction. */
export function readWrites(
  statements: Statements,
  transact: Transact,
): Pick<StudyWrites, "saveDraft" | "commitRead" | "revealPanel" | "record"> {
  return {
    saveDraft: (change) =>
      transact(() => {
        const read = withDraft(currentRead(statements, change.studyUid, change.reader), change.draft);
        keepRead(statements, change, read);
        const entry = entryOf(change, "read.draft");
        const since = new Date(Date.parse(change.at.utc) - draftEntryEvery).toISOString();
        if (!didSince(statements, entry, since)) recordAudit(statements, entry, "record");
        return read;
      }),

    commitRead: (change) =>
      transact(() => {
        const read = commit(currentRead(statements, change.studyUid, change.reader), change.draft, change.at);
        keepRead(statements, change, read);
        const { finding, confidence } = read.draft;
        const details = { finding: finding ?? "", confidence: confidence ?? "" };
        recordAudit(statements, { ...entryOf(change, "read.commit"), details }, "record");
        return read;
      }),

    revealPanel: (change) => {
      const details = { networks: change.networks };
      recordAudit(statements, { ...entryOf(change, "panel.reveal"), details }, "ignore");
    },

    record: (entry) => {
      recordAudit(statements, entry, "record");
    },
  };
}

const entryOf = (change: Action & { studyUid: StudyUid }, action: AuditAction): AuditEntry => ({
  at: change.at,
  reader: change.reader,
  action,
  subject: change.studyUid,
});

/** @throws AppError library/no-such-study */
function currentRead(statements: Statements, studyUid: StudyUid, reader: ReaderId): Read {
  const one = z.object({ n: z.int() });
  const study = statements.get(
    "study.exists",
    "SELECT 1 AS n FROM studies WHERE study_uid = :studyUid",
    one,
    {
      studyUid,
    },
  );
  if (!study) throw new AppError("library/no-such-study");
  return (
    statements.get(
      "read",
      `SELECT ${readColumns} FROM reads WHERE study_uid = :studyUid AND reader_id = :reader`,
      readOfRow,
      { studyUid, reader },
    ) ?? unread
  );
}

function keepRead(statements: Statements, change: Action & { studyUid: StudyUid }, read: Read): void {
  statements.run(
    "read.keep",
    `INSERT INTO reads (study_uid, reader_id, finding, confidence, note, saved_utc, saved_offset,
       committed_utc, committed_offset)
     VALUES (:studyUid, :reader, :finding, :confidence, :note, :savedUtc, :savedOffset,
       :committedUtc, :committedOffset)
     ON CONFLICT (study_uid, reader_id) DO UPDATE SET finding = excluded.finding,
       confidence = excluded.confidence, note = excluded.note, saved_utc = excluded.saved_utc,
       saved_offset = excluded.saved_offset, committed_utc = excluded.committed_utc,
       committed_offset = excluded.committed_offset`,
    {
      studyUid: change.studyUid,
      reader: change.reader,
      ...read.draft,
      savedUtc: change.at.utc,
      savedOffset: change.at.offset,
      committedUtc: read.committed?.utc ?? null,
      committedOffset: read.committed?.offset ?? null,
    },
  );
}
