import { z } from "zod";
import { studyUidSchema } from "../../core/api.ts";
import type { ReaderId, StudyUid } from "../../core/base/ids.ts";
import { firstReadOf } from "../../core/second-read/course.ts";
import { isFlagOpen } from "../../core/second-read/blinding.ts";
import { flagKind } from "../../core/second-read/flag.ts";
import { finding, type Finding } from "../../core/second-read/read.ts";
import {
  viewOfCourse,
  viewOfSecond,
  type FlagView,
  type QueuedSecondRead,
} from "../../core/second-read/views.ts";
import type { OwnFigures, StudyReads } from "../../core/studies/study-store.ts";
import { courseOf } from "./course-rows.ts";
import { panelForFlag } from "./panel-reads.ts";
import { readerOf, requireAdministrator } from "./readers.ts";
import { rulesOf } from "./rules.ts";
import { counted } from "./rows.ts";
import type { Statements } from "./statements.ts";

const nameRow = z.object({ reader_id: z.string(), name: z.string() });
const flagRow = z.object({ kind: flagKind, probability: z.number(), miss_limit: z.number().nullable() });
const queueRow = z.object({
  second_read_id: z.int(),
  study_uid: studyUidSchema,
  patient_name: z.string(),
  patient_id: z.string(),
  study_date: z.string(),
});
const sampleRow = z.object({ truth: finding, first: finding, probability: z.number() });

/** A study's course, the second-read queue, and the figures that the flag burden is set by. */
export function secondReadReads(
  statements: Statements,
): Pick<StudyReads, "course" | "secondReads" | "ownCases"> {
  const names = (): Record<string, string> =>
    Object.fromEntries(
      statements
        .all("readers.names", "SELECT reader_id, name FROM readers", nameRow)
        .map(({ reader_id, name }) => [reader_id, name]),
    );
  /** Names of those that a message speaks of, and of nobody else. */
  const namesIn = (value: unknown, all: Record<string, string>): Record<string, string> => {
    const text = JSON.stringify(value);
    return Object.fromEntries(Object.entries(all).filter(([id]) => text.includes(JSON.stringify(id))));
  };
  const flagOf = (studyUid: StudyUid, reader: ReaderId, networks: string | null): FlagView | null => {
    const read = firstReadOf(courseOf(statements, studyUid), reader);
    if (read.committed === null || read.draft.finding === null) return null;
    const kept = statements.get(
      "course.flag",
      "SELECT kind, probability, miss_limit FROM flags WHERE study_uid = :studyUid AND reader_id = :reader",
      flagRow,
      { studyUid, reader },
    );
    if (kept !== null) {
      const { kind, probability, miss_limit: limit } = kept;
      return { known: true, flag: { kind, probability, limit, finding: read.draft.finding } };
    }
    const state = networks === null ? "none" : panelForFlag(statements, studyUid, networks).state;
    return { known: false, because: state === "done" ? "rule" : state };
  };
  return {
    course({ studyUid, reader, networks, now }) {
      const exists = statements.get(
        "course.study",
        "SELECT count(*) AS n FROM studies WHERE study_uid = :studyUid",
        counted,
        { studyUid },
      );
      if (exists === 0) return null;
      const course = courseOf(statements, studyUid);
      const asking = { viewer: readerOf(statements, reader), rules: rulesOf(statements), now };
      const view = viewOfCourse(course, asking, (of) => flagOf(studyUid, of, networks), {});
      return { ...view, names: namesIn(view, names()) };
    },

    secondReads({ reader, settled, now }): QueuedSecondRead[] {
      const select = `SELECT second_read_id, q.study_uid, patient_name, patient_id, study_date
        FROM second_reads q JOIN studies s ON s.study_uid = q.study_uid
        JOIN patients p ON p.patient_key = s.patient_key`;
      const rows = [
        ...statements.all(
          "queue.open",
          `${select} WHERE settled IS NULL ORDER BY asked_utc, second_read_id LIMIT 500`,
          queueRow,
        ),
        ...statements.all(
          "queue.settled",
          `${select} WHERE settled IS NOT NULL ORDER BY second_read_id DESC LIMIT :settled`,
          queueRow,
          { settled },
        ),
      ];
      const asking = { viewer: readerOf(statements, reader), rules: rulesOf(statements), now };
      const all = names();
      return rows.flatMap((row): QueuedSecondRead[] => {
        const course = courseOf(statements, row.study_uid);
        const second = course.seconds.find((one) => one.id === row.second_read_id);
        if (second === undefined) return [];
        const view = viewOfSecond(course, second, asking);
        const open = isFlagOpen(course, reader, second.of, asking.rules.mode);
        const flag = course.reads.find((one) => one.reader === second.of)?.flag ?? null;
        return [
          {
            studyUid: row.study_uid,
            patientName: row.patient_name,
            patientId: row.patient_id,
            studyDate: row.study_date,
            view,
            flag: open && flag !== "none" ? flag : null,
            names: namesIn(view, all),
          },
        ];
      });
    },

    ownCases({ asker }): OwnFigures {
      requireAdministrator(statements, asker);
      // Only the random sample: of flagged films more are positive than of all, by the panel's own doing.
      const sample = statements.all(
        "burden.sample",
        `SELECT json_extract(q.settled, '$.finding') AS truth, r.finding AS first, f.probability
         FROM second_reads q JOIN flags f ON f.study_uid = q.study_uid AND f.reader_id = q.of_reader
         JOIN reads r ON r.study_uid = q.study_uid AND r.reader_id = q.of_reader
         WHERE q.reason = 'sample' AND q.settled IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM second_reads o WHERE o.study_uid = q.study_uid AND o.settled IS NULL)
           AND NOT EXISTS (SELECT 1 FROM reads o WHERE o.study_uid = q.study_uid AND o.reader_id = :asker
             AND o.committed_utc IS NULL)
         ORDER BY f.probability`,
        sampleRow,
        { asker },
      );
      const of = (truth: Finding, first?: Finding): number[] =>
        sample
          .filter((film) => film.truth === truth && (first === undefined || film.first === first))
          .map(({ probability }) => probability);
      const { compared, flagged } = statements.get(
        "burden.flags",
        "SELECT count(*) AS compared, count(*) FILTER (WHERE kind <> 'none') AS flagged FROM flags",
        z.object({ compared: z.int(), flagged: z.int() }),
      ) ?? { compared: 0, flagged: 0 };
      const cases = {
        pneumonia: of("pneumonia"),
        normal: of("no-pneumonia"),
        missed: of("pneumonia", "no-pneumonia"),
        overcalled: of("no-pneumonia", "pneumonia").length,
      };
      return { cases, compared, flagged };
    },
  };
}
