import { expect, it } from "vitest";
import type { GreyChain } from "../dicom/grey-chain.ts";
import { measure } from "./measure.ts";
import { regionStatistics, type GreyFrame } from "./region.ts";
import { scaleOf } from "./scale.ts";
import { shapeFrom, type Point } from "./shape.ts";

const plain: GreyChain = {
  modality: { kind: "rescale", slope: 1, intercept: 0 },
  vois: [],
  inverted: false,
};
/** Values 0, 1, 2 ... row by row. */
const frame = (rows: number, columns: number, grey: GreyChain = plain): GreyFrame => ({
  rows,
  columns,
  stored: Int16Array.from({ length: rows * columns }, (_, i) => i),
  grey,
});
const at = (column: number, row: number): Point => ({ column, row });
const region = (kind: "rectangle" | "ellipse", a: Point, b: Point) => {
  const made = shapeFrom(kind, [a, b]);
  if (made.kind !== "rectangle" && made.kind !== "ellipse") throw new Error("no region");
  return made;
};

it("counts the pixels whose centres lie in a rectangle, its edges included", () => {
  // Columns 1 and 2 of rows 1 and 2 of a 4 x 4 film: 5, 6, 9, 10. Mean 7.5, variance (6.25 + 2.25) / 2 = 4.25.
  const corners = [at(2, 2), at(1, 1)] as const;
  const wanted = { pixels: 4, mean: 7.5, deviation: expect.closeTo(Math.sqrt(4.25), 9) as number };
  expect(regionStatistics(region("rectangle", ...corners), frame(4, 4))).toMatchObject({
    ...wanted,
    low: 5,
    high: 10,
  });
  expect(regionStatistics(region("rectangle", at(0.6, 0.6), at(2.4, 2.4)), frame(4, 4))).toMatchObject(
    wanted,
  );
});

it("counts the pixels whose centres lie in an ellipse", () => {
  // Centre (2, 2), half axes 2 and 1: row 1 and 3 hold column 2, row 2 holds columns 0 to 4.
  const found = regionStatistics(region("ellipse", at(0, 1), at(4, 3)), frame(5, 5));
  // 7, 10, 11, 12, 13, 14, 17: mean 12, variance (25+4+1+0+1+4+25)/7
  expect(found).toMatchObject({ pixels: 7, mean: 12, low: 7, high: 17 });
  expect(found?.deviation).toBeCloseTo(Math.sqrt(60 / 7), 9);
});

it("speaks of values after the modality LUT and leaves padding out", () => {
  const grey: GreyChain = {
    ...plain,
    modality: { kind: "rescale", slope: -2, intercept: 100 },
    padding: { low: 0, high: 1 },
  };
  // Values 0 and 1 are padding; 2 and 3 become 96 and 94.
  expect(regionStatistics(region("rectangle", at(0, 0), at(3, 0)), frame(1, 4, grey))).toEqual({
    pixels: 2,
    mean: 95,
    deviation: 1,
    low: 94,
    high: 96,
  });
  expect(regionStatistics(region("rectangle", at(0, 0), at(1, 0)), frame(1, 4, grey))).toBeNull();
});

it("keeps its digits on large values, and counts only what lies on the film", () => {
  const stored = Uint16Array.from({ length: 40_000 }, (_, i) => 65_000 + (i % 2));
  const large: GreyFrame = { rows: 200, columns: 200, stored, grey: plain };
  expect(regionStatistics(region("rectangle", at(-50, -50), at(500, 500)), large)).toEqual({
    pixels: 40_000,
    mean: expect.closeTo(65_000.5, 9) as number,
    deviation: expect.closeTo(0.5, 9) as number,
    low: 65_000,
    high: 65_001,
  });
  expect(regionStatistics(region("rectangle", at(-9, -9), at(-2, -2)), large)).toBeNull();
});

it("gives areas of the patient, an ellipse's by pi", () => {
  const oblong = scaleOf({ row: 0.5, column: 0.2, source: "pixel-spacing" });
  const corners = [at(10, 10), at(20, 30)] as const;
  // 10 columns of 0.2 mm, 20 rows of 0.5 mm.
  expect(measure(region("rectangle", ...corners), oblong, null)).toEqual({
    kind: "region",
    width: 2,
    height: 10,
    area: 20,
    statistics: null,
  });
  expect(measure(region("ellipse", ...corners), oblong, null)).toMatchObject({
    area: expect.closeTo(5 * Math.PI, 9) as number,
  });
});
