import { z } from "zod";
import {
  filmIdSchema,
  panelState,
  priority,
  secondReadStage,
  studyUidSchema,
  type FilmSummary,
  type HangableFilms,
  type StudyDetail,
  type WorklistRow,
} from "../../core/api.ts";
import { seriesUid, type StudyUid } from "../../core/base/ids.ts";
import { currentRead } from "../../core/second-read/course.ts";
import type { StudyReads, Viewer } from "../../core/studies/study-store.ts";
import { buildWorklistRow, type ListedFilm } from "../../core/studies/worklist-row.ts";
import { courseOf } from "./course-rows.ts";
import { filmKindSchema, flag, readColumns, readRowShape, toRead } from "./rows.ts";
import type { Transact } from "./film-writes.ts";
import { rulesOf } from "./rules.ts";
import type { Statements } from "./statements.ts";
import { WorklistIndex } from "./worklist/worklist-index.ts";

const studyRow = z
  .object({
    study_uid: studyUidSchema,
    patient_name: z.string(),
    patient_id: z.string(),
    patient_sex: z.string(),
    patient_age: z.string(),
    study_date: z.string(),
    study_time: z.string(),
    accession_number: z.string(),
    description: z.string(),
    priority,
    second: secondReadStage,
    ...readRowShape,
  })
  .transform((row) => ({
    study: {
      studyUid: row.study_uid,
      patientName: row.patient_name,
      patientId: row.patient_id,
      patientSex: row.patient_sex,
      patientAge: row.patient_age,
      studyDate: row.study_date,
      studyTime: row.study_time,
      accessionNumber: row.accession_number,
      description: row.description,
      priority: row.priority,
    },
    read: toRead(row),
    second: row.second,
  }));

const selectStudies = `
  SELECT s.study_uid, patient_name, patient_id, patient_sex, patient_age, study_date, study_time,
    accession_number, description, priority, ${readColumns},
    (SELECT CASE max(q.committed_utc IS NULL) WHEN 1 THEN 'taken' WHEN 0 THEN 'committed' ELSE 'none' END
     FROM second_reads q WHERE q.study_uid = s.study_uid AND q.reader_id = :reader) AS second
  FROM studies s JOIN patients p ON p.patient_key = s.patient_key
  LEFT JOIN reads r ON r.study_uid = s.study_uid AND r.reader_id = :reader`;
const numberRow = z.object({ n: z.int() }).transform(({ n }) => n);
const listedUid = z.object({ study_uid: studyUidSchema }).transform((row) => row.study_uid);
/** A patient is not shown more of the past than this. */
const longestTimeline = 200;
/** Earlier studies that are looked through for what can be compared. */
const mostPriors = 20;

const filmRow = z
  .object({
    film_id: filmIdSchema,
    study_uid: studyUidSchema,
    series_uid: z.string().transform(seriesUid),
    kind: filmKindSchema,
    rows: z.int(),
    columns: z.int(),
    frames: z.int(),
    modality: z.string(),
    body_part: z.string(),
    view: z.string(),
    laterality: z.string(),
    frontal: flag,
    state: panelState,
    missing: flag,
  })
  .transform((row) => ({
    studyUid: row.study_uid,
    summary: {
      filmId: row.film_id,
      seriesUid: row.series_uid,
      kind: row.kind,
      rows: row.rows,
      columns: row.columns,
      frames: row.frames,
      modality: row.modality,
      bodyPart: row.body_part,
      view: row.view,
      laterality: row.laterality,
      frontal: row.frontal,
    } satisfies FilmSummary,
    listed: {
      modality: row.modality,
      view: row.view,
      frontal: row.frontal,
      state: row.state,
      missing: row.missing,
    } satisfies ListedFilm,
  }));
type FoundFilm = z.output<typeof filmRow>;

/** Films in the order in which a study is hung: frontal views first, then by series and instance number. */
const selectFilms = `
  SELECT f.film_id, f.study_uid, f.series_uid, kind, rows, columns, frames, modality, body_part, view,
    laterality, frontal,
    coalesce(p.state, CASE WHEN :networks IS NULL THEN 'none' ELSE 'pending' END) AS state,
    f.content_hash IN (SELECT content_hash FROM missing_files) AS missing
  FROM films f
  JOIN series s ON s.study_uid = f.study_uid AND s.series_uid = f.series_uid
  LEFT JOIN panels p ON p.film_id = f.film_id AND p.networks = :networks
  WHERE f.study_uid IN (SELECT value FROM json_each(:studies)) AND f.removed = 0
  ORDER BY f.study_uid, frontal DESC, s.number, f.series_uid, f.number, film_number`;

