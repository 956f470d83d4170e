import { describe, expect, it } from "vitest";
import { cohenKappa, cohenKappaInterval, fleissKappa } from "./kappa.ts";
import { difference, reference } from "./testing/reference.ts";

describe("kappa", () => {
  it.each(reference.cohen)("of two raters is scikit-learn's: $kappa", ({ table, kappa }) => {
    expect(difference([cohenKappa(table)], [kappa])).toBeLessThan(1e-12);
  });

  it.each(reference.cohen)("has the interval of statsmodels: $low to $high", ({ table, low, high }) => {
    const interval = cohenKappaInterval(table);
    expect(difference([interval?.low ?? null, interval?.high ?? null], [low, high])).toBeLessThan(1e-12);
  });

  it.each(reference.fleiss)("of several raters is statsmodels': $name", ({ counts, kappa }) => {
    expect(difference([fleissKappa(counts)], [kappa])).toBeLessThan(1e-12);
  });

  it("is what Fleiss (1971) reports for 30 patients and 6 psychiatrists each", () => {
    const example = reference.fleiss.find(({ name }) => name === "Fleiss 1971");
    expect(example?.counts).toHaveLength(30);
    expect(fleissKappa(example?.counts ?? [])?.toFixed(3)).toBe("0.430");
  });

  it("of Fleiss' kind by hand, and where it is not defined", () => {
    // Two raters; they agree on 2 of 3 subjects: P = 2/3. Category shares 3/6 and 3/6: Pe = 1/2.
    // kappa = (2/3 - 1/2) / (1 - 1/2) = 1/3.
    const counts = [
      [2, 0],
      [0, 2],
      [1, 1],
    ];
    expect(fleissKappa(counts)).toBeCloseTo(1 / 3, 12);
    expect(fleissKappa([])).toBeNull();
    expect(
      fleissKappa([
        [3, 0],
        [3, 0],
      ]),
    ).toBeNull();
    expect(() =>
      fleissKappa([
        [2, 0],
        [1, 0],
      ]),
    ).toThrow(RangeError);
    expect(() => fleissKappa([[1, 0]])).toThrow(RangeError);
    expect(cohenKappa([])).toBeNull();
  });
});
