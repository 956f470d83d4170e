import { expect, test } from "vitest";
import { commands } from "../../core/base/messages/commands.ts";
import { bindingOf, keyBindings, tooltip, type Stroke } from "./keys.ts";

const stroke = (key: string, code: string, held: Partial<Stroke> = {}): Stroke => ({
  key,
  code,
  ctrl: false,
  alt: false,
  shift: false,
  altGraph: false,
  ...held,
});

test("every command has one key and no key has two commands", () => {
  expect(new Set(keyBindings.map((binding) => binding.key)).size).toBe(keyBindings.length);
  expect(keyBindings.map((binding) => binding.command).sort()).toEqual(Object.keys(commands).sort());
});

test("letters answer in either case and on other alphabets", () => {
  expect(bindingOf(stroke("j", "KeyJ"))?.command).toBe("worklist.next");
  expect(bindingOf(stroke("J", "KeyJ", { shift: true }))?.command).toBe("worklist.next");
  // The key left of L and J types these on Russian and Greek layouts.
  expect(bindingOf(stroke("о", "KeyJ"))?.command).toBe("worklist.next");
  expect(bindingOf(stroke("ξ", "KeyJ"))?.command).toBe("worklist.next");
  // Turkish: the key of I types a dotless i.
  expect(bindingOf(stroke("ı", "KeyI"))?.command).toBe("film.invert");
});

test("a held Control or Alt is another key, AltGr is not", () => {
  expect(bindingOf(stroke("o", "KeyO"))?.command).toBe("read.noPneumonia");
  expect(bindingOf(stroke("o", "KeyO", { ctrl: true }))?.command).toBe("frame.open");
  expect(bindingOf(stroke("O", "KeyO", { ctrl: true, shift: true }))?.command).toBe("frame.openFolder");
  expect(bindingOf(stroke("r", "KeyR", { ctrl: true }))).toBeUndefined();
  expect(bindingOf(stroke("r", "KeyR", { alt: true }))).toBeUndefined();
  // On a German keyboard "[" is AltGr and 8, which browsers report as Control and Alt.
  expect(bindingOf(stroke("[", "Digit8", { ctrl: true, alt: true, altGraph: true }))?.command).toBe(
    "frame.toggleList",
  );
});

test("a tooltip names the key", () => {
  expect(tooltip("film.invert")).toBe("Invert (I)");
  expect(tooltip("film.panTool")).toBe("Pan while held (Space)");
});
