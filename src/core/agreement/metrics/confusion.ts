/**
 * Counts of a classifier with two classes; pneumonia is the positive one. The same shape as in a
 * model's manifest. With actual classes as rows and the positive class first it reads
 * [[truePositive, falseNegative], [falsePositive, trueNegative]].
 */
export interface Confusion {
  readonly truePositive: number;
  readonly falseNegative: number;
  readonly falsePositive: number;
  readonly trueNegative: number;
}

/** What a film is, and what was said of it. */
export interface Judged {
  readonly positive: boolean;
  readonly predicted: boolean;
}

/** Counts the four cases. */
export function confusionOf(films: readonly Judged[]): Confusion {
  const count = (positive: boolean, predicted: boolean): number =>
    films.filter((film) => film.positive === positive && film.predicted === predicted).length;
  return {
    truePositive: count(true, true),
    falseNegative: count(true, false),
    falsePositive: count(false, true),
    trueNegative: count(false, false),
  };
}

/** The matrix as tables print it: actual classes as rows, the positive class first. */
export const matrixOf = (c: Confusion): readonly (readonly [number, number])[] => [
  [c.truePositive, c.falseNegative],
  [c.falsePositive, c.trueNegative],
];
