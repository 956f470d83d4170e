import { z } from "zod";
import { agreement, modelAnswer, type ModelAnswer } from "../../core/agreement/agreement.ts";
import { filmIdSchema, panelState, type FilmAnswer, type HeatMap } from "../../core/api.ts";
import { modelId, type FilmId } from "../../core/base/ids.ts";
import { filmCheck } from "../../core/models/film-check.ts";
import { isSealed, unread } from "../../core/second-read/first-read.ts";
import { panelFilms } from "../../core/studies/frontal.ts";
import { studyPanelState } from "../../core/studies/panel-state.ts";
import type { StudyReads } from "../../core/studies/study-store.ts";
import { flag, json, readColumns, readOfRow, storedFilmColumns, storedFilmRow } from "./rows.ts";
import type { Statements } from "./statements.ts";

const panelRow = z.object({
  film_id: filmIdSchema,
  frontal: flag,
  state: panelState,
  film_check: json(filmCheck).nullable(),
  agreement: json(agreement).nullable(),
  failures: json(z.array(z.string())).nullable(),
  own_failures: json(z.array(z.string())).nullable(),
});

const heatMapRow = z
  .object({ model_id: z.string(), rows: z.int(), columns: z.int(), heat: z.instanceof(Uint8Array) })
  .transform(({ model_id, rows, columns, heat }): HeatMap => {
    // Copied, because a view of floats must begin at a multiple of four bytes.
    const values = new Float32Array(heat.slice().buffer);
    return { modelId: modelId(model_id), rows, columns, values };
  });

/** Whether a film is a panel film, as `panelFilms` says it. */
const isPanelFilm = `(f.frontal = 1 OR NOT EXISTS
  (SELECT 1 FROM films g WHERE g.study_uid = f.study_uid AND g.frontal = 1))`;
const isPending = `NOT EXISTS
  (SELECT 1 FROM panels p WHERE p.film_id = f.film_id AND p.networks = :networks)`;

/** A study's panel for a reader, and what is still to be classified. */
export function panelReads(statements: Statements): Pick<StudyReads, "panel" | "pendingFilms"> {
  const answersOf = (filmId: FilmId, networks: string, own: 0 | 1): ModelAnswer[] =>
    statements.all(
      "panel.answers",
      `SELECT model_id AS id, title, model_version AS version, probability, threshold, verdict
       FROM answers WHERE film_id = :filmId AND networks = :networks AND own = :own ORDER BY place`,
      modelAnswer,
      { filmId, networks, own },
    );
  const heatMapsOf = (filmId: FilmId, networks: string): HeatMap[] =>
    statements.all(
      "panel.heat-maps",
      `SELECT model_id, rows, columns, heat FROM heat_maps
       WHERE film_id = :filmId AND networks = :networks ORDER BY model_id`,
      heatMapRow,
      { filmId, networks },
    );
  return {
    panel({ studyUid, reader, networks }) {
      const read = statements.get(
        "panel.read",
        `SELECT ${readColumns} FROM reads WHERE study_uid = :studyUid AND reader_id = :reader`,
        readOfRow,
        { studyUid, reader },
      );
      if (isSealed(read ?? unread)) return { sealed: true };
      const rows = statements.all(
        "panel.films",
        `SELECT f.film_id, f.frontal, p.film_check, p.agreement, p.failures, p.own_failures,
           coalesce(p.state, CASE WHEN :networks IS NULL THEN 'none' ELSE 'pending' END) AS state
         FROM films f LEFT JOIN panels p ON p.film_id = f.film_id AND p.networks = :networks
         WHERE f.study_uid = :studyUid ORDER BY film_number`,
        panelRow,
        { studyUid, networks },
      );
      const films = panelFilms(rows.map((row) => ({ ...row, frontal: row.frontal }))).map(
        (row): FilmAnswer => ({
          filmId: row.film_id,
          state: row.state,
          check: row.film_check,
          models: networks === null ? [] : answersOf(row.film_id, networks, 0),
          agreement: row.agreement,
          heatMaps: networks === null ? [] : heatMapsOf(row.film_id, networks),
          failures: row.failures ?? [],
          own: {
            models: networks === null ? [] : answersOf(row.film_id, networks, 1),
            failures: row.own_failures ?? [],
          },
        }),
      );
      return { sealed: false, state: studyPanelState(films.map((film) => film.state)), films };
    },

    pendingFilms({ networks, first, limit }) {
      const select = `SELECT ${storedFilmColumns} FROM films f WHERE ${isPending} AND ${isPanelFilm}`;
      const urgent =
        first === null
          ? []
          : statements.all(
              "pending.first",
              `${select} AND f.study_uid = :first ORDER BY film_number LIMIT :limit`,
              storedFilmRow,
              { networks, first, limit },
            );
      const others = statements.all(
        "pending.newest",
        `${select} ORDER BY film_number DESC LIMIT :limit`,
        storedFilmRow,
        { networks, limit },
      );
      const seen = new Set(urgent.map((film) => film.filmId));
      return [...urgent, ...others.filter((film) => !seen.has(film.filmId))].slice(0, limit);
    },
  };
}
