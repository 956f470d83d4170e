import { expect, test } from "vitest";
import type { FilmPixels } from "../../core/api.ts";
import { filmId } from "../../core/base/ids.ts";
import { readingAt } from "./reading.ts";
import type { Placement } from "./placement.ts";

const film: FilmPixels = {
  filmId: filmId("1"),
  frame: 0,
  rows: 2,
  columns: 3,
  bitsStored: 12,
  signed: true,
  grey: {
    modality: { kind: "rescale", slope: -2, intercept: 10 },
    vois: [],
    inverted: false,
    padding: { low: -2000, high: -2000 },
  },
  spacing: null,
  orientation: [],
  pixels: { colour: false, stored: Int16Array.of(1, 2, 3, 4, 5, -2000) },
};
const placed = (map: Placement["map"]): Placement => ({
  scale: 10,
  zoom: 1,
  fitted: true,
  centre: { x: 0.5, y: 0.5 },
  map,
  ratio: 1,
});

test("the pixel under the pointer, its stored and its modality value", () => {
  // Ten screen pixels a film pixel from (100, 50) on: (125, 65) lies in the third column, second row.
  const placement = placed([10, 0, 0, 10, 100, 50]);
  expect(readingAt(film, placement, { x: 109.9, y: 59.9 })).toMatchObject({
    column: 1,
    row: 1,
    stored: 1,
    value: 8,
  });
  expect(readingAt(film, placement, { x: 110, y: 65 })).toMatchObject({
    column: 2,
    row: 2,
    stored: 5,
    value: 0,
  });
  expect(readingAt(film, placement, { x: 125, y: 65 })).toMatchObject({ padding: true });
  expect(readingAt(film, placement, { x: 130, y: 65 })).toBeNull();
  expect(readingAt(film, placement, { x: 99.9, y: 65 })).toBeNull();
});

test("on a film that was turned by a quarter", () => {
  // Clockwise: rows run downward, columns to the left from x = 120.
  const placement = placed([0, 10, -10, 0, 120, 50]);
  expect(readingAt(film, placement, { x: 115, y: 75 })).toMatchObject({ column: 3, row: 1, stored: 3 });
  expect(readingAt(film, placement, { x: 105, y: 55 })).toMatchObject({ column: 1, row: 2, stored: 4 });
});
