import { describe, expect, it } from "vitest";
import { aucInterval } from "./bootstrap.ts";
import { cases, difference } from "./testing/reference.ts";

/** The reference's own draws, one after the other. */
function replay(numbers: readonly number[]): () => number {
  let next = 0;
  return () => {
    const number = numbers[next++];
    if (number === undefined) throw new Error("drew more often than the reference");
    return number;
  };
}

describe("interval of the AUC by patient", () => {
  it.each(cases.filter(({ bootstrap }) => bootstrap !== null))(
    "is that of scikit-learn and numpy on the same draws: $name",
    ({ films, bootstrap }) => {
      const { random, rounds, low, high } = bootstrap ?? { random: [], rounds: 0, low: 0, high: 0 };
      const found = aucInterval(films, replay(random), rounds);
      expect(difference([found?.low, found?.high], [low, high])).toBeLessThan(1e-12);
    },
  );

  it.each(cases.filter(({ bootstrap }) => bootstrap === null))("is nothing for $name", ({ films }) => {
    expect(aucInterval(films, replay([]), 25)).toBeNull();
  });

  it("gives up where the draws never hold both classes", () => {
    const films = [
      { positive: true, score: 0.9, group: "a" },
      { positive: false, score: 0.1, group: "b" },
    ];
    expect(aucInterval(films, () => 0, 10)).toBeNull();
  });
});
