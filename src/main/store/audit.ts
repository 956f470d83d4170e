import { z } from "zod";
import { readerId, studyUid } from "../../core/base/ids.ts";
import { auditActions, type AuditEntry } from "../../core/base/ports.ts";
import { isEntryOpen } from "../../core/second-read/blinding.ts";
import type { Course } from "../../core/second-read/course.ts";
import type { StudyReads } from "../../core/studies/study-store.ts";
import { courseOf } from "./course-rows.ts";
import type { Transact } from "./film-writes.ts";
import { requireAdministrator } from "./readers.ts";
import { counted, json } from "./rows.ts";
import { rulesOf } from "./rules.ts";
import type { Statements } from "./statements.ts";

const auditRow = z
  .object({
    number: z.int(),
    utc: z.string(),
    utc_offset: z.string(),
    reader_id: z.string().transform(readerId),
    action: z.enum(auditActions),
    subject: z.string(),
    details: json(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  })
  .transform((row) => ({
    number: row.number,
    at: { utc: row.utc, offset: row.utc_offset },
    reader: row.reader_id,
    action: row.action,
    subject: row.subject,
    details: row.details,
  }));

/** Writes an entry of the audit record; within the caller's transaction where there is one. */
export function recordAudit(statements: Statements, entry: AuditEntry, repeat: "record" | "ignore"): void {
  statements.run(
    "audit.record",
    `INSERT ${repeat === "ignore" ? "OR IGNORE " : ""}INTO audit
       (utc, utc_offset, reader_id, action, subject, details)
     VALUES (:utc, :offset, :reader, :action, :subject, :details)`,
    {
      utc: entry.at.utc,
      offset: entry.at.offset,
      reader: entry.reader,
      action: entry.action,
      subject: entry.subject,
      details: JSON.stringify(entry.details ?? {}),
    },
  );
}

/**
 * Whether this reader did this to this subject between `utc` and the entry's own moment. What is dated later was
 * written before the clock was set back, and says nothing of now.
 */
export function didSince(statements: Statements, entry: AuditEntry, utc: string): boolean {
  const found = statements.get(
    "audit.since",
    `SELECT 1 AS n FROM audit WHERE subject = :subject AND action = :action AND reader_id = :reader
       AND utc > :utc AND utc <= :now`,
    z.object({ n: z.int() }),
    { subject: entry.subject, action: entry.action, reader: entry.reader, utc, now: entry.at.utc },
  );
  return found !== null;
}

export function auditReads(
  statements: Statements,
  snapshot: Transact,
): Pick<StudyReads, "audit" | "auditPage"> {
  return {
    audit: ({ after, limit }) =>
      statements.all(
        "audit.list",
        "SELECT * FROM audit WHERE number > :after ORDER BY number LIMIT :limit",
        auditRow,
        { after, limit },
      ),

    auditPage: ({ asker, filter, upTo, offset, limit }) =>
      snapshot(() => {
        requireAdministrator(statements, asker);
        const newest =
          statements.get("audit.newest", "SELECT coalesce(max(number), 0) AS n FROM audit", counted) ?? 0;
        const last = Math.min(upTo ?? newest, newest);
        const which = `WHERE number <= :last AND (:reader IS NULL OR reader_id = :reader)
          AND (:action IS NULL OR action = :action)
          AND (:from IS NULL OR utc >= :from) AND (:before IS NULL OR utc < :before)`;
        const parameters = { last, ...filter };
        const total =
          statements.get("audit.count", `SELECT count(*) AS n FROM audit ${which}`, counted, parameters) ?? 0;
        const rows = statements.all(
          "audit.page",
          `SELECT * FROM audit ${which} ORDER BY number DESC LIMIT :limit OFFSET :offset`,
          auditRow,
          { ...parameters, limit, offset },
        );
        const { mode } = rulesOf(statements);
        const courses = new Map<string, Course>();
        const about = (subject: string): Course => {
          const course = courses.get(subject) ?? courseOf(statements, studyUid(subject));
          courses.set(subject, course);
          return course;
        };
        return {
          rows: rows.map((row) =>
            isEntryOpen(() => about(row.subject), asker, row, mode)
              ? { ...row, withheld: false }
              : { ...row, details: {}, withheld: true },
          ),
          total,
          upTo: last,
        };
      }),
  };
}
