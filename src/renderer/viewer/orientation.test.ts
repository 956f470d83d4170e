import { expect, test } from "vitest";
import { edgesOf, opposite } from "./orientation.ts";
import { flippedAcross, rotated, upright } from "../../core/display/turn.ts";

test("a PA chest film has the patient's left on the screen's right", () => {
  // PS3.3 C.7.6.1.1.1: rows run to the patient's left, columns to the feet.
  expect(edgesOf(["L", "F"], upright)).toEqual({ left: "R", right: "L", top: "H", bottom: "F" });
});

test("letters follow the film: turned by a quarter, mirrored, and both", () => {
  // Clockwise, the head comes to the right and the patient's left to the bottom.
  expect(edgesOf(["L", "F"], rotated(upright, 1))).toEqual({ left: "F", right: "H", top: "R", bottom: "L" });
  expect(edgesOf(["L", "F"], flippedAcross(upright))).toEqual({
    left: "L",
    right: "R",
    top: "H",
    bottom: "F",
  });
  expect(edgesOf(["L", "F"], flippedAcross(rotated(upright, 1)))).toEqual({
    left: "H",
    right: "F",
    top: "R",
    bottom: "L",
  });
});

test("combined letters turn round one by one", () => {
  expect(opposite("LPH")).toBe("RAF");
  expect(edgesOf(["PL", "F"], upright)).toEqual({ left: "AR", right: "PL", top: "H", bottom: "F" });
});

test("nothing is claimed where the film says nothing or nonsense", () => {
  const nothing = { left: "", right: "", top: "", bottom: "" };
  expect(edgesOf([], upright)).toEqual(nothing);
  expect(edgesOf(["X", "?"], rotated(upright, 1))).toEqual(nothing);
  expect(edgesOf(["L"], upright)).toEqual({ ...nothing, left: "R", right: "L" });
});
