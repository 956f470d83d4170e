import { expect, test } from "vitest";
import {
  burdenCurve,
  limitFor,
  missPoint,
  nextCount,
  noOwnCases,
  onSteps,
  ownMissesCaught,
  ownMix,
  usualMix,
} from "./burden.ts";
import type { PastCases } from "./past-cases.ts";

const past: PastCases = {
  schema: 1,
  source: "by hand",
  panelVersion: "1.0.0",
  members: [],
  pneumonia: 200,
  normal: 100,
  steps: [
    { from: 0, pneumonia: 200, normal: 100 },
    { from: 0.25, pneumonia: 190, normal: 20 },
    { from: 0.5, pneumonia: 160, normal: 5 },
    { from: 0.75, pneumonia: 100, normal: 0 },
  ],
  patterns: {},
};
const mix = { prevalence: 0.1, missed: 0.2, overcalled: 0.05 };

test("flags and misses caught follow from counts and mix, by hand", () => {
  const point = missPoint(past, noOwnCases, mix, 0.5);
  // 160 of 200; Wilson 95 %: 0.7391 to 0.8495 (scipy binomtest(160, 200).proportion_ci(method="wilson")).
  expect(point?.caught.value).toBe(0.8);
  expect(point?.caught.interval.low).toBeCloseTo(0.7391, 3);
  expect(point?.caught.interval.high).toBeCloseTo(0.8495, 3);
  // 100 x (0.1 x 0.2 x 0.8 + 0.9 x 0.95 x 0.05) = 1.6 + 4.275
  expect(point?.flags.value).toBeCloseTo(5.875, 10);
  expect(point?.flagsPerMiss).toBeCloseTo(5.875 / 1.6, 10);
});

test("the rule for a share is the one with the fewest flags that reaches it", () => {
  expect(limitFor(past, noOwnCases, usualMix, 0.9)?.missFrom).toBe(0.25);
  expect(limitFor(past, noOwnCases, usualMix, 0.8)?.missFrom).toBe(0.5);
  const flags = burdenCurve(past, noOwnCases, usualMix).map((one) => one.flags.value);
  expect(flags).toEqual(flags.toSorted((a, b) => b - a));
  const rule = { missFrom: 0.4, overcallBelow: null, unresolved: true };
  expect(onSteps(past, rule)).toEqual({ ...rule, missFrom: 0.5 });
});

test("own films weigh as many of the past ones down as pooling says: 100 of each class", () => {
  const pneumonia = [...Array<number>(50).fill(0.9), ...Array<number>(50).fill(0.1)];
  const own = { ...noOwnCases, pneumonia };
  // (0.8 x 100 + 50) of 200; of normal films there are none, so that the past ones count whole.
  expect(missPoint(past, own, mix, 0.5)?.caught).toMatchObject({ value: 0.65, films: 200 });
  expect(missPoint(past, own, mix, 0.5)?.raised).toMatchObject({ value: 0.05, films: 100 });
});

test("the department's own mix and its own misses are said from enough films on", () => {
  const cases = (pneumonia: number, normal: number, missed: number) => ({
    pneumonia: Array<number>(pneumonia).fill(0.7),
    normal: Array<number>(normal).fill(0.1),
    missed: Array.from({ length: missed }, (_, at) => (at < 4 ? 0.2 : 0.7)),
    overcalled: 3,
  });
  expect(ownMix(cases(10, 39, 2))).toBeNull();
  // 10 films with pneumonia are too few for a rate of misses: the usual one stays.
  expect(ownMix(cases(10, 40, 2))).toEqual({ prevalence: 0.2, missed: usualMix.missed, overcalled: 0.075 });
  expect(ownMix(cases(40, 60, 12))).toEqual({ prevalence: 0.4, missed: 0.3, overcalled: 0.05 });
  expect(ownMissesCaught(cases(40, 60, 9), 0.5)).toBeNull();
  // scipy binomtest(8, 12).proportion_ci(method="wilson"): 0.3906 to 0.8619
  const caught = ownMissesCaught(cases(40, 60, 12), 0.5);
  expect(caught).toMatchObject({ hits: 8, films: 12 });
  expect(caught?.interval.low).toBeCloseTo(0.3906, 4);
  expect(caught?.interval.high).toBeCloseTo(0.8619, 4);
});

test.each([
  // scipy 1.10: betabinom(m, hits + 0.5, n - hits + 0.5).ppf([0.025, 0.975])
  [95, 100, 40, 34, 40],
  [2946, 3102, 40, 35, 40],
  [30, 1247, 1568, 22, 58],
  [0, 50, 10, 0, 1],
  [50, 50, 10, 9, 10],
])("of %i in %i, the next %i are between %i and %i", (hits, n, next, low, high) => {
  const share = { value: hits / n, films: n, interval: { low: 0, high: 1 } };
  expect(nextCount(share, next)).toEqual({ low, high });
});
