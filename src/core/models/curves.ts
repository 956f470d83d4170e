import { z } from "zod";
import type { ReliabilityBin } from "../agreement/metrics/calibration.ts";
import type { Confusion } from "../agreement/metrics/confusion.ts";
import { ratio } from "../agreement/metrics/ratio.ts";

/** Curves that a card draws beside its figures: what the figures alone cannot be drawn from. */
const fraction = z.number().min(0).max(1);
const count = z.int().nonnegative();

const inStep = (...columns: readonly (readonly unknown[])[]): boolean =>
  columns.every((column) => column.length === columns[0]?.length);
/** Whether each value passes `test` beside the one before it. */
const each = (values: readonly number[], test: (value: number, before: number) => boolean): boolean =>
  values.every((value, index) => index === 0 || test(value, values[index - 1] ?? value));

/**
 * Corners of an ROC curve after (0, 0), in columns: called pneumonia is what has `threshold` or more
 * (the calibrated probability). Points between two corners lie on the straight line between them.
 */
export const rocCorners = z
  .object({
    threshold: z.array(fraction).min(1),
    falsePositives: z.array(count),
    truePositives: z.array(count),
  })
  .refine(
    ({ threshold, falsePositives, truePositives }) => inStep(threshold, falsePositives, truePositives),
    "the columns of a curve must be as long as each other",
  )
  .refine(
    ({ threshold, falsePositives, truePositives }) =>
      each(threshold, (value, before) => value <= before) &&
      [falsePositives, truePositives].every((counts) => each(counts, (value, before) => value >= before)),
    "a curve's thresholds must fall and its counts must not",
  );
export type RocCorners = z.output<typeof rocCorners>;

/**
 * Bins of equal width over 0..1, in columns, each closed above and the first also below: films, films
 * with pneumonia, and their mean probability (null where the bin is empty).
 */
export const reliabilityColumns = z
  .object({
    films: z.array(count).min(1),
    positives: z.array(count),
    mean: z.array(fraction.nullable()),
  })
  .refine(
    ({ films, positives, mean }) => inStep(films, positives, mean),
    "the columns of the bins must be as long as each other",
  )
  .refine(
    ({ films, positives, mean }) =>
      films.every(
        (inside, bin) => (positives[bin] ?? 0) <= inside && (mean[bin] === null) === (inside === 0),
      ),
    "a bin's films with pneumonia and mean must be those of its films",
  );
export type ReliabilityColumns = z.output<typeof reliabilityColumns>;

/** Counts that the curves of a set must end in. */
export interface CurveCounts {
  readonly confusion: Confusion;
  readonly roc?: RocCorners | undefined;
  readonly reliability?:
    { readonly before: ReliabilityColumns; readonly after: ReliabilityColumns } | undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Whether the curves of a set are of the films that its confusion matrix counts. */
export function curvesFit({ confusion, roc, reliability }: CurveCounts): boolean {
  const positives = confusion.truePositive + confusion.falseNegative;
  const negatives = confusion.trueNegative + confusion.falsePositive;
  const endsThere =
    roc === undefined || (roc.truePositives.at(-1) === positives && roc.falsePositives.at(-1) === negatives);
  const bins = reliability === undefined ? [] : [reliability.before, reliability.after];
  return (
    endsThere &&
    bins.every((own) => sum(own.films) === positives + negatives && sum(own.positives) === positives)
  );
}
/** What a set whose curves do not fit is refused with. */
export const curvesDoNotFit = "the curves count other films than the confusion matrix";

/** A point of an ROC curve; the first one's threshold is above every probability, so it has none. */
export interface CurvePoint {
  readonly threshold: number | null;
  readonly falsePositives: number;
  readonly truePositives: number;
  readonly falsePositiveRate: number;
  readonly sensitivity: number;
}

/**
 * The whole curve with (0, 0), in rates of the set's normal films and of its films with pneumonia. A
 * set that lacks a class has no curve.
 */
export function rocPoints(confusion: Confusion, corners: RocCorners): CurvePoint[] {
  const positives = confusion.truePositive + confusion.falseNegative;
  const negatives = confusion.trueNegative + confusion.falsePositive;
  if (positives === 0 || negatives === 0) return [];
  const point = (threshold: number | null, falsePositives: number, truePositives: number): CurvePoint => ({
    threshold,
    falsePositives,
    truePositives,
    falsePositiveRate: falsePositives / negatives,
    sensitivity: truePositives / positives,
  });
  return [
    point(null, 0, 0),
    ...corners.threshold.map((threshold, at) =>
      point(threshold, corners.falsePositives[at] ?? 0, corners.truePositives[at] ?? 0),
    ),
  ];
}

/** The columns as bins of a reliability diagram. */
export const reliabilityBinsOf = ({ films, positives, mean }: ReliabilityColumns): ReliabilityBin[] =>
  films.map((inside, bin) => ({
    low: bin / films.length,
    high: (bin + 1) / films.length,
    films: inside,
    meanProbability: mean[bin] ?? null,
    positiveShare: ratio(positives[bin] ?? 0, inside),
  }));
