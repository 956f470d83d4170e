import { z } from "zod";
import { studyUidSchema } from "../../core/api.ts";
import type { FilmPanel, StudyWrites } from "../../core/studies/study-store.ts";
import { recordAudit } from "./audit.ts";
import type { Transact } from "./film-writes.ts";
import { flagReads } from "./read-writes.ts";
import type { Statements } from "./statements.ts";

/** Keeps a film's classification; an earlier one by the same networks is replaced, others stay. */
export function panelWrites(statements: Statements, transact: Transact): Pick<StudyWrites, "savePanel"> {
  return {
    savePanel: ({ panel, at, reader }) => {
      transact(() => {
        const { filmId, networks, state } = panel;
        statements.run(
          "panel.forget",
          "DELETE FROM panels WHERE film_id = :filmId AND networks = :networks",
          { filmId, networks },
        );
        statements.run(
          "panel.add",
          `INSERT INTO panels (film_id, networks, state, film_check, agreement, failures, own_failures,
             decode_ms, infer_ms, classified_utc, classified_offset)
           VALUES (:filmId, :networks, :state, :check, :agreement, :failures, :ownFailures,
             :decodeMs, :inferMs, :utc, :offset)`,
          {
            filmId,
            networks,
            state,
            check: panel.check && JSON.stringify(panel.check),
            agreement: panel.agreement && JSON.stringify(panel.agreement),
            failures: JSON.stringify(panel.failures),
            ownFailures: JSON.stringify(panel.own.failures),
            decodeMs: panel.ms.decode,
            inferMs: panel.ms.infer,
            utc: at.utc,
            offset: at.offset,
          },
        );
        addAnswers(statements, panel);
        addHeatMaps(statements, panel);
        const details = { state, networks };
        recordAudit(statements, { at, reader, action: "film.classify", subject: filmId, details }, "record");
        // Reads that were committed before the panel was there are compared with it now.
        const study = statements.get(
          "panel.study",
          "SELECT study_uid FROM films WHERE film_id = :filmId",
          z.object({ study_uid: studyUidSchema }),
          { filmId },
        );
        if (study !== null) flagReads(statements, { studyUid: study.study_uid, at, reader }, networks);
      });
    },
  };
}

function addAnswers(statements: Statements, { filmId, networks, models, own }: FilmPanel): void {
  const answers = [
    ...models.map((answer) => ({ ...answer, own: 0 })),
    ...own.models.map((answer) => ({ ...answer, own: 1 })),
  ];
  for (const [place, answer] of answers.entries()) {
    const { id, version, title, probability, threshold, verdict } = answer;
    statements.run(
      "answer.add",
      `INSERT INTO answers (film_id, networks, model_id, model_version, place, title, probability, threshold,
         verdict, own)
       VALUES (:filmId, :networks, :id, :version, :place, :title, :probability, :threshold, :verdict, :own)`,
      { filmId, networks, id, version, place, title, probability, threshold, verdict, own: answer.own },
    );
  }
}

function addHeatMaps(statements: Statements, { filmId, networks, heatMaps }: FilmPanel): void {
  for (const { modelId, rows, columns, values } of heatMaps) {
    const heat = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    statements.run(
      "heat-map.add",
      `INSERT INTO heat_maps (film_id, networks, model_id, rows, columns, heat)
       VALUES (:filmId, :networks, :modelId, :rows, :columns, :heat)`,
      { filmId, networks, modelId, rows, columns, heat },
    );
  }
}
