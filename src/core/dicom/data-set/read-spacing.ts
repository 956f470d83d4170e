import type { Spacing } from "../spacing.ts";
import { decimals, items, type DataSet } from "./data-set.ts";

interface Pair {
  readonly row: number;
  readonly column: number;
}

/** Row spacing, column spacing (PS3.3 10.7.1.1); undefined unless both are positive numbers. */
function pair(set: DataSet, tag: number): Pair | undefined {
  const [row = NaN, column = NaN] = decimals(set, tag);
  return row > 0 && column > 0 && Number.isFinite(row) && Number.isFinite(column)
    ? { row, column }
    : undefined;
}

/**
 * Spacing of a projection film (PS3.3 10.7.1.3). Pixel Spacing counts as calibrated only where it differs
 * from Imager Pixel Spacing, which is measured at the detector; that one is divided by the Estimated
 * Radiographic Magnification Factor where it is known.
 */
export function readSpacing(set: DataSet): Spacing | undefined {
  const groups = items(set, 0x52009229)[0];
  const measures = groups && items(groups, 0x00289110)[0];
  const pixel = pair(set, 0x00280030) ?? (measures && pair(measures, 0x00280030));
  const imager = pair(set, 0x00181164);
  if (pixel && (!imager || imager.row !== pixel.row || imager.column !== pixel.column)) {
    return { ...pixel, source: "pixel-spacing" };
  }
  if (!imager) return undefined;
  const factor = decimals(set, 0x00181114)[0] ?? NaN;
  // Source to detector over source to patient: below 1 it cannot be.
  if (factor >= 1 && Number.isFinite(factor)) {
    return {
      row: imager.row / factor,
      column: imager.column / factor,
      source: "imager-pixel-spacing-magnified",
    };
  }
  return { ...imager, source: "imager-pixel-spacing" };
}
