import { z } from "zod";
import { verdict } from "../../core/agreement/agreement.ts";
import { filmIdSchema } from "../../core/api.ts";
import { modelId, readerId, studyUid, type FilmId } from "../../core/base/ids.ts";
import { radpeer } from "../../core/second-read/course.ts";
import { flagKind } from "../../core/second-read/flag.ts";
import { finding } from "../../core/second-read/read.ts";
import type { CountedRead, WorklistAnswers } from "../../core/statistics/statistics.ts";
import { panelState } from "../../core/studies/panel-state.ts";
import type { StudyReads } from "../../core/studies/study-store.ts";
import { requireAdministrator } from "./readers.ts";
import { json } from "./rows.ts";
import { rulesOf } from "./rules.ts";
import type { Statements } from "./statements.ts";

const filmRow = z.object({
  film_id: filmIdSchema,
  study_uid: z.string().transform(studyUid),
  reader_id: z.string().transform(readerId),
  committed_utc: z.string(),
  committed_offset: z.string(),
  finding,
  flag: flagKind.nullable(),
  final: finding.nullable(),
  radpeer: radpeer.nullable(),
  state: panelState,
  verdict: verdict.nullable(),
  probability: z.number().nullable(),
});

const answerRow = z.object({
  film_id: filmIdSchema,
  id: z.string().transform(modelId),
  title: z.string(),
  version: z.string(),
  verdict: verdict.nullable(),
});

/**
 * Panel films whose panel is open to the reader in the strictest sense, `isPanelOpen` of a blinded
 * department: the first read is committed, and no second read of the study is in hand.
 */
const openFilms = (alsoJoined = "") => `FROM reads r
  JOIN listings l ON l.study_uid = r.study_uid
  JOIN films f ON f.study_uid = r.study_uid AND f.frontal = l.frontal
  ${alsoJoined}
  WHERE r.reader_id = :reader AND r.committed_utc IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM second_reads q WHERE q.study_uid = r.study_uid AND q.reader_id = :reader
       AND q.committed_utc IS NULL)`;

const panelsAndFinals = `LEFT JOIN panels p ON p.film_id = f.film_id AND p.networks = :networks
  LEFT JOIN flags g ON g.study_uid = r.study_uid AND g.reader_id = r.reader_id
  LEFT JOIN second_reads s ON s.second_read_id = (SELECT max(second_read_id) FROM second_reads t
    WHERE t.study_uid = r.study_uid AND t.of_reader = r.reader_id AND t.settled IS NOT NULL)`;

/**
 * Panel films of the studies that anybody has committed. Left out are studies in which something is still to
 * be read blinded: a second read that is not settled, or a read that whoever asks has begun.
 */
const departmentFilms = (alsoJoined = "") => `FROM reads r
  JOIN listings l ON l.study_uid = r.study_uid
  JOIN films f ON f.study_uid = r.study_uid AND f.frontal = l.frontal
  ${alsoJoined}
  WHERE r.committed_utc IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM second_reads q WHERE q.study_uid = r.study_uid AND q.settled IS NULL)
    AND NOT EXISTS (SELECT 1 FROM reads o WHERE o.study_uid = r.study_uid AND o.reader_id = :reader
      AND o.committed_utc IS NULL)`;

const filmColumns = `f.film_id, r.study_uid, r.reader_id, r.committed_utc, r.committed_offset, r.finding, g.kind AS flag,
    json_extract(s.settled, '$.finding') AS final, json_extract(s.settled, '$.radpeer') AS radpeer,
    coalesce(p.state, CASE WHEN :networks IS NULL THEN 'none' ELSE 'pending' END) AS state,
    json_extract(p.agreement, '$.verdict') AS verdict, json_extract(p.agreement, '$.probability') AS probability`;
const films = (from: (alsoJoined?: string) => string): string =>
  `SELECT ${filmColumns} ${from(panelsAndFinals)} ORDER BY r.committed_utc, r.study_uid, r.reader_id, f.film_number`;
