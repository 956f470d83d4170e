import { expect, test } from "vitest";
import { inVisualOrder } from "./visual-order.ts";

const seen = (line: string): string[] => inVisualOrder(line).map(({ text }) => text);

test("a line without such letters stays whole", () => {
  expect(inVisualOrder("Patient: Doe, Jane")).toEqual([{ text: "Patient: Doe, Jane", backwards: false }]);
  expect(inVisualOrder("")).toEqual([]);
});

test("words of a stretch from right to left change places, their letters do not; what is beside it stays", () => {
  // By hand, from UAX 9 with the name isolated: the family name on the right, its comma left of it, the age behind.
  expect(seen("N: כהן, שרה, 77 y")).toEqual(["N: ", "שרה", " ", ",", "כהן", ", 77 y"]);
});

test("digits stay in their order, brackets open to the other side", () => {
  expect(seen("علي (كريم) علي")).toEqual(["علي", " ", "(", "كريم", ")", " ", "علي"]);
  expect(seen("علي ۱۲۳")).toEqual(["علي", " ۱۲۳"]);
});

test("points and joiners belong to the letter before them", () => {
  expect(seen("שָׂרָה כהן")).toEqual(["כהן", " ", "שָׂרָה"]);
  expect(seen("علی\u200cرضا")).toEqual(["علی\u200cرضا"]);
});