/** The worklist and a study's detail. */
export function worklistReads(
  statements: Statements,
  snapshot: Transact,
): Pick<StudyReads, "worklist" | "worklistCounts" | "study" | "studyFilms" | "timeline"> {
  const index = new WorklistIndex(statements);
  const numberOf = (studyUid: StudyUid): number | null =>
    statements.get(
      "listing.number",
      "SELECT study_number AS n FROM listings WHERE study_uid = :studyUid",
      numberRow,
      { studyUid },
    );
  const filmsOf = (studies: readonly StudyUid[], { networks }: Viewer): Map<StudyUid, FoundFilm[]> => {
    const parameters = { studies: JSON.stringify(studies), networks };
    return Map.groupBy(
      statements.all("worklist.films", selectFilms, filmRow, parameters),
      (film) => film.studyUid,
    );
  };
  /** Studies with their films, in the order in which they are named. */
  const studiesOf = (
    uids: readonly StudyUid[],
    viewer: Viewer,
  ): { row: WorklistRow; films: FilmSummary[] }[] => {
    const found = statements.all(
      "worklist.studies",
      `${selectStudies} WHERE s.study_uid IN (SELECT value FROM json_each(:studies))`,
      studyRow,
      { studies: JSON.stringify(uids), reader: viewer.reader },
    );
    const byUid = new Map(found.map((row) => [row.study.studyUid, row]));
    const films = filmsOf(uids, viewer);
    return uids.flatMap((uid) => {
      const found = byUid.get(uid);
      if (found === undefined) return [];
      const own = films.get(uid) ?? [];
      const listed = own.map((film) => film.listed);
      const row = buildWorklistRow(found.study, listed, found.read, found.second);
      return [{ row, films: own.map((film) => film.summary) }];
    });
  };
  const rowsOf = (uids: readonly StudyUid[], viewer: Viewer): WorklistRow[] =>
    studiesOf(uids, viewer).map(({ row }) => row);
  /** Studies of a study's patient, newest first; with `before`, those that stand before it alone. */
  const ofPatient = (studyUid: StudyUid, { before, limit }: { before: boolean; limit: number }): StudyUid[] =>
    statements.all(
      "timeline",
      `SELECT s.study_uid FROM studies s JOIN listings l ON l.study_uid = s.study_uid
       WHERE patient_key = (SELECT patient_key FROM studies WHERE study_uid = :studyUid)
         AND (NOT :before OR (s.study_uid <> :studyUid
           AND l.listed_at <= (SELECT listed_at FROM listings WHERE study_uid = :studyUid)))
       ORDER BY l.listed_at DESC, l.study_number DESC LIMIT :limit`,
      listedUid,
      { studyUid, before: before ? 1 : 0, limit },
    );
  /** A study with its films and its priors; null where no list holds it: a deleted study keeps its row for its reads. */
  const hangable = (studyUid: StudyUid, viewer: Viewer): HangableFilms | null => {
    if (numberOf(studyUid) === null) return null;
    const priors = ofPatient(studyUid, { before: true, limit: mostPriors });
    const [study, ...earlier] = studiesOf([studyUid, ...priors], viewer);
    return study === undefined ? null : { ...study, priors: earlier };
  };
  return {
    worklist: (query) =>
      snapshot(() => {
        index.refresh();
        const { numbers, ...page } = index.page(
          { ...query, triage: rulesOf(statements).mode === "triage" },
          numberOf,
        );
        const uids = statements.all(
          "worklist.uids",
          `SELECT study_uid FROM json_each(:numbers) j JOIN listings l ON l.study_number = j.value ORDER BY j.key`,
          listedUid,
          { numbers: JSON.stringify(numbers) },
        );
        return { ...page, rows: rowsOf(uids, query) };
      }),

    worklistCounts: (query) =>
      snapshot(() => {
        index.refresh();
        return index.counts(query);
      }),

    study: ({ studyUid, ...viewer }) =>
      snapshot((): StudyDetail | null => {
        const found = hangable(studyUid, viewer);
        if (found === null) return null;
        const inHand = currentRead(courseOf(statements, studyUid), viewer.reader);
        return {
          ...found,
          read: inHand.read,
          secondRead: inHand.second?.read.committed === null ? inHand.second.id : null,
        };
      }),

    studyFilms: ({ studyUid, ...viewer }) => snapshot(() => hangable(studyUid, viewer)),

    timeline: ({ studyUid, ...viewer }) =>
      snapshot(() => rowsOf(ofPatient(studyUid, { before: false, limit: longestTimeline }), viewer)),
  };
}
