import { expect, test } from "vitest";
import { shownKey, withOwnKeys } from "./keys.ts";
import { readOwnKeys, refusalOf } from "./own-keys.ts";

test("a key that another command has is refused, and the command named", () => {
  expect(refusalOf({}, "film.invert", "j")).toEqual({ taken: "worklist.next" });
  expect(refusalOf({}, "film.invert", "i")).toBeNull();
  // Once the other has moved away its key is free.
  expect(refusalOf({ "worklist.next": "ü" }, "film.invert", "j")).toBeNull();
  expect(refusalOf({ "worklist.next": "ü" }, "film.invert", "ü")).toEqual({ taken: "worklist.next" });
});

test("keys of the browser, of the focus and of Esc stay theirs", () => {
  for (const key of ["tab", "Ctrl+w", "Ctrl+Shift+t", "f5", "shift", "Ctrl+control"]) {
    expect(refusalOf({}, "film.invert", key)).toEqual({ reserved: true });
  }
  expect(refusalOf({}, "frame.escape", "ü")).toEqual({ reserved: true });
});

test("what was remembered comes back, an exchange too; what clashes or is damaged does not", () => {
  const exchanged = { "worklist.next": "k", "worklist.previous": "j" };
  expect(readOwnKeys(JSON.stringify(exchanged))).toEqual(exchanged);
  expect(readOwnKeys(JSON.stringify({ "film.invert": "ü", "gone.command": "ä" }))).toEqual({
    "film.invert": "ü",
  });
  for (const text of [null, "{", "[1]", '{"film.invert":"j"}', '{"film.invert":5}']) {
    expect(readOwnKeys(text)).toEqual({});
  }
});

test("keys are written as on the keyboard", () => {
  expect(["i", "Ctrl+Shift+o", " ", "arrowleft", "f11", "+", "Ctrl++"].map(shownKey)).toEqual([
    "I",
    "Ctrl Shift O",
    "Space",
    "←",
    "F11",
    "+",
    "Ctrl +",
  ]);
  expect(
    withOwnKeys({ "film.invert": "Ctrl+i" }).find(({ command }) => command === "film.invert"),
  ).toMatchObject({
    key: "Ctrl+i",
    shown: "Ctrl I",
  });
});
