import { describe, expect, it } from "vitest";
import { curvesFit, reliabilityBinsOf, reliabilityColumns, rocCorners, rocPoints } from "./curves.ts";

// Scores 0.9 (pneumonia), 0.7 (normal), 0.6 (pneumonia), 0.2 (normal): up, right, up, right.
const corners = {
  threshold: [0.9, 0.7, 0.6, 0.2],
  falsePositives: [0, 1, 1, 2],
  truePositives: [1, 1, 2, 2],
};
const confusion = { truePositive: 1, falseNegative: 1, falsePositive: 1, trueNegative: 1 };
const bins = { films: [2, 0, 2], positives: [0, 0, 2], mean: [0.2, null, 0.8] };

describe("ROC corners", () => {
  it("are a whole curve in rates", () => {
    expect(
      rocPoints(confusion, corners).map(({ falsePositiveRate, sensitivity }) => [
        falsePositiveRate,
        sensitivity,
      ]),
    ).toEqual([
      [0, 0],
      [0, 0.5],
      [0.5, 0.5],
      [0.5, 1],
      [1, 1],
    ]);
    expect(rocPoints({ ...confusion, truePositive: 0, falseNegative: 0 }, corners)).toEqual([]);
  });

  it.each([
    ["columns of other lengths", { ...corners, truePositives: [1, 2] }],
    ["thresholds that rise", { ...corners, threshold: [0.2, 0.6, 0.7, 0.9] }],
    ["counts that fall", { ...corners, falsePositives: [0, 2, 1, 2] }],
    ["no point", { threshold: [], falsePositives: [], truePositives: [] }],
    ["a threshold that is no probability", { ...corners, threshold: [1.2, 0.7, 0.6, 0.2] }],
  ])("are refused with %s", (_, given) => {
    expect(rocCorners.safeParse(corners).success).toBe(true);
    expect(rocCorners.safeParse(given).success).toBe(false);
  });
});

describe("reliability bins", () => {
  it("have edges, means and shares", () => {
    expect(reliabilityBinsOf(bins)).toEqual([
      { low: 0, high: 1 / 3, films: 2, meanProbability: 0.2, positiveShare: 0 },
      { low: 1 / 3, high: 2 / 3, films: 0, meanProbability: null, positiveShare: null },
      { low: 2 / 3, high: 1, films: 2, meanProbability: 0.8, positiveShare: 1 },
    ]);
  });

  it.each([
    ["more films with pneumonia than films", { ...bins, positives: [3, 0, 2] }],
    ["a mean of no films", { ...bins, mean: [0.2, 0.5, 0.8] }],
    ["films without a mean", { ...bins, mean: [null, null, 0.8] }],
    ["columns of other lengths", { ...bins, mean: [0.2, null] }],
  ])("are refused with %s", (_, given) => {
    expect(reliabilityColumns.safeParse(bins).success).toBe(true);
    expect(reliabilityColumns.safeParse(given).success).toBe(false);
  });
});

it("curves of other films than the confusion matrix do not fit", () => {
  const both = { before: bins, after: bins };
  expect(curvesFit({ confusion, roc: corners, reliability: both })).toBe(true);
  expect(curvesFit({ confusion })).toBe(true);
  expect(curvesFit({ confusion: { ...confusion, truePositive: 2 }, roc: corners })).toBe(false);
  expect(curvesFit({ confusion: { ...confusion, trueNegative: 2 }, reliability: both })).toBe(false);
});
