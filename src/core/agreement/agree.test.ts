import { describe, expect, it } from "vitest";
import { modelId } from "../base/ids.ts";
import { agree } from "./agree.ts";
import type { ModelAnswer } from "./agreement.ts";
import { ruleOf } from "./testing/rule.ts";

const answer = (probability: number | null, threshold = 0.5): ModelAnswer => ({
  id: modelId("any"),
  title: "Any",
  version: "1.0.0",
  probability,
  threshold,
  verdict: probability === null ? null : probability >= threshold ? "pneumonia" : "normal",
});

describe("agreement by the panel's rule", () => {
  const ids = ["cnn", "mobilenetv2", "resnet50", "alexnet"];
  const four = (probabilities: readonly number[]) =>
    probabilities.map((p, index) => ({ ...answer(p), id: modelId(ids[index] ?? "") }));
  // Half the weight on the first network; the offset takes one doubling of the odds away.
  const rule = ruleOf(
    ids.map((id, index) => ({ id, weight: index === 0 ? 0.5 : 1 / 6 })),
    { temperature: 1, offset: -Math.LN2, threshold: 0.7 },
  );
  // Odds 16, 1, 1, 1: half of 4 ln 2 less ln 2 leaves ln 2, odds 2 and probability 2/3.
  const answers = four([16 / 17, 1 / 2, 1 / 2, 1 / 2]);

  it("takes its weights, offset and threshold; votes and level stay the networks' own", () => {
    expect(agree(answers, 0, rule)).toEqual({
      verdict: "normal",
      votes: 4,
      of: 4,
      level: "unanimous",
      probability: expect.closeTo(2 / 3, 12),
      threshold: 0.7,
    });
    // Odds 16, 1, 1/4, 1/4: 2 ln 2 - ln 4 / 3 - ln 2 = ln 2 / 3; two votes of four.
    expect(agree(four([16 / 17, 1 / 2, 1 / 5, 1 / 5]), 0, rule)).toMatchObject({
      verdict: "normal",
      votes: 2,
      level: "split",
      probability: expect.closeTo(2 ** (1 / 3) / (1 + 2 ** (1 / 3)), 12),
    });
  });

  it("says pneumonia from the threshold on", () => {
    // Odds 4, 4, 4, 4 and an offset of 0: odds 4, probability 0.8.
    const even = ruleOf(
      ids.map((id) => ({ id, weight: 0.25 })),
      { temperature: 1, threshold: 0.8 },
    );
    expect(agree(four([0.8, 0.8, 0.8, 0.81]), 0, even).verdict).toBe("pneumonia");
    expect(agree(four([0.8, 0.8, 0.8, 0.79]), 0, even).verdict).toBe("normal");
  });

  it("pools with equal weights where a member failed or has another version", () => {
    // Odds 16, 1, 1: geometric mean 16^(1/3); three of four are a quorum.
    const third = 16 ** (1 / 3);
    expect(agree(answers.slice(0, 3), 1, rule)).toMatchObject({
      of: 3,
      probability: expect.closeTo(third / (1 + third), 12),
      threshold: expect.closeTo(0.5, 12),
    });
    // Odds 16, 1, 1, 1: geometric mean 2.
    const newer = answers.map((one) => (one.id === "cnn" ? { ...one, version: "2.0.0" } : one));
    expect(agree(newer, 0, rule)).toMatchObject({
      verdict: "pneumonia",
      probability: expect.closeTo(2 / 3, 12),
      threshold: expect.closeTo(0.5, 12),
    });
    expect(agree(answers.slice(0, 2), 2, rule).verdict).toBeNull();
  });

  it("says nothing of a film that is withheld", () => {
    const withheld = answers.map((one) => ({ ...one, probability: null, verdict: null }));
    expect(agree(withheld, 0, rule)).toMatchObject({ verdict: null, of: 0, threshold: null });
  });
});

describe("agreement", () => {
  it("of one network is that network's own answer", () => {
    expect(agree([answer(0.62, 0.7)])).toEqual({
      verdict: "normal",
      votes: 0,
      of: 1,
      level: "unanimous",
      probability: 0.62,
      threshold: 0.7,
    });
  });

  it("of all is unanimous", () => {
    expect(agree([0.9, 0.8, 0.7, 0.95].map((p) => answer(p)))).toMatchObject({
      verdict: "pneumonia",
      votes: 4,
      of: 4,
      level: "unanimous",
    });
  });

  it("pools odds geometrically", () => {
    // odds 0.8/0.2 = 4 and 0.5/0.5 = 1; geometric mean 2; probability 2/3
    const pooled = agree([answer(0.8), answer(0.5)]);
    expect(pooled.probability).toBeCloseTo(2 / 3, 12);
    // thresholds 0.2 and 0.5: odds 1/4 and 1, geometric mean 1/2, probability 1/3
    expect(agree([answer(0.8, 0.2), answer(0.5, 0.5)]).threshold).toBeCloseTo(1 / 3, 12);
  });

  it("with 2 of 4 is split, and the verdict follows the probability", () => {
    // odds 99, 99, 3/7, 3/7: mean of logs is positive
    expect(agree([0.99, 0.99, 0.3, 0.3].map((p) => answer(p)))).toMatchObject({
      verdict: "pneumonia",
      votes: 2,
      of: 4,
      level: "split",
    });
    expect(agree([0.6, 0.6, 0.05, 0.05].map((p) => answer(p)))).toMatchObject({
      verdict: "normal",
      level: "split",
    });
  });

  it("lets the probability overrule the votes", () => {
    // one vote of four, with odds 9999 : 1 against three times 2 : 3; mean log odds 2.0
    expect(agree([0.9999, 0.4, 0.4, 0.4].map((p) => answer(p)))).toMatchObject({
      verdict: "pneumonia",
      votes: 1,
      level: "majority",
    });
  });

  it("stays finite at probability 0 and 1", () => {
    const pooled = agree([answer(1), answer(0)]);
    expect(pooled.probability).toBeCloseTo(0.5, 12);
  });

  it("is empty where every answer is withheld", () => {
    expect(agree([answer(null), answer(null)])).toEqual({
      verdict: null,
      votes: null,
      of: 0,
      level: null,
      probability: null,
      threshold: null,
    });
    expect(agree([]).of).toBe(0);
  });

  it("gives no verdict by fewer than three where others failed", () => {
    expect(agree([answer(0.9), answer(0.9)], 2)).toMatchObject({
      verdict: null,
      probability: null,
      votes: 2,
      of: 2,
    });
    expect(agree([answer(0.9), answer(0.9), answer(0.9)], 1).verdict).toBe("pneumonia");
  });
});
