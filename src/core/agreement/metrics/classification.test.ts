import { describe, expect, it } from "vitest";
import { classificationReport, sensitivity, specificity, type ClassFigures } from "./classification.ts";
import { confusionOf, matrixOf } from "./confusion.ts";
import { cases, difference } from "./testing/reference.ts";

const list = ({ precision, recall, f1, support }: ClassFigures) => [precision, recall, f1, support];

describe("classification report", () => {
  it.each(cases)("is scikit-learn's: $name", ({ films, classification: expected }) => {
    const confusion = confusionOf(
      films.map(({ positive, score }) => ({ positive, predicted: score >= 0.5 })),
    );
    expect(matrixOf(confusion)).toEqual(expected.matrix);
    const report = classificationReport(confusion);
    for (const part of ["positive", "negative", "macro", "weighted"] as const) {
      expect(difference(list(report[part]), list(expected[part])), part).toBeLessThan(1e-12);
    }
    expect(difference([report.accuracy], [expected.accuracy])).toBeLessThan(1e-12);
    expect(sensitivity(confusion)).toBe(report.positive.recall);
    expect(specificity(confusion)).toBe(report.negative.recall);
  });

  it("is the paper's for its MobileNetV2 (figure 7)", () => {
    // The paper prints 0.97 / 0.99 / 0.98, 0.97 / 0.92 / 0.95 and accuracy 0.973.
    const report = classificationReport({
      truePositive: 845,
      falseNegative: 8,
      falsePositive: 24,
      trueNegative: 291,
    });
    const two = (figures: ClassFigures) => list(figures).map((value) => Number(value?.toFixed(2)));
    expect(two(report.positive)).toEqual([0.97, 0.99, 0.98, 853]);
    expect(two(report.negative)).toEqual([0.97, 0.92, 0.95, 315]);
    expect(report.accuracy?.toFixed(3)).toBe("0.973");
  });

  it("knows nothing of no films", () => {
    const none = { precision: null, recall: null, f1: null, support: 0 };
    expect(classificationReport(confusionOf([]))).toEqual({
      positive: none,
      negative: none,
      accuracy: null,
      macro: none,
      weighted: none,
    });
  });
});
