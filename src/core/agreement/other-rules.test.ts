import { expect, it } from "vitest";
import { majorityVote, plainAverage } from "./other-rules.ts";

const answer = (probability: number | null, threshold: number) => ({
  probability,
  threshold,
  verdict:
    probability === null ? null : probability >= threshold ? ("pneumonia" as const) : ("normal" as const),
});
// Mean probability (0.9 + 0.5 + 0.25 + 0.15) / 4 = 0.45; mean threshold (0.4 + 0.4 + 0.4 + 0.8) / 4 = 0.5.
const four = [answer(0.9, 0.4), answer(0.5, 0.4), answer(0.25, 0.4), answer(0.15, 0.8)];

it("averages probabilities and thresholds", () => {
  expect(plainAverage(four, 4)).toEqual({
    probability: expect.closeTo(0.45, 12) as number,
    pneumonia: false,
  });
});

it("gives two votes of four to pneumonia", () => {
  expect(majorityVote(four, 4)).toEqual({ probability: 0.5, pneumonia: true });
  expect(majorityVote([...four.slice(1), answer(0.1, 0.4)], 4)).toEqual({
    probability: 0.25,
    pneumonia: false,
  });
});

it("says nothing where a network did not answer", () => {
  expect(plainAverage(four.slice(1), 4)).toBeNull();
  expect(majorityVote([...four.slice(1), answer(null, 0.5)], 4)).toBeNull();
  expect(plainAverage([], 0)).toBeNull();
});
