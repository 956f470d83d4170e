import { ratio } from "./ratio.ts";

/** A film's class and the probability (or any finite score) that it was given for the positive one. */
export interface Scored {
  readonly positive: boolean;
  readonly score: number;
}

/** One operating point: called positive is what scores `threshold` or more. */
export interface RocPoint {
  /** The first point's is Infinity: nothing is called positive. */
  readonly threshold: number;
  readonly falsePositives: number;
  readonly truePositives: number;
}

export interface RocCurve {
  readonly positives: number;
  readonly negatives: number;
  /** From (0, 0) to (negatives, positives); equal scores are one point. */
  readonly points: readonly RocPoint[];
}

/**
 * The highest score first.
 * @throws RangeError for a score that is not finite: it has no place in an order
 */
export function byScore<Film extends Scored>(films: readonly Film[]): Film[] {
  if (!films.every(({ score }) => Number.isFinite(score))) throw new RangeError("a score is not finite");
  return films.toSorted((a, b) => b.score - a.score);
}

/**
 * The ROC curve in counts (Fawcett 2006, algorithm 1): one point per distinct score, so that films
 * with equal scores move the curve along one straight line, whatever their order. The points are those
 * of scikit-learn's `roc_curve(drop_intermediate=False)`.
 * @throws RangeError for a score that is not finite
 */
export function rocCurve(films: readonly Scored[]): RocCurve {
  const points: RocPoint[] = [{ threshold: Infinity, falsePositives: 0, truePositives: 0 }];
  let truePositives = 0;
  let falsePositives = 0;
  const ordered = byScore(films);
  ordered.forEach(({ positive, score }, index) => {
    if (positive) truePositives++;
    else falsePositives++;
    if (ordered[index + 1]?.score !== score) points.push({ threshold: score, falsePositives, truePositives });
  });
  return { positives: truePositives, negatives: falsePositives, points };
}

/**
 * Area under the ROC curve by the trapezoid rule, which is the Mann-Whitney statistic with ties
 * counted half (Hanley, McNeil 1982). The sum runs over whole and half counts, so it is exact.
 * @returns null where a class is missing (scikit-learn raises ValueError)
 */
export function areaUnder({ points, positives, negatives }: RocCurve): number | null {
  let area = 0;
  points.forEach((point, index) => {
    const before = points[index - 1] ?? point;
    const width = point.falsePositives - before.falsePositives;
    area += (width * (point.truePositives + before.truePositives)) / 2;
  });
  return ratio(area, positives * negatives);
}

/** `areaUnder` of the films' ROC curve. */
export const auc = (films: readonly Scored[]): number | null => areaUnder(rocCurve(films));

/**
 * The highest sensitivity among the operating points whose specificity is at least `wanted`, with
 * that point's threshold and specificity. It is read at the points themselves, not between them:
 * every figure is one that a threshold really gives. `threshold` is null where only calling nothing
 * positive keeps the specificity.
 * @param wanted specificity, 0..1
 * @returns null where a class is missing
 */
export function atSpecificity({ points, positives, negatives }: RocCurve, wanted: number) {
  if (positives === 0 || negatives === 0) return null;
  const specificityAt = (point: RocPoint): number => (negatives - point.falsePositives) / negatives;
  // Points go up in both counts: the last that keeps the specificity has the highest sensitivity.
  const kept = points.filter((point) => specificityAt(point) >= wanted);
  // Of points with one sensitivity the first is the most specific.
  const best = kept.find((point) => point.truePositives === kept.at(-1)?.truePositives);
  if (best === undefined) return null;
  return {
    sensitivity: best.truePositives / positives,
    specificity: specificityAt(best),
    threshold: best.threshold === Infinity ? null : best.threshold,
  };
}
