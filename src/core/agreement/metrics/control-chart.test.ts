import { describe, expect, it } from "vitest";
import { pChart } from "./control-chart.ts";

/**
 * Nonconforming cans among 50 in each of 30 samples: Montgomery, "Introduction to Statistical Quality
 * Control", example 7.1 (frozen orange juice concentrate).
 */
const cans = [
  12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
].map((positives) => ({ films: 50, positives }));

describe("p-chart", () => {
  it("has the centre, the limits and the samples outside of Montgomery's example", () => {
    const chart = pChart(cans);
    expect(chart?.centre.toFixed(4)).toBe("0.2313");
    expect(chart?.points[0]?.upper.toFixed(4)).toBe("0.4102");
    expect(chart?.points[0]?.lower.toFixed(4)).toBe("0.0524");
    // Samples 15 and 23.
    expect(chart?.points.flatMap(({ outside }, at) => (outside ? [at + 1] : []))).toEqual([15, 23]);
    // Without them the revised limits are 0.3893 and 0.0407 about 0.2150.
    const revised = pChart(cans.filter((_, at) => at !== 14 && at !== 22));
    expect(revised?.centre.toFixed(4)).toBe("0.2150");
    expect(revised?.points[0]?.upper.toFixed(4)).toBe("0.3893");
    expect(revised?.points[0]?.lower.toFixed(4)).toBe("0.0407");
  });

  it("has wider limits for smaller groups, within 0 and 1", () => {
    const chart = pChart([
      { films: 100, positives: 10 },
      { films: 4, positives: 0 },
    ]);
    const [large, small] = chart?.points ?? [];
    // centre 10 / 104; 3 sqrt(0.09615 x 0.90385 / 100) = 0.0884 and, of 4 films, 0.4422.
    expect(large?.upper).toBeCloseTo(0.0962 + 0.0884, 3);
    expect(small?.upper).toBeCloseTo(0.0962 + 0.4422, 3);
    expect([large?.lower.toFixed(4), small?.lower]).toEqual(["0.0077", 0]);
  });

  it("sees a run of eight on one side, and is nothing without groups", () => {
    const low = Array.from({ length: 9 }, () => ({ films: 50, positives: 10 }));
    const high = Array.from({ length: 2 }, () => ({ films: 50, positives: 14 }));
    const runs = pChart([...high, ...low])?.points.map(({ run }) => run) ?? [];
    expect(runs.flatMap((run, at) => (run ? [at] : []))).toEqual([9, 10]);
    expect(pChart([])).toBeNull();
    for (const group of [
      { films: 0, positives: 0 },
      { films: 2, positives: 3 },
    ]) {
      expect(() => pChart([group])).toThrow(RangeError);
    }
  });
});
