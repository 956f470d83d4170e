import { z } from "zod";
import { panelState, secondReadStage, worklistRow, type WorklistRow } from "../../../core/api.ts";
import type { Viewer } from "../../../core/studies/study-store.ts";
import { buildWorklistRow } from "../../../core/studies/worklist-row.ts";
import { flag, json, readRowShape, toRead } from "../rows.ts";
import type { Statements } from "../statements.ts";

const listedFilm = z.object({
  modality: z.string(),
  view: z.string(),
  frontal: flag,
  state: panelState,
  missing: flag,
});
const listedRow = z
  .object({
    number: z.int(),
    study: worklistRow.pick({
      studyUid: true,
      patientName: true,
      patientId: true,
      patientSex: true,
      patientAge: true,
      studyDate: true,
      studyTime: true,
      accessionNumber: true,
      description: true,
      priority: true,
    }),
    read: z.object(readRowShape),
    second: secondReadStage,
    films: z.array(listedFilm),
  })
  .transform(({ number, study, films, read, second }) => ({
    number,
    row: buildWorklistRow(study, films, toRead(read), second),
  }));
const listedRowsJson = z.object({ n: json(z.array(listedRow)) }).transform(({ n }) => n);

/** Films in the order in which a study is hung: frontal views first, then by series and instance number. */
export const hangingOrder = "frontal DESC, e.number, f.series_uid, f.number, film_number";
/** `films f` with its series `e`, and its panel `p` where the networks :networks answered. */
export const filmsWithPanel = `films f
  JOIN series e ON e.study_uid = f.study_uid AND e.series_uid = f.series_uid
  LEFT JOIN panels p ON p.film_id = f.film_id AND p.networks = :networks`;

/** One value for all rows (`numbers.ts` says why); the joins run in the order in which they stand. */
const selectRows = `
  SELECT json_group_array(json_object(
    'number', l.study_number,
    'study', json_object('studyUid', s.study_uid, 'patientName', patient_name, 'patientId', patient_id,
      'patientSex', patient_sex, 'patientAge', patient_age, 'studyDate', study_date, 'studyTime', study_time,
      'accessionNumber', accession_number, 'description', s.description, 'priority', priority),
    'read', json_object('finding', finding, 'confidence', confidence, 'zones', zones, 'others', others, 'note', note,
      'mode', mode, 'committed_utc', committed_utc, 'committed_offset', committed_offset),
    'second', (SELECT CASE max(q.committed_utc IS NULL) WHEN 1 THEN 'taken' WHEN 0 THEN 'committed' ELSE 'none' END
      FROM second_reads q WHERE q.study_uid = s.study_uid AND q.reader_id = :reader),
    'films', (SELECT json_group_array(json_object('modality', modality, 'view', view, 'frontal', frontal,
        'state', state, 'missing', missing))
      FROM (SELECT modality, view, frontal,
          coalesce(p.state, CASE WHEN :networks IS NULL THEN 'none' ELSE 'pending' END) AS state,
          f.content_hash IN (SELECT content_hash FROM missing_files) AS missing
        FROM ${filmsWithPanel}
        WHERE f.study_uid = s.study_uid AND f.removed = 0
        ORDER BY ${hangingOrder})))) AS n
  FROM json_each(:numbers) j
  CROSS JOIN listings l ON l.study_number = j.value
  CROSS JOIN studies s ON s.study_uid = l.study_uid
  CROSS JOIN patients t ON t.patient_key = s.patient_key
  LEFT JOIN reads r ON r.study_uid = s.study_uid AND r.reader_id = :reader`;

/** Rows of the worklist, for the studies of these numbers in the order in which they are named. */
export function listedRows(
  statements: Statements,
  numbers: readonly number[],
  { reader, networks }: Viewer,
): WorklistRow[] {
  const parameters = { numbers: JSON.stringify(numbers), reader, networks };
  const found = statements.get("worklist.rows", selectRows, listedRowsJson, parameters) ?? [];
  const byNumber = new Map(found.map(({ number, row }) => [number, row]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}
