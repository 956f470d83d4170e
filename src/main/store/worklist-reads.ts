import { z } from "zod";
import {
  filmIdSchema,
  studyUidSchema,
  type FilmSummary,
  type HangableFilms,
  type StudyDetail,
  type WorklistRow,
} from "../../core/api.ts";
import { seriesUid, type StudyUid } from "../../core/base/ids.ts";
import { currentRead } from "../../core/second-read/course.ts";
import type { StudyReads, Viewer } from "../../core/studies/study-store.ts";
import { courseOf } from "./course-rows.ts";
import { filmKindSchema, flag } from "./rows.ts";
import type { Transact } from "./film-writes.ts";
import { rulesOf } from "./rules.ts";
import type { Statements } from "./statements.ts";
import { hangingOrder, listedRows } from "./worklist/listed-rows.ts";
import { WorklistIndex } from "./worklist/worklist-index.ts";

const numberRow = z.object({ n: z.int() }).transform(({ n }) => n);
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
  }));
const selectFilms = `
  SELECT f.film_id, f.study_uid, f.series_uid, kind, rows, columns, frames, modality, body_part, view, laterality, frontal
  FROM films f JOIN series e ON e.study_uid = f.study_uid AND e.series_uid = f.series_uid
  WHERE f.study_uid IN (SELECT value FROM json_each(:studies)) AND f.removed = 0
  ORDER BY f.study_uid, ${hangingOrder}`;

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
  /** Studies with their films, in the order in which they are named. */
  const studiesOf = (
    numbers: readonly number[],
    viewer: Viewer,
  ): { row: WorklistRow; films: FilmSummary[] }[] => {
    const rows = listedRows(statements, numbers, viewer);
    const found = statements.all("worklist.films", selectFilms, filmRow, {
      studies: JSON.stringify(rows.map((row) => row.studyUid)),
    });
    const films = Map.groupBy(found, (film) => film.studyUid);
    return rows.map((row) => ({
      row,
      films: (films.get(row.studyUid) ?? []).map((film) => film.summary),
    }));
  };
  /** Numbers of a study's patient's studies, newest first; with `before`, those that stand before it alone. */
  const ofPatient = (studyUid: StudyUid, { before, limit }: { before: boolean; limit: number }): number[] =>
    statements.all(
      "timeline",
      `SELECT l.study_number AS n FROM studies s JOIN listings l ON l.study_uid = s.study_uid
       WHERE patient_key = (SELECT patient_key FROM studies WHERE study_uid = :studyUid)
         AND (NOT :before OR (s.study_uid <> :studyUid
           AND l.listed_at <= (SELECT listed_at FROM listings WHERE study_uid = :studyUid)))
       ORDER BY l.listed_at DESC, l.study_number DESC LIMIT :limit`,
      numberRow,
      { studyUid, before: before ? 1 : 0, limit },
    );
  /** A study with its films and its priors; null where no list holds it: a deleted study keeps its row for its reads. */
  const hangable = (studyUid: StudyUid, viewer: Viewer): HangableFilms | null => {
    const number = numberOf(studyUid);
    if (number === null) return null;
    const priors = ofPatient(studyUid, { before: true, limit: mostPriors });
    const [study, ...earlier] = studiesOf([number, ...priors], viewer);
    return study === undefined ? null : { ...study, priors: earlier };
  };
  return {
    worklist: (query) =>
      snapshot(() => {
        index.refresh();
        const { numbers, ...page } = index.page({ ...query, mode: rulesOf(statements).mode }, numberOf);
        return { ...page, rows: listedRows(statements, numbers, query) };
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
      snapshot(() =>
        listedRows(statements, ofPatient(studyUid, { before: false, limit: longestTimeline }), viewer),
      ),
  };
}
