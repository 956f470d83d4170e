import type { ModelAnswer } from "./agreement.ts";

/** Simpler ways to make one answer of several, which the panel's rule is measured beside. */
export interface OtherAnswer {
  readonly probability: number;
  readonly pneumonia: boolean;
}

type Given = Pick<ModelAnswer, "probability" | "threshold" | "verdict">;

/** The answers if every network gave one; null otherwise, since a share of fewer is another measure. */
function complete(answers: readonly Given[], networks: number) {
  const given = answers.flatMap(({ probability, threshold, verdict }) =>
    probability === null || verdict === null ? [] : [{ probability, threshold, verdict }],
  );
  return given.length === networks && networks > 0 ? given : null;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of the probabilities, pneumonia from the mean of the thresholds on. */
export function plainAverage(answers: readonly Given[], networks: number): OtherAnswer | null {
  const given = complete(answers, networks);
  if (given === null) return null;
  const probability = mean(given.map((answer) => answer.probability));
  return { probability, pneumonia: probability >= mean(given.map((answer) => answer.threshold)) };
}

/** The share of networks that say pneumonia; half of them are enough. */
export function majorityVote(answers: readonly Given[], networks: number): OtherAnswer | null {
  const given = complete(answers, networks);
  if (given === null) return null;
  const probability = mean(given.map(({ verdict }) => (verdict === "pneumonia" ? 1 : 0)));
  return { probability, pneumonia: probability >= 0.5 };
}
