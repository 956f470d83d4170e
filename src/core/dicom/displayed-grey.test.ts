import { expect, it } from "vitest";
import { displayedGrey } from "./displayed-grey.ts";
import type { Film } from "./film.ts";

const film: Film = {
  kind: "dicom",
  rows: 1,
  columns: 3,
  frames: 1,
  colour: false,
  bitsStored: 12,
  signed: false,
  grey: {
    modality: { kind: "rescale", slope: 1, intercept: 0 },
    vois: [{ kind: "window", centre: 1001, width: 2001, function: "LINEAR" }],
    inverted: true,
    padding: { low: 4095, high: 4095 },
  },
  attributes: {},
  decodeFrame: () => Promise.reject(new Error("not used")),
};

it("goes through window and polarity without steps of 1/255; padding is black", () => {
  // LINEAR, c = 1001, w = 2001: from 0.5 to 2000.5; inverted: 1 - ((333 - 1000.5) / 2000 + 0.5).
  const stored = Uint16Array.of(0, 333, 4095);
  const grey = displayedGrey(film, { colour: false, rows: 1, columns: 3, stored });
  expect(grey[0]).toBe(1);
  expect(grey[1]).toBeCloseTo(1 - ((333 - 1000.5) / 2000 + 0.5), 6);
  expect(grey[2]).toBe(0);
});

it("takes the luminance of colour (BT.601)", () => {
  const rgb = Uint8Array.of(255, 0, 0, 0, 255, 0, 10, 10, 10);
  const grey = displayedGrey({ ...film, colour: true }, { colour: true, rows: 1, columns: 3, rgb });
  expect([...grey].map((value) => Number(value.toFixed(5)))).toEqual([0.299, 0.587, 0.03922]);
});
