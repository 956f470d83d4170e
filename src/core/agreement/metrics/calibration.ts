import { ratio } from "./ratio.ts";
import type { Scored } from "./roc.ts";

/** Bins of the product's reliability diagrams and of every expected calibration error it states. */
export const usualBins = 15;

/** One bin of a reliability diagram; it holds probabilities above `low` and up to `high`. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly films: number;
  /** Mean probability in the bin; null where it is empty. */
  readonly meanProbability: number | null;
  /** Share of positive films in the bin; null where it is empty. */
  readonly positiveShare: number | null;
}

/**
 * Bins of equal width over 0..1, each closed above, the first also below; a reliability diagram
 * (DeGroot, Fienberg 1983) with the means of scikit-learn's `calibration_curve(strategy="uniform")`,
 * which leaves empty bins out.
 * @param films `score` is a probability, 0..1
 * @throws RangeError for a score outside 0..1
 */
export function reliabilityBins(films: readonly Scored[], bins: number = usualBins): ReliabilityBin[] {
  if (!films.every(({ score }) => score >= 0 && score <= 1)) {
    throw new RangeError("reliabilityBins: a score is no probability");
  }
  return Array.from({ length: bins }, (_, index) => {
    const [low, high] = [index / bins, (index + 1) / bins];
    const inside = films.filter(({ score }) => score <= high && (score > low || index === 0));
    const total = inside.reduce((sum, { score }) => sum + score, 0);
    const positives = inside.filter(({ positive }) => positive).length;
    return {
      low,
      high,
      films: inside.length,
      meanProbability: ratio(total, inside.length),
      positiveShare: ratio(positives, inside.length),
    };
  });
}

/**
 * Expected calibration error of the probability of pneumonia (Naeini et al. 2015; Guo et al. 2017,
 * equation 3, there of the predicted class's confidence): the sum over bins of the bin's share of
 * films times |mean probability - share of positive films|. Bins as `reliabilityBins`.
 * @returns null for no films
 * @throws RangeError for a score outside 0..1
 */
export function expectedCalibrationError(films: readonly Scored[], bins: number = usualBins): number | null {
  const gap = reliabilityBins(films, bins).reduce(
    (sum, bin) => sum + bin.films * Math.abs((bin.meanProbability ?? 0) - (bin.positiveShare ?? 0)),
    0,
  );
  return ratio(gap, films.length);
}
