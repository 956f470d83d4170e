import { readFileSync } from "node:fs";
import { z } from "zod";

const figure = z.number().nullable();
const figures = z.object({ precision: figure, recall: figure, f1: figure, support: z.int() });

const schema = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      labels: z.array(z.literal([0, 1])),
      scores: z.array(z.number()),
      groups: z.array(z.string()),
      classification: z.object({
        matrix: z.array(z.array(z.int())),
        accuracy: z.number(),
        positive: figures,
        negative: figures,
        macro: figures,
        weighted: figures,
      }),
      roc: z
        .object({
          fpr: z.array(z.number()),
          tpr: z.array(z.number()),
          thresholds: z.array(z.number()),
          auc: z.number(),
          at90: z.object({ sensitivity: z.number(), specificity: z.number() }),
        })
        .nullable(),
      calibration: z.object({
        bins: z.int(),
        counts: z.array(z.int()),
        shares: z.array(z.number()),
        means: z.array(z.number()),
        ece: z.number(),
      }),
      bootstrap: z
        .object({ rounds: z.int(), random: z.array(z.number()), low: z.number(), high: z.number() })
        .nullable(),
    }),
  ),
  wilson: z.array(z.object({ successes: z.int(), trials: z.int(), low: z.number(), high: z.number() })),
  cohen: z.array(z.object({ table: z.array(z.array(z.int())), kappa: figure, low: figure, high: figure })),
  fleiss: z.array(z.object({ name: z.string(), counts: z.array(z.array(z.int())), kappa: z.number() })),
  paperReport: z.string(),
});

/** What scikit-learn, scipy, statsmodels and numpy say; written by make-reference.py. */
export const reference = schema.parse(
  JSON.parse(readFileSync(new URL("./fixtures/reference.json", import.meta.url), "utf8")),
);

/** The reference's cases as films. */
export const cases = reference.cases.map(({ labels, scores, groups, ...expected }) => ({
  ...expected,
  films: labels.map((label, index) => ({
    positive: label === 1,
    score: scores[index] ?? Number.NaN,
    group: groups[index] ?? "",
  })),
}));

/** Numbers and nulls, place by place. */
export type Figures = readonly (number | null | undefined)[];

/** Largest difference of two lists of figures; Infinity where one is null and the other is not. */
export function difference(found: Figures, expected: Figures): number {
  if (found.length !== expected.length) return Infinity;
  return found.reduce<number>((worst, value, index) => {
    const other = expected[index];
    if (typeof value !== "number" || typeof other !== "number") return value === other ? worst : Infinity;
    const gap = Math.abs(value - other);
    return Number.isNaN(gap) ? Infinity : Math.max(worst, gap);
  }, 0);
}
