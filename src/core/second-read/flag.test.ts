import { expect, test } from "vitest";
import type { PanelState } from "../api.ts";
import { flagOf } from "./flag.ts";
import type { Finding } from "./read.ts";

const rule = { missFrom: 0.6, overcallBelow: 0.1, unresolved: true };
const kindOf = (finding: Finding, probability: number, by = rule as Parameters<typeof flagOf>[2]) => {
  const made = flagOf(finding, { state: "done", probability }, by);
  return made.flag?.kind;
};

test("reader and panel become a flag by the department's two limits", () => {
  expect(kindOf("no-pneumonia", 0.6)).toBe("possible-miss");
  expect(kindOf("no-pneumonia", 0.59)).toBe("none");
  expect(kindOf("pneumonia", 0.1)).toBe("none");
  expect(kindOf("pneumonia", 0.0999)).toBe("possible-overcall");
  expect(kindOf("cannot-say", 0.3)).toBe("unresolved");
});

test("a direction that is switched off flags nothing", () => {
  const off = { missFrom: null, overcallBelow: null, unresolved: false };
  expect(kindOf("no-pneumonia", 1, off)).toBe("none");
  expect(kindOf("pneumonia", 0, off)).toBe("none");
  expect(kindOf("cannot-say", 0.5, off)).toBe("none");
});

test("a flag says what it was made of", () => {
  expect(flagOf("no-pneumonia", { state: "done", probability: 0.8 }, rule)).toEqual({
    flag: { kind: "possible-miss", finding: "no-pneumonia", probability: 0.8, limit: 0.6 },
  });
});

test("a panel that is withheld, pending, partial, failed or absent flags nothing and says so", () => {
  for (const state of ["withheld", "pending", "partial", "failed", "none"] satisfies PanelState[]) {
    expect(flagOf("no-pneumonia", { state, probability: 0.99 }, rule)).toEqual({
      flag: null,
      because: state,
    });
  }
  expect(flagOf("no-pneumonia", { state: "done", probability: null }, rule)).toEqual({
    flag: null,
    because: "none",
  });
});
