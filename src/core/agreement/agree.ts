import { logistic, logit, verdictOf } from "../models/calibrate.ts";
import type { Agreement, ModelAnswer } from "./agreement.ts";
import { probabilityByRule, type PanelRule } from "./panel-rule.ts";

/** Fewest networks that may speak for a panel of which some failed. */
export const quorum = 3;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Answer by equal weights; one network's own, to the last digit. */
function pooled(given: readonly { readonly probability: number; readonly threshold: number }[]) {
  const [only] = given;
  if (given.length === 1 && only !== undefined) return only;
  return {
    probability: logistic(mean(given.map((answer) => logit(answer.probability)))),
    threshold: logistic(mean(given.map((answer) => logit(answer.threshold)))),
  };
}

function levelOf(votes: number, of: number): Agreement["level"] {
  if (votes === 0 || votes === of) return "unanimous";
  return votes * 2 === of ? "split" : "majority";
}

/**
 * How the networks agree on one film.
 *
 * By the panel's rule, where there is one and it applies (`probabilityByRule`): its weights, offset,
 * temperature and threshold. Otherwise the panel's probability is the logistic function of the mean
 * of the networks' calibrated log odds (a logarithmic opinion pool with equal weights); its threshold
 * is the same mean of the networks' own thresholds. So the panel says pneumonia exactly where the
 * networks' log odds lie, on average, on or above their thresholds, and a panel of one network is
 * that network. The verdict follows probability and threshold, never the votes: with one vote of
 * four it may be pneumonia.
 *
 * No verdict where no network answered (the film check withheld the film: all answers are null),
 * nor where some networks failed and fewer than three are left.
 *
 * @param answers one per network that did not fail
 * @param failed number of networks that failed on this film
 * @param rule the panel's rule; null pools with equal weights
 */
export function agree(answers: readonly ModelAnswer[], failed = 0, rule: PanelRule | null = null): Agreement {
  const given = answers.flatMap(({ id, version, probability, threshold, verdict }) =>
    probability === null || verdict === null ? [] : [{ id, version, probability, threshold, verdict }],
  );
  const of = given.length;
  const votes = given.filter((answer) => answer.verdict === "pneumonia").length;
  if (of === 0 || (failed > 0 && of < quorum)) {
    return {
      verdict: null,
      votes: of === 0 ? null : votes,
      of,
      level: null,
      probability: null,
      threshold: null,
    };
  }
  const ruled = rule === null ? null : probabilityByRule(rule, given);
  const { probability, threshold } =
    rule !== null && ruled !== null ? { probability: ruled, threshold: rule.threshold } : pooled(given);
  return {
    verdict: verdictOf(probability, threshold),
    votes,
    of,
    level: levelOf(votes, of),
    probability,
    threshold,
  };
}
