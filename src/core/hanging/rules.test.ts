import { expect, test } from "vitest";
import { faultOf, hangingRules, usualHanging, type HangingRule } from "./rules.ts";

const any = { films: "any", prior: "any" } as const;
const last: HangingRule = { when: any, layout: "one", places: [{ study: "current", view: "any" }] };
const pair = (
  when: HangingRule["when"],
  ...places: HangingRule["places"]
): readonly [HangingRule, HangingRule] => [{ when, layout: "side-by-side", places }, last];

test("the usual rules are sound and cross as JSON", () => {
  expect(faultOf(usualHanging)).toBeNull();
  expect(hangingRules.parse(JSON.parse(JSON.stringify(usualHanging)))).toEqual(usualHanging);
});

test.each([
  [
    "a place too few",
    pair({ films: "one", prior: "any" }, { study: "current", view: "any" }),
    "Rule 1 names 1 films for a layout of 2. Choose a film for each place.",
  ],
  [
    "nothing of the study that is read",
    pair(
      { films: "one", prior: "with" },
      { study: "prior", view: "frontal" },
      { study: "prior", view: "lateral" },
    ),
    "Rule 1 hangs no film of the study that is read. Choose one of its films for a place.",
  ],
  [
    "a prior where there is none",
    pair(
      { films: "one", prior: "without" },
      { study: "current", view: "any" },
      { study: "prior", view: "any" },
    ),
    "Rule 1 is for studies without a prior and asks for a prior's film. Choose a film of the study that is read.",
  ],
  [
    "one film twice",
    pair(
      { films: "one", prior: "any" },
      { study: "current", view: "frontal" },
      { study: "current", view: "frontal" },
    ),
    "Rule 1 hangs the same film twice. Choose another film for one of the places.",
  ],
  [
    "a rule behind one that takes all",
    [last, { ...last, when: { films: "one", prior: "with" } }],
    "Rule 2 is never reached: rule 1 comes first and fits every study that it fits. Remove it or move it up.",
  ],
  [
    "studies that no rule fits",
    [{ ...last, when: { films: "one", prior: "any" } }],
    "The last rule must fit any study: any films, with a prior or without.",
  ],
  ["no rule", [], "The last rule must fit any study: any films, with a prior or without."],
] as const)("%s is refused with a sentence", (_, rules, sentence) => {
  expect(faultOf(rules)).toBe(sentence);
});
