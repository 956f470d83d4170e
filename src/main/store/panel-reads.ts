import { z } from "zod";
import { agreement, modelAnswer, type ModelAnswer } from "../../core/agreement/agreement.ts";
import { filmIdSchema, panelState, type FilmAnswer, type HeatMap } from "../../core/api.ts";
import { modelId, type FilmId, type StudyUid } from "../../core/base/ids.ts";
import { keptFailure } from "../../core/models/reading.ts";
import { filmCheck } from "../../core/models/film-check.ts";
import { isPanelOpen } from "../../core/second-read/blinding.ts";
import type { PanelForFlag } from "../../core/second-read/flag.ts";
import { panelFilms } from "../../core/studies/frontal.ts";
import { studyPanelState } from "../../core/studies/panel-state.ts";
import type { StudyReads } from "../../core/studies/study-store.ts";
import { courseOf } from "./course-rows.ts";
import { flag, json, storedFilmColumns, storedFilmRow } from "./rows.ts";
import { rulesOf } from "./rules.ts";
import type { Statements } from "./statements.ts";

const panelRow = z.object({
  film_id: filmIdSchema,
  frontal: flag,
  state: panelState,
  film_check: json(filmCheck).nullable(),
  agreement: json(agreement).nullable(),
  failures: json(z.array(keptFailure)).nullable(),
  own_failures: json(z.array(keptFailure)).nullable(),
});

const heatMapRow = z
  .object({ model_id: z.string(), rows: z.int(), columns: z.int(), heat: z.instanceof(Uint8Array) })
  .transform(({ model_id, rows, columns, heat }): HeatMap => {
    // Copied, because a view of floats must begin at a multiple of four bytes.
    const values = new Float32Array(heat.slice().buffer);
    return { modelId: modelId(model_id), rows, columns, values };
  });

/** Films that a panel is made of, as `panelFilms` says it, and that have no answer of these networks. */
const pending = `FROM films f JOIN listings l ON l.study_uid = f.study_uid AND l.frontal = f.frontal
  WHERE f.removed = 0 AND NOT EXISTS (SELECT 1 FROM panels p WHERE p.film_id = f.film_id AND p.networks = :networks)`;
const pendingColumns = storedFilmColumns.replace("study_uid", "f.study_uid").replace("view", "f.view");
const numberRow = z.object({ n: z.int() }).transform(({ n }) => n);

const panelRows = (statements: Statements, studyUid: StudyUid, networks: string | null) =>
  statements.all(
    "panel.films",
    `SELECT f.film_id, f.frontal, p.film_check, p.agreement, p.failures, p.own_failures,
       coalesce(p.state, CASE WHEN :networks IS NULL THEN 'none' ELSE 'pending' END) AS state
     FROM films f LEFT JOIN panels p ON p.film_id = f.film_id AND p.networks = :networks
     WHERE f.study_uid = :studyUid AND f.removed = 0 ORDER BY film_number`,
    panelRow,
    { studyUid, networks },
  );

/** What a flag depends on: the study's state, and the highest probability of its panel films. */
export function panelForFlag(statements: Statements, studyUid: StudyUid, networks: string): PanelForFlag {
  const films = panelFilms(panelRows(statements, studyUid, networks));
  const probabilities = films.flatMap((film) => film.agreement?.probability ?? []);
  return {
    state: studyPanelState(films.map((film) => film.state)),
    probability: probabilities.length === 0 ? null : Math.max(...probabilities),
  };
}

/** A study's panel for a reader, and what is still to be classified. */
export function panelReads(
  statements: Statements,
): Pick<StudyReads, "panel" | "pendingFilms" | "countPending"> {
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
  /** A long row of films that are answered is gone through once, not with every question. */
  let answered: { networks: string; losses: number; below: number } | null = null;
  const answeredBelow = (networks: string): number => {
    const losses = statements.get("pending.losses", "SELECT losses AS n FROM changes", numberRow) ?? 0;
    const known = answered?.networks === networks && answered.losses === losses ? answered.below : 0;
    const next = statements.get(
      "pending.next",
      `SELECT film_number AS n ${pending} AND film_number >= :known ORDER BY film_number LIMIT 1`,
      numberRow,
      { networks, known },
    );
    // Without one it begins behind the last: films come under higher numbers.
    const last = () =>
      statements.get("pending.last", "SELECT coalesce(max(film_number), 0) + 1 AS n FROM films", numberRow);
    answered = { networks, losses, below: next ?? last() ?? 0 };
    return answered.below;
  };
  return {
    panel({ studyUid, reader, networks }) {
      if (!isPanelOpen(courseOf(statements, studyUid), reader, rulesOf(statements).mode)) {
        return { sealed: true };
      }
      const rows = panelRows(statements, studyUid, networks);
      const films = panelFilms(rows).map((row): FilmAnswer => ({
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
      }));
      return { sealed: false, state: studyPanelState(films.map((film) => film.state)), films };
    },

    pendingFilms({ networks, first, limit }) {
      const some = (name: string, where: string, parameters: Readonly<Record<string, string | number>>) =>
        statements.all(
          name,
          `SELECT ${pendingColumns} ${pending} AND ${where} ORDER BY film_number LIMIT :limit`,
          storedFilmRow,
          { networks, limit, ...parameters },
        );
      const onScreen = first === null ? [] : some("pending.first", "f.study_uid = :first", { first });
      const urgent = some("pending.urgent", "l.stat = 1", {});
      const waiting = some("pending.others", "film_number >= :from", { from: answeredBelow(networks) });
      const films = new Map([...onScreen, ...urgent, ...waiting].map((film) => [film.filmId, film]));
      return [...films.values()].slice(0, limit);
    },

    countPending: ({ networks, most }) =>
      statements.get(
        "pending.count",
        `SELECT count(*) AS n FROM (SELECT 1 ${pending} AND film_number >= :from LIMIT :most)`,
        numberRow,
        { networks, most, from: answeredBelow(networks) },
      ) ?? 0,
  };
}
