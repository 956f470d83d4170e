import { expect, it } from "vitest";
import { compare, median } from "./compare.ts";

it("takes the middle value", () => {
  expect(median([5, 1, 9])).toBe(5);
  expect(median([4, 1, 9, 2])).toBe(3);
  expect(() => median([])).toThrow(RangeError);
});

it("compares medians of what follows the warm-up, ours over the reference", async () => {
  const costs = { ours: [900, 30, 10, 20], theirs: [0, 10, 5, 15] };
  const next = (side: "ours" | "theirs") => async () => costs[side].shift() ?? NaN;
  const run = (side: "<=" | ">=", value: number) =>
    compare({
      name: "n",
      unit: "ms",
      ours: next("ours"),
      reference: { name: "r", run: next("theirs") },
      bar: { side, value },
      warmUps: 1,
      rounds: 3,
    });
  expect(await run("<=", 1.5)).toEqual({
    name: "n",
    unit: "ms",
    ours: 20,
    reference: { name: "r", value: 10 },
    ratio: 2,
    bar: "<= 1.5",
    holds: false,
  });
  costs.ours = [0, 20, 20, 20];
  costs.theirs = [0, 10, 10, 10];
  expect(await run(">=", 2)).toMatchObject({ ratio: 2, bar: ">= 2", holds: true });
});
