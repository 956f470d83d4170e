import { expect, test } from "vitest";
import type { GreyChain, Voi } from "../../core/dicom/grey-chain.ts";
import {
  alike,
  asWindow,
  dragged,
  presetsOf,
  windowByShare,
  windowOver,
  type GreyFrame,
  type Window,
} from "./windowing.ts";

const linear: Window = { kind: "window", function: "LINEAR", centre: 2048, width: 4096 };

test("a window over a range reaches its ends by PS3.3 C.11.2.1.2.1", () => {
  // LINEAR is black up to c - 0.5 - (w - 1) / 2 and white above c - 0.5 + (w - 1) / 2:
  // for 0 to 4095 that is c = 2048, w = 4096 (the standard's own example).
  expect(windowOver(0, 4095)).toEqual(linear);
});

test("a drag to the right widens by ratio, downward darkens", () => {
  expect(dragged(linear, 0, 0)).toEqual(linear);
  // 320 screen pixels: the width times e = 4096 * 2.71828 = 11134; the centre down by one width.
  expect(dragged(linear, 320, 0)).toEqual({ ...linear, width: 11134 });
  expect(dragged(linear, 0, 320)).toEqual({ ...linear, centre: 6144 });
  expect(dragged(linear, -10_000, 0).width).toBe(1);
});

test("a drag keeps SIGMOID a sigmoid and small figures small", () => {
  const sigmoid: Window = { kind: "window", function: "SIGMOID", centre: 0.5, width: 2 };
  const after = dragged(sigmoid, 32, 0);
  // 2 * e^0.1 = 2.2103, at three digits 2.21.
  expect(after).toEqual({ ...sigmoid, width: 2.21 });
});

test("the same change on another film: so many of its own widths to the side, so many times as wide", () => {
  const from = { window: linear, inverted: false };
  const small: Window = { kind: "window", function: "SIGMOID", centre: 128, width: 256 };
  // A quarter of 4096 down and half as wide: a quarter of 256 down from 128, and 128 wide.
  const changed = { ...linear, centre: 1024, width: 2048 };
  expect(alike(changed, from, { window: small, inverted: false })).toEqual({
    ...small,
    centre: 64,
    width: 128,
  });
  // Darker on the one is a higher centre, on the inverted one a lower.
  expect(alike(changed, from, { window: small, inverted: true }).centre).toBe(192);
  expect(alike(linear, from, { window: small, inverted: true })).toEqual(small);
});

test("a film's table becomes a window over what the table takes", () => {
  const lut: Voi = { kind: "lut", lut: { first: 100, bits: 12, entries: new Uint16Array(1000) } };
  // 100 to 1099: width 1000, centre 600.
  expect(asWindow(lut)).toEqual({ kind: "window", function: "LINEAR", centre: 600, width: 1000 });
});

const chain: GreyChain = { modality: { kind: "rescale", slope: 1, intercept: 0 }, vois: [], inverted: false };
/** Values 1 to 1000, each once. */
const ramp = Uint16Array.from({ length: 1000 }, (_, index) => index + 1);
const frame = (grey: Partial<GreyChain> = {}): GreyFrame => ({
  grey: { ...chain, ...grey },
  bitsStored: 12,
  signed: false,
  stored: ramp,
});

test("presets stand at the same numbers on every film", () => {
  const second: Voi = { ...linear, centre: 1000, explanation: "BONE" };
  const presets = presetsOf(frame({ vois: [linear, second] }), linear);
  expect(presets.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const [own, lungs, bone, wide, narrow, automatic, full, further] = presets.map(({ voi }) => voi());
  expect(own).toBe(linear);
  expect(wide).toMatchObject({ centre: 2048, width: 6554 });
  expect(narrow).toMatchObject({ centre: 2048, width: 2458 });
  expect(further).toBe(second);
  expect(presets[7]?.name()).toBe("Film's window 2: BONE");
  // Of 1 to 1000 the share s lies at 1000 s.
  expect(lungs).toEqual(windowOver(20, 700));
  expect(bone).toEqual(windowOver(450, 995));
  expect(automatic).toEqual(windowOver(10, 990));
  expect(full).toEqual(windowOver(1, 1000));
});

test("lungs are the dark part of a film, whichever way its values run", () => {
  const dark = [0.02, 0.6] as const;
  // The dark end of an inverted film are its high values: 98 % at 980 down to 40 % at 400.
  expect(windowByShare(frame({ inverted: true }), dark)).toEqual(windowOver(400, 980));
  // With slope -1 the low modality values, which are dark, are the high stored ones.
  const falling = { kind: "rescale", slope: -1, intercept: 4095 } as const;
  expect(windowByShare(frame({ modality: falling }), dark)).toEqual(windowOver(4095 - 980, 4095 - 400));
  expect(windowByShare(frame({ modality: falling, inverted: true }), dark)).toEqual(
    windowOver(4095 - 600, 4095 - 20),
  );
});
