import { expect, it } from "vitest";
import { atRanks, quantiles } from "./quantiles.ts";

/** Park, Miller 1988: the same values in every run. */
function* pseudoRandom(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 48271) % 2147483647;
    yield state / 2147483647;
  }
}
const some = (count: number, shape: (value: number) => number): Float64Array => {
  const source = pseudoRandom(count);
  return Float64Array.from({ length: count }, () => shape(source.next().value));
};

it.each([
  ["spread evenly", some(5000, (value) => value)],
  ["crowded at one end, with one far away", some(5000, (value) => (value > 0.9999 ? 1e6 : value ** 20))],
  ["of four kinds", some(999, (value) => Math.floor(value * 4) - 2)],
  ["all the same", new Float64Array(10).fill(-3)],
  ["one", Float64Array.of(7)],
  ["negative and of the smallest steps", some(300, (value) => -1 - Math.floor(value * 9) * Number.EPSILON)],
])("finds what sorting finds among values %s", (_, values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const ranks = sorted.length > 1000 ? [0, 1, 99, 100, 4899, 4900, 4999] : sorted.map((_value, rank) => rank);
  const before = Float64Array.from(values);
  expect(atRanks(values, ranks)).toEqual(ranks.map((rank) => sorted[rank]));
  expect(values).toEqual(before);
});

it("interpolates as numpy does", () => {
  // numpy.percentile([15, 20, 35, 40, 50], [0, 5, 30, 40, 100]) = [15, 16, 23, 29, 50]
  const values = Float64Array.of(40, 15, 50, 35, 20);
  expect(quantiles(values, [0, 0.05, 0.3, 0.4, 1]).map((value) => Number(value.toFixed(9)))).toEqual([
    15, 16, 23, 29, 50,
  ]);
});
