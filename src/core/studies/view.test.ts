import { expect, test } from "vitest";
import { isFrontalView, panelFilms } from "./view.ts";

test.each(["PA", "AP", "", "LLD", "AP SUPINE", "PA erect"])("%s is frontal", (view) => {
  expect(isFrontalView(view)).toBe(true);
});
test.each(["LL", "RL", "LATERAL", "LEFT LATERAL", "lat", "LLO", "OBLIQUE"])("%s is not frontal", (view) => {
  expect(isFrontalView(view)).toBe(false);
});

test("a panel is about the frontal films, or about all where none is frontal", () => {
  const pa = { frontal: true };
  const lateral = { frontal: false };
  expect(panelFilms([lateral, pa])).toEqual([pa]);
  expect(panelFilms([lateral])).toEqual([lateral]);
});
