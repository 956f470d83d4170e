import { expect, test } from "vitest";
import { isFrontal, panelFilms } from "./frontal.ts";

test("a film is frontal unless its header says another view (terms of PS3.3 C.8.1.1)", () => {
  expect([{ viewPosition: "PA" }, { viewPosition: "AP" }, {}].map(isFrontal)).toEqual([true, true, true]);
  expect(["LL", "RL", "RLO", "LLD"].map((viewPosition) => isFrontal({ viewPosition }))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("a panel is about the frontal films, or about all where none is frontal", () => {
  const pa = { frontal: true };
  const lateral = { frontal: false };
  expect(panelFilms([lateral, pa])).toEqual([pa]);
  expect(panelFilms([lateral])).toEqual([lateral]);
});
