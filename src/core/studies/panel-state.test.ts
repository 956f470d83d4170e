import { expect, test } from "vitest";
import type { Agreement, ModelAnswer } from "../agreement/agreement.ts";
import { modelId } from "../base/ids.ts";
import { panelOutcome, studyPanelState } from "./panel-state.ts";

const answer = (id: string, probability: number | null): ModelAnswer => ({
  id: modelId(id),
  title: id,
  version: "1.0.0",
  probability,
  threshold: 0.5,
  verdict: probability === null ? null : probability >= 0.5 ? "pneumonia" : "normal",
});
const agreement: Agreement = {
  verdict: "pneumonia",
  votes: 1,
  of: 1,
  level: "unanimous",
  probability: 0.9,
  threshold: 0.5,
};
const ok = { verdict: "ok" as const, reasons: [] };
const outcome = (answered: number, failed: number) =>
  panelOutcome({
    check: ok,
    models: Array.from({ length: answered }, (_, index) => answer(`n${index}`, 0.9)),
    agreement,
    failures: Array.from({ length: failed }, () => ({})),
  });

test("one installed network that answered is a whole panel", () => {
  expect(outcome(1, 0)).toEqual({ state: "done", agreement });
});

test("networks that failed leave a verdict only where three others answered", () => {
  expect(outcome(1, 1)).toEqual({ state: "partial", agreement: null });
  expect(outcome(2, 2)).toEqual({ state: "partial", agreement: null });
  expect(outcome(3, 1)).toEqual({ state: "partial", agreement });
  expect(outcome(4, 0)).toEqual({ state: "done", agreement });
  expect(outcome(0, 4)).toEqual({ state: "failed", agreement: null });
});

test("a film that the check withholds has no agreement", () => {
  const withheld = panelOutcome({
    check: { verdict: "withhold", reasons: ["lateral view"] },
    models: [answer("n", null)],
    agreement,
    failures: [],
  });
  expect(withheld).toEqual({ state: "withheld", agreement: null });
});

test.each([
  [[], "none"],
  [["none", "none"], "none"],
  [["done", "pending"], "pending"],
  [["done", "failed"], "partial"],
  [["done", "partial"], "partial"],
  [["failed", "withheld"], "failed"],
  [["done", "withheld"], "done"],
  [["withheld", "withheld"], "withheld"],
] as const)("films %o make the study's panel %s", (films, state) => {
  expect(studyPanelState(films)).toBe(state);
});
