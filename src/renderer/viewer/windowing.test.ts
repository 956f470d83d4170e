import { expect, test } from "vitest";
import type { GreyChain, Voi } from "../../core/dicom/grey-chain.ts";
import { asWindow, dragged, presetsOf, windowOver, type Window } from "./windowing.ts";

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

test("a film's table becomes a window over what the table takes", () => {
  const lut: Voi = { kind: "lut", lut: { first: 100, bits: 12, entries: new Uint16Array(1000) } };
  // 100 to 1099: width 1000, centre 600.
  expect(asWindow(lut)).toEqual({ kind: "window", function: "LINEAR", centre: 600, width: 1000 });
});

test("presets stand at the same numbers on every film", () => {
  const second: Voi = { ...linear, centre: 1000, explanation: "BONE" };
  const chain: GreyChain = {
    modality: { kind: "rescale", slope: 1, intercept: 0 },
    vois: [linear, second],
    inverted: false,
  };
  const full = windowOver(0, 8191);
  const presets = presetsOf(chain, linear, full);
  expect(presets.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(presets[0]?.voi).toBe(linear);
  expect(presets[1]?.voi).toBe(full);
  expect(presets[2]?.voi).toMatchObject({ centre: 2048, width: 6554 });
  expect(presets[3]?.voi).toMatchObject({ centre: 2048, width: 2458 });
  expect(presets[4]).toMatchObject({ voi: second, name: "Film's window 2: BONE" });
});
