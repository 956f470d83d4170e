import type { Confusion } from "./confusion.ts";
import { ratio } from "./ratio.ts";

/**
 * Figures of a confusion matrix, after Fawcett (2006), "An introduction to ROC analysis", Pattern
 * Recognition Letters 27: 861-874. A figure whose denominator is 0 is null; scikit-learn returns 0
 * there and warns (its `zero_division`).
 */

/** TP / (TP + FN), the recall of the positive class. */
export const sensitivity = (c: Confusion): number | null =>
  ratio(c.truePositive, c.truePositive + c.falseNegative);

/** TN / (TN + FP), the recall of the negative class. */
export const specificity = (c: Confusion): number | null =>
  ratio(c.trueNegative, c.trueNegative + c.falsePositive);

/** (TP + TN) / all. */
export const accuracy = (c: Confusion): number | null =>
  ratio(c.truePositive + c.trueNegative, supportOf(c) + supportOf(swapped(c)));

export interface ClassFigures {
  /** TP / (TP + FP): null where the class was never predicted. */
  readonly precision: number | null;
  /** TP / (TP + FN): null where no film is of the class. */
  readonly recall: number | null;
  /** 2 TP / (2 TP + FP + FN), the harmonic mean of both; null where the class neither is nor was predicted. */
  readonly f1: number | null;
  /** Number of films of the class (averages: of all films). */
  readonly support: number;
}

/** What scikit-learn's `classification_report` holds, for two classes. */
export interface ClassificationReport {
  readonly positive: ClassFigures;
  readonly negative: ClassFigures;
  readonly accuracy: number | null;
  /** Mean over both classes; null where one of them has no figure (scikit-learn counts it as 0). */
  readonly macro: ClassFigures;
  /**
   * Mean weighted by support. A class without films weighs nothing, whether it has a figure or not;
   * null where a class with films has none (scikit-learn counts it as 0).
   */
  readonly weighted: ClassFigures;
}

/** The same counts with the negative class taken as the positive one. */
const swapped = (c: Confusion): Confusion => ({
  truePositive: c.trueNegative,
  falseNegative: c.falsePositive,
  falsePositive: c.falseNegative,
  trueNegative: c.truePositive,
});

const supportOf = (c: Confusion): number => c.truePositive + c.falseNegative;

const figuresOf = (c: Confusion): ClassFigures => ({
  precision: ratio(c.truePositive, c.truePositive + c.falsePositive),
  recall: sensitivity(c),
  f1: ratio(2 * c.truePositive, 2 * c.truePositive + c.falsePositive + c.falseNegative),
  support: supportOf(c),
});

type Weighted = readonly { readonly figures: ClassFigures; readonly weight: number }[];

function averageOf(classes: Weighted): ClassFigures {
  const counted = classes.filter(({ weight }) => weight > 0);
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (key: "precision" | "recall" | "f1"): number | null => {
    let sum = 0;
    for (const { figures, weight } of counted) {
      const value = figures[key];
      if (value === null) return null;
      sum += value * weight;
    }
    return ratio(sum, total);
  };
  return {
    precision: mean("precision"),
    recall: mean("recall"),
    f1: mean("f1"),
    support: classes.reduce((sum, { figures }) => sum + figures.support, 0),
  };
}

/** Precision, recall, F1 and support of both classes, with accuracy and both averages. */
export function classificationReport(c: Confusion): ClassificationReport {
  const positive = figuresOf(c);
  const negative = figuresOf(swapped(c));
  const both = [positive, negative];
  return {
    positive,
    negative,
    accuracy: accuracy(c),
    macro: averageOf(both.map((figures) => ({ figures, weight: 1 }))),
    weighted: averageOf(both.map((figures) => ({ figures, weight: figures.support }))),
  };
}