const answers = (from: (alsoJoined?: string) => string): string =>
  `SELECT a.film_id, model_id AS id, title, model_version AS version, verdict
   FROM answers a WHERE a.networks = :networks AND own = 0 AND a.film_id IN (SELECT f.film_id ${from()})
   ORDER BY place`;
const questions = {
  own: { films: films(openFilms), answers: answers(openFilms) },
  department: { films: films(departmentFilms), answers: answers(departmentFilms) },
} as const;

/** Panel films of the whole worklist by day and by what the networks said of them, as many as said the same. */
const listedAnswers = `SELECT day, verdicts, count(*) AS films FROM
    (SELECT substr(l.listed_at, 1, 8) AS day,
       (SELECT json_group_object(model_id, verdict) FROM
         (SELECT model_id, verdict FROM answers a WHERE a.film_id = f.film_id AND a.networks = :networks AND own = 0
          ORDER BY model_id)) AS verdicts
     FROM listings l JOIN films f ON f.study_uid = l.study_uid AND f.frontal = l.frontal AND f.removed = 0
     JOIN panels p ON p.film_id = f.film_id AND p.networks = :networks AND p.state IN ('done', 'partial'))
  GROUP BY day, verdicts ORDER BY day`;
const listedRow = z.object({
  day: z.string(),
  verdicts: json(z.record(z.string(), verdict.nullable())),
  films: z.int(),
});
const namedRow = answerRow.omit({ film_id: true, verdict: true });

/**
 * What statistics are made of: a reader's own committed first reads, and nothing of any other film; or for an
 * administrator those of the department.
 */
export function statisticsReads(statements: Statements): Pick<StudyReads, "statistics" | "worklistAnswers"> {
  return {
    worklistAnswers({ reader, networks }): WorklistAnswers[] | null {
      requireAdministrator(statements, reader);
      if (networks === null || rulesOf(statements).mode !== "ai-first") return null;
      const named = statements.all(
        "statistics.networks",
        `SELECT model_id AS id, title, model_version AS version FROM answers
         WHERE networks = :networks AND own = 0 GROUP BY model_id ORDER BY max(place)`,
        namedRow,
        { networks },
      );
      return statements
        .all("statistics.worklist", listedAnswers, listedRow, { networks })
        .map(({ day, films: count, verdicts }) => ({
          day,
          films: count,
          answers: named.map((network) => ({ ...network, verdict: verdicts[network.id] ?? null })),
        }));
    },

    statistics({ reader, networks, scope }): CountedRead[] {
      if (scope === "department") requireAdministrator(statements, reader);
      const asked = questions[scope];
      const rows = statements.all(`statistics.films.${scope}`, asked.films, filmRow, { reader, networks });
      const said =
        networks === null
          ? new Map<FilmId, z.output<typeof answerRow>[]>()
          : Map.groupBy(
              statements.all(`statistics.answers.${scope}`, asked.answers, answerRow, { reader, networks }),
              ({ film_id }) => film_id,
            );
      const reads = Map.groupBy(rows, ({ study_uid, reader_id }) => `${reader_id}\n${study_uid}`);
      return [...reads.values()].flatMap((found) => {
        const [first] = found;
        if (first === undefined) return [];
        return [
          {
            reader: first.reader_id,
            study: first.study_uid,
            committed: { utc: first.committed_utc, offset: first.committed_offset },
            finding: first.finding,
            flag: first.flag,
            final: first.final,
            radpeer: first.radpeer,
            films: found.map(({ film_id, state, probability, verdict: panel }) => ({
              state,
              probability,
              verdict: panel,
              answers: (said.get(film_id) ?? []).map(({ id, title, version, verdict: own }) => ({
                id,
                title,
                version,
                verdict: own,
              })),
            })),
          },
        ];
      });
    },
  };
}
