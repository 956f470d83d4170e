import { z } from "zod";
import { readerId } from "../../core/base/ids.ts";
import { auditActions, type AuditEntry } from "../../core/base/ports.ts";
import type { StudyReads } from "../../core/studies/study-store.ts";
import { json } from "./rows.ts";
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

/** Whether this reader did this to this subject since `utc`. */
export function didSince(statements: Statements, entry: AuditEntry, utc: string): boolean {
  const found = statements.get(
    "audit.since",
    `SELECT 1 AS n FROM audit WHERE subject = :subject AND action = :action AND reader_id = :reader
       AND utc > :utc`,
    z.object({ n: z.int() }),
    { subject: entry.subject, action: entry.action, reader: entry.reader, utc },
  );
  return found !== null;
}

export function auditReads(statements: Statements): Pick<StudyReads, "audit"> {
  return {
    audit: ({ after, limit }) =>
      statements.all(
        "audit.list",
        "SELECT * FROM audit WHERE number > :after ORDER BY number LIMIT :limit",
        auditRow,
        { after, limit },
      ),
  };
}
