import { logistic, verdictOf } from "../models/calibrate.ts";
import type { Agreement, ModelAnswer } from "./agreement.ts";

/** Fewest networks that may speak for a panel of which some failed. */
export const quorum = 3;

/** Keeps log odds finite; 1 - edge is exact in a double. */
const edge = 2 ** -50;
const logit = (p: number): number => {
  const inside = Math.min(1 - edge, Math.max(edge, p));
  return Math.log(inside / (1 - inside));
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function levelOf(votes: number, of: number): Agreement["level"] {
  if (votes === 0 || votes === of) return "unanimous";
  return votes * 2 === of ? "split" : "majority";
}

/**
 * How the networks agree on one film.
 *
 * The panel's probability is the logistic function of the mean of the networks' calibrated log odds
 * (a logarithmic opinion pool with equal weights); its threshold is the same mean of the networks'
 * own thresholds. So the panel says pneumonia exactly where the networks' log odds lie, on average,
 * on or above their thresholds, and a panel of one network is that network. The verdict follows
 * probability and threshold, never the votes: with one vote of four it may be pneumonia.
 *
 * No verdict where no network answered (the film check withheld the film: all answers are null),
 * nor where some networks failed and fewer than three are left.
 *
 * @param answers one per network that did not fail
 * @param failed number of networks that failed on this film
 */
export function agree(answers: readonly ModelAnswer[], failed = 0): Agreement {
  const given = answers.flatMap(({ probability, threshold, verdict }) =>
    probability === null || verdict === null ? [] : [{ probability, threshold, verdict }],
  );
  const of = given.length;
  const only = given[0];
  if (only === undefined) {
    return { verdict: null, votes: null, of, level: null, probability: null, threshold: null };
  }
  const votes = given.filter((answer) => answer.verdict === "pneumonia").length;
  if (failed > 0 && of < quorum) {
    return { verdict: null, votes, of, level: null, probability: null, threshold: null };
  }
  const level = levelOf(votes, of);
  if (of === 1) return { ...only, votes, of, level };
  const odds = mean(given.map((answer) => logit(answer.probability)));
  const bar = mean(given.map((answer) => logit(answer.threshold)));
  const probability = logistic(odds);
  const threshold = logistic(bar);
  return { verdict: verdictOf(probability, threshold), votes, of, level, probability, threshold };
}
