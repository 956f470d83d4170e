import { z } from "zod";
import {
  filmIdSchema,
  panelState,
  studyUidSchema,
  type FilmSummary,
  type StudyDetail,
} from "../../core/api.ts";
import { seriesUid, type StudyUid } from "../../core/base/ids.ts";
import { searchWords } from "../../core/studies/search-text.ts";
import type { StudyReads, Viewer } from "../../core/studies/study-store.ts";
import { buildWorklistRow, type ListedFilm } from "../../core/studies/worklist-row.ts";
import { counted, filmKindSchema, flag, readColumns, readRowShape, toRead } from "./rows.ts";
import type { Statements } from "./statements.ts";

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
    },
    read: toRead(row),
  }));

const selectStudies = `
  SELECT s.study_uid, patient_name, patient_id, patient_sex, patient_age, study_date, study_time,
    accession_number, description, ${readColumns}
  FROM studies s JOIN patients p ON p.patient_key = s.patient_key
  LEFT JOIN reads r ON r.study_uid = s.study_uid AND r.reader_id = :reader`;
/** Every word of the search, a JSON list, stands somewhere in the study's text. */
const matches = `WHERE NOT EXISTS (SELECT 1 FROM json_each(:words) w WHERE instr(s.search_text, w.value) = 0)`;

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
    } satisfies FilmSummary,
    listed: {
      modality: row.modality,
      view: row.view,
      frontal: row.frontal,
      state: row.state,
    } satisfies ListedFilm,
  }));
type FoundFilm = z.output<typeof filmRow>;

/** Films in the order in which a study is hung: frontal views first, then by series and instance number. */
const selectFilms = `
  SELECT f.film_id, f.study_uid, f.series_uid, kind, rows, columns, frames, modality, body_part, view,
    laterality, frontal,
    coalesce(p.state, CASE WHEN :networks IS NULL THEN 'none' ELSE 'pending' END) AS state
  FROM films f
  JOIN series s ON s.study_uid = f.study_uid AND s.series_uid = f.series_uid
  LEFT JOIN panels p ON p.film_id = f.film_id AND p.networks = :networks
  WHERE f.study_uid IN (SELECT value FROM json_each(:studies))
  ORDER BY f.study_uid, frontal DESC, s.number, f.series_uid, f.number, film_number`;

/** The worklist and a study's detail. */
export function worklistReads(statements: Statements): Pick<StudyReads, "worklist" | "study"> {
  const filmsOf = (studies: readonly StudyUid[], { networks }: Viewer): Map<StudyUid, FoundFilm[]> => {
    const parameters = { studies: JSON.stringify(studies), networks };
    return Map.groupBy(
      statements.all("worklist.films", selectFilms, filmRow, parameters),
      (film) => film.studyUid,
    );
  };
  return {
    worklist(query) {
      const words = searchWords(query.search);
      const { reader, limit, offset } = query;
      // Without a search every study is counted by the index alone.
      const [where, search] = words.length > 0 ? [matches, { words: JSON.stringify(words) }] : ["", {}];
      const studies = statements.all(
        "worklist.studies",
        `${selectStudies} ${where} ORDER BY listed_at DESC, s.study_uid LIMIT :limit OFFSET :offset`,
        studyRow,
        { ...search, reader, limit, offset },
      );
      const total = statements.get(
        "worklist.total",
        `SELECT count(*) AS n FROM studies s ${where}`,
        counted,
        search,
      );
      const films = filmsOf(
        studies.map(({ study }) => study.studyUid),
        query,
      );
      const rows = studies.map(({ study, read }) =>
        buildWorklistRow(
          study,
          (films.get(study.studyUid) ?? []).map((film) => film.listed),
          read,
        ),
      );
      return { rows, total: total ?? 0 };
    },

    study(query): StudyDetail | null {
      const { studyUid, reader } = query;
      const found = statements.get("study", `${selectStudies} WHERE s.study_uid = :studyUid`, studyRow, {
        studyUid,
        reader,
      });
      if (!found) return null;
      const films = filmsOf([studyUid], query).get(studyUid) ?? [];
      return {
        row: buildWorklistRow(
          found.study,
          films.map((film) => film.listed),
          found.read,
        ),
        films: films.map((film) => film.summary),
        read: found.read,
      };
    },
  };
}
