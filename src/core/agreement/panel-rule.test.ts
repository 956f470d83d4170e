import { describe, expect, it } from "vitest";
import { AppError } from "../base/errors.ts";
import { modelId } from "../base/ids.ts";
import { parsePanelRule, probabilityByRule } from "./panel-rule.ts";
import { ruleJson, ruleOf } from "./testing/rule.ts";

const answer = (id: string, probability: number, version = "1.0.0") => ({
  id: modelId(id),
  version,
  probability,
});

describe("a panel's rule", () => {
  // Probabilities with log odds 4 ln 2 (odds 16), 0 (odds 1): 16/17 and 1/2.
  const answers = [answer("cnn", 16 / 17), answer("alexnet", 1 / 2)];
  const members = [
    { id: "cnn", weight: 0.75 },
    { id: "alexnet", weight: 0.25 },
  ];

  it("weighs log odds: 0.75 x 4 ln 2 = ln 8, probability 8/9", () => {
    const rule = ruleOf(members, { temperature: 1, offset: 0 });
    expect(probabilityByRule(rule, answers)).toBeCloseTo(8 / 9, 12);
    // Whatever the order of the answers.
    expect(probabilityByRule(rule, [...answers].reverse())).toBeCloseTo(8 / 9, 12);
  });

  it("adds the offset, then divides by the temperature: (ln 8 - ln 2) / 2 = ln 2, probability 2/3", () => {
    const rule = ruleOf(members, { temperature: 2, offset: -Math.LN2 });
    expect(probabilityByRule(rule, answers)).toBeCloseTo(2 / 3, 12);
  });

  it("stays finite where a network is sure", () => {
    const rule = ruleOf(members, { temperature: 1, offset: 0 });
    const sure = probabilityByRule(rule, [answer("cnn", 1), answer("alexnet", 0)]);
    // The same distance from 0 and 1, weighted 0.75 against 0.25: a half of ln(2^50 - 1), odds 2^25.
    expect(sure).toBeCloseTo(2 ** 25 / (2 ** 25 + 1), 12);
  });

  it.each([
    ["a member did not answer", [answer("cnn", 0.9)]],
    ["a member has another version", [answer("cnn", 0.9), answer("alexnet", 0.9, "1.0.1")]],
    ["another network answered, too", [...answers, answer("resnet50", 0.9)]],
    ["another network answered instead", [answer("cnn", 0.9), answer("resnet50", 0.9)]],
    ["nobody answered", []],
  ])("does not apply where %s", (_, given) => {
    expect(probabilityByRule(ruleOf(members), given)).toBeNull();
  });
});

describe("panel.json", () => {
  const detailOf = (json: unknown): string => {
    try {
      parsePanelRule(json, "models");
    } catch (error) {
      if (error instanceof AppError && error.code === "model/panel-rule-invalid") return error.message;
      throw error;
    }
    throw new Error("was accepted");
  };
  const [first, ...others] = ruleJson.members;

  it("is read", () => {
    expect(parsePanelRule(ruleJson, "models")).toEqual(ruleJson);
    const { levels, compared, ...plain } = ruleJson.results[0];
    expect(parsePanelRule({ ...ruleJson, results: [plain] }, "models").results).toHaveLength(1);
    expect([levels.length, compared.length]).toEqual([1, 1]);
  });

  it("takes weights that rounding keeps from 1", () => {
    const thirds = ["a", "b", "c"].map((id) => ({ id, version: "1.0.0", weight: 0.3333333 }));
    expect(parsePanelRule({ ...ruleJson, members: thirds }, "models").members).toHaveLength(3);
  });

  it.each([
    ["another sum of weights", { members: [{ ...first, weight: 0.26 }, ...others] }, "sum to 1"],
    [
      "a negative weight",
      {
        members: [
          { ...first, weight: -0.25 },
          { ...first, id: "b", weight: 1.25 },
        ],
      },
      "members[0].weight",
    ],
    ["a network twice", { members: [first, first, first, first] }, "members: a network stands there twice"],
    ["one member", { members: [{ ...first, weight: 1 }] }, "members"],
    ["no temperature", { temperature: 0 }, "temperature"],
    ["an offset that is no number", { offset: Number.POSITIVE_INFINITY }, "offset"],
    ["a threshold above 1", { threshold: 1.1 }, "threshold"],
    ["another schema", { schema: 2 }, "schema"],
    ["a field of no meaning", { thresold: 0.5 }, "thresold"],
    [
      "more films right than there are",
      { outOfFold: { ...ruleJson.outOfFold, levels: [{ level: "split", films: 1, right: 2 }] } },
      "outOfFold.levels[0]",
    ],
    [
      "a level twice",
      {
        results: [{ ...ruleJson.results[0], levels: Array(2).fill({ level: "split", films: 1, right: 1 }) }],
      },
      "results[0].levels",
    ],
  ])("with %s is refused, with the place", (_, change, named) => {
    expect(detailOf({ ...ruleJson, ...change })).toContain(named);
  });

  it.each([null, 3, []])("that is %j is refused", (json) => {
    expect(detailOf(json)).toContain("the rule");
  });
});
