import { describe, expect, it } from "vitest";
import { expectedCalibrationError, reliabilityBins } from "./calibration.ts";
import { cases, difference } from "./testing/reference.ts";

describe("calibration", () => {
  it.each(cases)("bins are scikit-learn's: $name", ({ films, calibration: expected }) => {
    const bins = reliabilityBins(films, expected.bins);
    expect(bins.map((bin) => bin.films)).toEqual(expected.counts);
    const filled = bins.filter((bin) => bin.films > 0);
    const means = filled.map((bin) => bin.meanProbability);
    const shares = filled.map((bin) => bin.positiveShare);
    expect(difference(means, expected.means)).toBeLessThan(1e-12);
    expect(difference(shares, expected.shares)).toBeLessThan(1e-12);
    expect(difference([expectedCalibrationError(films, expected.bins)], [expected.ece])).toBeLessThan(1e-12);
  });

  it("leaves empty bins without figures, and refuses what is no probability", () => {
    const films = [{ positive: true, score: 1 }];
    expect(reliabilityBins(films, 2)).toEqual([
      { low: 0, high: 0.5, films: 0, meanProbability: null, positiveShare: null },
      { low: 0.5, high: 1, films: 1, meanProbability: 1, positiveShare: 1 },
    ]);
    expect(expectedCalibrationError([])).toBeNull();
    for (const score of [1.01, -0.01, Number.NaN]) {
      expect(() => reliabilityBins([{ positive: true, score }])).toThrow(RangeError);
    }
  });
});
