import { z } from "zod";
import { agreement, modelAnswer } from "../agreement/agreement.ts";
import { modelId } from "../base/ids.ts";
import { filmCheck } from "../models/film-check.ts";
import { keptFailure } from "../models/reading.ts";
import { alikeFilms, nearFilms } from "../second-read/past-cases.ts";
import { panelState } from "../studies/panel-state.ts";
import { filmIdSchema } from "./uids.ts";

export const heatMap = z.object({
  modelId: z.string().transform(modelId),
  rows: z.int().positive(),
  columns: z.int().positive(),
  /** Row-major, at least 0, not normalised. */
  values: z.instanceof(Float32Array),
});
export type HeatMap = z.output<typeof heatMap>;

/** What the networks say of one film. */
export const filmAnswer = z.object({
  filmId: filmIdSchema,
  state: panelState,
  check: filmCheck.nullable(),
  models: z.array(modelAnswer),
  agreement: agreement.nullable(),
  heatMaps: z.array(heatMap),
  /** What failed among the panel's networks on this film. */
  failures: z.array(keptFailure),
  /** What the user's own networks say: shown beside the panel, counted nowhere in it. */
  own: z.object({ models: z.array(modelAnswer), failures: z.array(keptFailure) }),
});
export type FilmAnswer = z.output<typeof filmAnswer>;

/** Sealed until this reader has committed the first read: then nothing of the answer is in the message. */
const sealable = <Film extends z.ZodType>(film: Film) =>
  z.discriminatedUnion("sealed", [
    z.object({ sealed: z.literal(true) }),
    z.object({ sealed: z.literal(false), state: panelState, films: z.array(film) }),
  ]);
export const panel = sealable(filmAnswer);
export type Panel = z.output<typeof panel>;

/** The same with what past films on which the networks stood alike turned out to be. */
export const shownAnswer = filmAnswer.extend({
  past: z.object({
    /** The same verdicts, network by network; null where there were too few. */
    alike: alikeFilms.nullable(),
    /** About the same probability of the panel; null where there were too few, or the panel gave none. */
    near: nearFilms.nullable(),
    /** All past films, and those of them with pneumonia: shares depend on it. */
    all: z.object({ films: z.int(), pneumonia: z.int() }).nullable(),
  }),
});
export type ShownAnswer = z.output<typeof shownAnswer>;
export const shownPanel = sealable(shownAnswer);
export type ShownPanel = z.output<typeof shownPanel>;
