import { rmSync } from "node:fs";
import { z } from "zod";
import { AppError } from "../../core/base/errors.ts";
import { contentHash, type StudyUid } from "../../core/base/ids.ts";
import type { StudyWrites } from "../../core/studies/study-store.ts";
import { recordAudit } from "./audit.ts";
import type { Transact } from "./film-writes.ts";
import { layout } from "./library-folder.ts";
import { relist } from "./listings.ts";
import type { Statements } from "./statements.ts";

const one = z.object({ n: z.int() });
const filmRow = z.object({ content_hash: z.string().transform(contentHash), bytes: z.int() });

/** Changes to a study as a whole. */
export function studyWrites(
  library: string,
  statements: Statements,
  transact: Transact,
): Pick<StudyWrites, "setPriority" | "deleteStudy"> {
  return {
    setPriority: ({ studyUid, priority, reader, at }) => {
      transact(() => {
        const found = statements.run(
          "study.priority",
          `UPDATE studies SET priority = :priority
           WHERE study_uid = :studyUid AND study_uid IN (SELECT study_uid FROM listings)`,
          { studyUid, priority },
        );
        if (found === 0) throw new AppError("library/no-such-study");
        relist(statements, studyUid);
        const details = { priority };
        recordAudit(
          statements,
          { at, reader, action: "study.priority", subject: studyUid, details },
          "record",
        );
      });
    },

    deleteStudy: ({ studyUid, films: seen, reader, at }) =>
      transact(() => {
        const films = statements.all(
          "study.films",
          "SELECT content_hash, bytes FROM films WHERE study_uid = :studyUid AND removed = 0",
          filmRow,
          { studyUid },
        );
        if (films.length === 0) throw new AppError("library/no-such-study");
        // More films came while the reader was being asked: they have not agreed to those.
        if (films.length !== seen) throw new AppError("study/changed", { films: films.length });
        const open = statements.get(
          "study.second-read",
          "SELECT 1 AS n FROM second_reads WHERE study_uid = :studyUid AND settled IS NULL LIMIT 1",
          one,
          { studyUid },
        );
        if (open) throw new AppError("study/second-read-open");
        forget(statements, studyUid);
        const bytes = films.reduce((sum, film) => sum + film.bytes, 0);
        const details = { films: films.length, bytes };
        recordAudit(statements, { at, reader, action: "study.delete", subject: studyUid, details }, "record");
        // Within the transaction, so that no import relies on a file while it goes. What a crash leaves
        // behind, the check at the next start removes.
        for (const { content_hash: hash } of films) {
          const used = statements.get(
            "film.used",
            "SELECT 1 AS n FROM films WHERE content_hash = :hash AND removed = 0 LIMIT 1",
            one,
            { hash },
          );
          if (!used) rmSync(layout.film(library, hash), { force: true });
        }
        return { films: films.length, bytes };
      }),
  };
}

/** Takes away what says whose the study was and what the networks saw; reads, flags and the audit record stay. */
function forget(statements: Statements, studyUid: StudyUid): void {
  const study = { studyUid };
  const steps = {
    "study.heat-maps":
      "DELETE FROM heat_maps WHERE film_id IN (SELECT film_id FROM films WHERE study_uid = :studyUid)",
    "study.films-go": "UPDATE films SET removed = 1, file_name = '' WHERE study_uid = :studyUid",
    "study.listing": "DELETE FROM listings WHERE study_uid = :studyUid",
    "study.words": `UPDATE studies SET patient_name = '', patient_birth_date = '', patient_sex = '', patient_age = '',
      accession_number = '', description = '' WHERE study_uid = :studyUid`,
    "patient.words": `UPDATE patients SET name = '', birth_date = '', sex = ''
      WHERE patient_key = (SELECT patient_key FROM studies WHERE study_uid = :studyUid)
        AND NOT EXISTS (SELECT 1 FROM studies s JOIN listings l ON l.study_uid = s.study_uid
          WHERE s.patient_key = patients.patient_key)`,
  };
  for (const [name, sql] of Object.entries(steps)) statements.run(name, sql, study);
}
