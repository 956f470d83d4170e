import { aucInterval, type Interval } from "./bootstrap.ts";
import { expectedCalibrationError } from "./calibration.ts";
import {
  classificationReport,
  sensitivity,
  specificity,
  type ClassificationReport,
} from "./classification.ts";
import { confusionOf, type Confusion } from "./confusion.ts";
import { areaUnder, atSpecificity, rocCurve, type Scored } from "./roc.ts";
import { wilsonInterval } from "./wilson.ts";

/** One film with its diagnosis, and what a classifier said of it. */
export interface EvaluatedFilm extends Scored {
  /** The classifier's own verdict, at its own threshold. */
  readonly predicted: boolean;
  /** Films of one patient have one name here. */
  readonly patient: string;
}

/** A figure with its 95 % interval; each is null where it is not defined. */
export interface WithInterval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What is said of a classifier on a set of films with known diagnoses. */
export interface Evaluation {
  readonly films: number;
  readonly patients: number;
  readonly confusion: Confusion;
  readonly report: ClassificationReport;
  /** Interval by patient, see `aucInterval`. */
  readonly auc: WithInterval;
  /** Wilson intervals; films count as independent. */
  readonly accuracy: WithInterval;
  readonly sensitivity: WithInterval;
  readonly specificity: WithInterval;
  /** The operating point of `atSpecificity(curve, 0.9)`. */
  readonly at90Specificity: ReturnType<typeof atSpecificity>;
  readonly expectedCalibrationError: number | null;
}

/** Resamples of the AUC's interval. */
export const usualRounds = 2000;

const withInterval = (value: number | null, interval: Interval | null): WithInterval => ({
  value,
  low: interval?.low ?? null,
  high: interval?.high ?? null,
});

/**
 * All figures of one classifier.
 * @param films `score` is a probability of pneumonia, 0..1
 * @param random uniform in [0, 1), seeded, for the interval of the AUC
 * @throws RangeError for a score outside 0..1
 */
export function evaluate(
  films: readonly EvaluatedFilm[],
  random: () => number,
  rounds: number = usualRounds,
): Evaluation {
  const confusion = confusionOf(films);
  const curve = rocCurve(films);
  const { truePositive, trueNegative } = confusion;
  const right = truePositive + trueNegative;
  const report = classificationReport(confusion);
  return {
    films: films.length,
    patients: new Set(films.map(({ patient }) => patient)).size,
    confusion,
    report,
    auc: withInterval(
      areaUnder(curve),
      aucInterval(
        films.map(({ positive, score, patient }) => ({ positive, score, group: patient })),
        random,
        rounds,
      ),
    ),
    accuracy: withInterval(report.accuracy, wilsonInterval(right, films.length)),
    sensitivity: withInterval(sensitivity(confusion), wilsonInterval(truePositive, curve.positives)),
    specificity: withInterval(specificity(confusion), wilsonInterval(trueNegative, curve.negatives)),
    at90Specificity: atSpecificity(curve, 0.9),
    expectedCalibrationError: expectedCalibrationError(films),
  };
}
