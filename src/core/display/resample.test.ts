import { expect, test } from "vitest";
import { tapsOf, type Axis, type Taps } from "./resample.ts";

const axis = (given: Partial<Axis>): Axis => ({
  size: 4,
  scale: 1,
  origin: 0,
  screen: 4,
  smooth: false,
  ...given,
});
/** What the taps make of a line of film pixels. */
const shown = (line: readonly number[], { length, first, count, offset, weights }: Taps): number[] =>
  Array.from({ length }, (_, at) => {
    let sum = 0;
    for (let tap = 0; tap < (count[at] ?? 0); tap += 1) {
      sum += (line[(first[at] ?? 0) + tap] ?? NaN) * (weights[(offset[at] ?? 0) + tap] ?? NaN);
    }
    return sum;
  });

test("at 1 : 1 every film pixel is itself, whatever is beside it", () => {
  const taps = tapsOf(axis({ size: 3, origin: 2, screen: 10, smooth: true }));
  expect([taps.from, taps.length]).toEqual([2, 3]);
  expect(shown([7, 200, 31], taps)).toEqual([7, 200, 31]);
});

test("shrinking by two averages pairs", () => {
  expect(shown([0, 100, 50, 150], tapsOf(axis({ scale: 0.5 })))).toEqual([50, 100]);
});

test("shrinking by 2 / 3 weighs by area", () => {
  // A screen pixel covers 1.5 film pixels: (10 + 0.5 * 40) / 1.5 = 20 and (0.5 * 40 + 100) / 1.5 = 80.
  const [left, right] = shown([10, 40, 100], tapsOf(axis({ size: 3, scale: 2 / 3 })));
  expect(left).toBeCloseTo(20, 4);
  expect(right).toBeCloseTo(80, 4);
});

test("enlarging repeats, or blends where that was chosen", () => {
  const twice = { size: 2, scale: 2 };
  expect(shown([0, 100], tapsOf(axis(twice)))).toEqual([0, 0, 100, 100]);
  // Screen centres lie at 0.25, 0.75, 1.25 and 1.75 film pixels; film centres at 0.5 and 1.5.
  expect(shown([0, 100], tapsOf(axis({ ...twice, smooth: true })))).toEqual([0, 25, 75, 100]);
});

test("only what is on screen is made", () => {
  const taps = tapsOf(axis({ size: 100, origin: -10, screen: 4 }));
  expect([taps.from, [...taps.first]]).toEqual([0, [10, 11, 12, 13]]);
  expect(tapsOf(axis({ size: 4, origin: 20, screen: 4 })).length).toBe(0);
  expect(tapsOf(axis({ size: 4, origin: -20, screen: 4 })).length).toBe(0);
});

test("weights add up to one at any scale", () => {
  for (const scale of [0.137, 0.5, 0.99, 1, 1.7, 6.25]) {
    const { length, count, offset, weights } = tapsOf(axis({ size: 97, scale, screen: 1000, smooth: true }));
    expect(length).toBe(Math.round(97 * scale));
    for (let at = 0; at < length; at += 1) {
      const from = offset[at] ?? 0;
      const sum = weights.subarray(from, from + (count[at] ?? 0)).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
  }
});
