import { describe, expect, it } from "vitest";
import { areaUnder, atSpecificity, auc, rocCurve } from "./roc.ts";
import { cases, difference } from "./testing/reference.ts";

describe("ROC curve", () => {
  it.each(cases)("is scikit-learn's: $name", ({ films, roc }) => {
    const curve = rocCurve(films);
    if (roc === null) {
      expect(areaUnder(curve)).toBeNull();
      expect(atSpecificity(curve, 0.9)).toBeNull();
      return;
    }
    const { points, positives, negatives } = curve;
    expect(
      difference(
        points.map((p) => p.truePositives / positives),
        roc.tpr,
      ),
    ).toBeLessThan(1e-12);
    expect(
      difference(
        points.map((p) => p.falsePositives / negatives),
        roc.fpr,
      ),
    ).toBeLessThan(1e-12);
    expect(points[0]?.threshold).toBe(Infinity);
    expect(points.slice(1).map(({ threshold }) => threshold)).toEqual(roc.thresholds);
    expect(difference([auc(films)], [roc.auc])).toBeLessThan(1e-12);
  });

  it.each(cases.filter(({ roc }) => roc !== null))("at 90 % specificity: $name", ({ films, roc }) => {
    const found = atSpecificity(rocCurve(films), 0.9);
    expect(
      difference([found?.sensitivity, found?.specificity], [roc?.at90.sensitivity, roc?.at90.specificity]),
    ).toBeLessThan(1e-12);
    // The threshold stated gives the figures stated, counted anew.
    const called = films.filter(({ score }) => score >= (found?.threshold ?? Infinity));
    const share = called.filter(({ positive }) => positive).length / films.filter((f) => f.positive).length;
    expect(share).toBe(found?.sensitivity);
  });

  it("is nothing of no films, and refuses what has no order", () => {
    expect(auc([])).toBeNull();
    expect(() => auc([{ positive: true, score: Number.NaN }])).toThrow(RangeError);
  });
});
