import { z } from "zod";
import { checkFindings, libraryUpkeep, savedBackup } from "../../core/api.ts";
import { contentHash, type ContentHash } from "../../core/base/ids.ts";
import type { Action, StudyReads, StudyWrites } from "../../core/studies/study-store.ts";
import { recordAudit } from "./audit.ts";
import type { Transact } from "./film-writes.ts";
import { fileChanged } from "./listings.ts";
import { counted, json } from "./rows.ts";
import type { Statements } from "./statements.ts";

const hashRow = z.object({ hash: z.string().transform(contentHash) }).transform(({ hash }) => hash);

/** The last time that something was done, with what came of it. */
function last<Details>(statements: Statements, task: "check" | "backup", details: z.ZodType<Details>) {
  const row = z
    .object({ utc: z.string(), utc_offset: z.string(), details: json(details) })
    .transform((found) => ({ ...found.details, at: { utc: found.utc, offset: found.utc_offset } }));
  return statements.get("upkeep", "SELECT utc, utc_offset, details FROM upkeep WHERE task = :task", row, {
    task,
  });
}

/** When the library was checked and saved, and which films' files are missing. */
export const upkeepReads = (
  statements: Statements,
): Pick<StudyReads, "fileOwner" | "missingFiles" | "upkeep"> => ({
  fileOwner: ({ hash }) => {
    const removed = statements.get(
      "file.owner",
      "SELECT min(removed) AS removed FROM films WHERE content_hash = :hash",
      z.object({ removed: z.int().nullable() }),
      { hash },
    )?.removed;
    return removed === 0 ? "film" : removed === 1 ? "deleted" : "nobody";
  },
  missingFiles: () =>
    statements.all("files.missing", "SELECT content_hash AS hash FROM missing_files ORDER BY 1", hashRow),
  upkeep: () =>
    libraryUpkeep.parse({
      check: last(statements, "check", checkFindings),
      backup: last(statements, "backup", savedBackup),
      missing:
        statements.get(
          "films.missing",
          `SELECT count(*) AS n FROM films
           WHERE removed = 0 AND content_hash IN (SELECT content_hash FROM missing_files)`,
          counted,
        ) ?? 0,
    }),
});

export function upkeepWrites(
  statements: Statements,
  transact: Transact,
): Pick<StudyWrites, "markMissing" | "checked" | "savedBackup"> {
  const keep = (task: "check" | "backup", { utc, offset }: Action["at"], details: object): void => {
    statements.run(
      "upkeep.keep",
      `INSERT INTO upkeep (task, utc, utc_offset, details) VALUES (:task, :utc, :offset, :details)
       ON CONFLICT (task) DO UPDATE SET utc = excluded.utc, utc_offset = excluded.utc_offset,
         details = excluded.details`,
      { task, utc, offset, details: JSON.stringify(details) },
    );
  };
  const mark = (hash: ContentHash, { at, reader }: Action): boolean => {
    const isNew =
      statements.run(
        "file.missing",
        `INSERT INTO missing_files (content_hash, found_utc, found_offset) VALUES (:hash, :utc, :offset)
         ON CONFLICT (content_hash) DO NOTHING`,
        { hash, ...at },
      ) > 0;
    if (!isNew) return false;
    fileChanged(statements, hash);
    recordAudit(statements, { at, reader, action: "library.film-missing", subject: hash }, "record");
    return true;
  };
  const unmark = (hash: ContentHash, { at, reader }: Action): boolean => {
    const was =
      statements.run("file.there", "DELETE FROM missing_files WHERE content_hash = :hash", { hash }) > 0;
    if (!was) return false;
    fileChanged(statements, hash);
    recordAudit(statements, { at, reader, action: "library.film-back", subject: hash }, "record");
    return true;
  };
  return {
    markMissing: ({ missing, there, ...action }) =>
      transact(() => ({
        newlyMissing: missing.filter((hash) => mark(hash, action)).length,
        back: there.filter((hash) => unmark(hash, action)).length,
      })),
    checked: ({ findings, reader, at }) => {
      transact(() => {
        keep("check", at, findings);
        const { database, ...counts } = findings;
        const details = { ...counts, faults: database.length };
        recordAudit(
          statements,
          { at, reader, action: "library.check", subject: "library", details },
          "record",
        );
      });
    },
    savedBackup: ({ backup, at }) => {
      keep("backup", at, backup);
    },
  };
}
