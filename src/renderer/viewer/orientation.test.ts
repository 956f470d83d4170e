import { expect, test } from "vitest";
import { edgesOf, opposite } from "./orientation.ts";

test("a PA chest film has the patient's left on the screen's right", () => {
  // PS3.3 C.7.6.1.1.1: rows run to the patient's left, columns to the feet.
  expect(edgesOf(["L", "F"])).toEqual({ left: "R", right: "L", top: "H", bottom: "F" });
});

test("combined letters turn round one by one", () => {
  expect(opposite("LPH")).toBe("RAF");
  expect(edgesOf(["PL", "F"])).toEqual({ left: "AR", right: "PL", top: "H", bottom: "F" });
});

test("nothing is claimed where the film says nothing or nonsense", () => {
  const nothing = { left: "", right: "", top: "", bottom: "" };
  expect(edgesOf([])).toEqual(nothing);
  expect(edgesOf(["X", "?"])).toEqual(nothing);
  expect(edgesOf(["L"])).toEqual({ ...nothing, left: "R", right: "L" });
});
