import { describe, expect, it } from "vitest";
import { difference, reference } from "./testing/reference.ts";
import { wilsonInterval } from "./wilson.ts";

describe("Wilson's interval", () => {
  it.each(reference.wilson)("is scipy's: $successes of $trials", ({ successes, trials, low, high }) => {
    const found = wilsonInterval(successes, trials);
    expect(difference([found?.low, found?.high], [low, high])).toBeLessThan(1e-12);
  });

  it("is nothing of no trials", () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
