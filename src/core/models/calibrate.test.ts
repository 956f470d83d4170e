import { expect, it } from "vitest";
import { calibratedProbability, logistic, verdictOf } from "./calibrate.ts";

it("is the softmax of the logits over the temperature", () => {
  // scipy.special.softmax([1, 3]) = [0.11920292, 0.88079708]; at temperature 2 softmax([0.5, 1.5]) = [0.26894142, 0.73105858]
  expect(calibratedProbability([1, 3], 1)).toBeCloseTo(0.88079708, 8);
  expect(calibratedProbability([1, 3], 2)).toBeCloseTo(0.73105858, 8);
  expect(calibratedProbability([3, 1], 2)).toBeCloseTo(0.26894142, 8);
});

it("does not overflow", () => {
  expect(logistic(-1000)).toBe(0);
  expect(logistic(1000)).toBe(1);
});

it("says pneumonia from the threshold on", () => {
  expect(verdictOf(0.3, 0.3)).toBe("pneumonia");
  expect(verdictOf(0.2999, 0.3)).toBe("normal");
});
