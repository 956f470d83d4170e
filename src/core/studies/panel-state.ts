import { z } from "zod";
import { quorum } from "../agreement/agree.ts";
import type { Agreement, ModelAnswer } from "../agreement/agreement.ts";
import type { FilmCheck } from "../models/film-check.ts";

/** State of a study's panel, or of one film's; the answer itself is only in `panel`. */
export const panelState = z.enum(["none", "pending", "done", "withheld", "failed", "partial"]);
export type PanelState = z.output<typeof panelState>;

export interface PanelOutcome {
  readonly state: PanelState;
  /** Null where no verdict of the panel may be shown. */
  readonly agreement: Agreement | null;
}

/**
 * What a film's classification amounts to. A panel that lost networks to a failure never gives a
 * verdict by fewer than three: a reader takes it for the answer of the whole panel, and the
 * networks that are missing may be the ones that disagree. Where as few are installed and all of
 * them answered, nothing is missing, the agreement says how many it is "of", and it stands.
 */
export function panelOutcome(reading: {
  readonly check: FilmCheck;
  readonly models: readonly ModelAnswer[];
  readonly agreement: Agreement;
  readonly failures: readonly unknown[];
}): PanelOutcome {
  if (reading.check.verdict === "withhold") return { state: "withheld", agreement: null };
  const answered = reading.models.filter((model) => model.probability !== null).length;
  if (answered === 0) return { state: "failed", agreement: null };
  if (reading.failures.length === 0) return { state: "done", agreement: reading.agreement };
  return { state: "partial", agreement: answered >= quorum ? reading.agreement : null };
}

/**
 * State of a study's panel from those of its panel films. An answer that is still missing is never
 * hidden behind one that is there: the study's panel is the highest of its films.
 */
export function studyPanelState(films: readonly PanelState[]): PanelState {
  const some = (state: PanelState): boolean => films.includes(state);
  if (some("pending")) return "pending";
  if (some("partial") || (some("failed") && some("done"))) return "partial";
  if (some("failed")) return "failed";
  if (some("done")) return "done";
  return some("withheld") ? "withheld" : "none";
}
