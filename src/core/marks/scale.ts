import type { Spacing, SpacingSource } from "../dicom/spacing.ts";
import type { Point } from "./shape.ts";

/** What one film pixel measures across and down, in `unit`. */
export interface Scale {
  readonly column: number;
  readonly row: number;
  readonly unit: "mm" | "px";
  /** Where the millimetres come from; null where there are none. */
  readonly source: SpacingSource | null;
}

/** Without a spacing lengths are pixels, taken for square: the film says neither their size nor their shape. */
export const scaleOf = (spacing: Spacing | null | undefined): Scale =>
  spacing === null || spacing === undefined
    ? { column: 1, row: 1, unit: "px", source: null }
    : { column: spacing.column, row: spacing.row, unit: "mm", source: spacing.source };

/** A vector in the scale's unit: x along a row, y down a column. */
export interface Vector {
  readonly x: number;
  readonly y: number;
}

export const between = (from: Point, to: Point, scale: Scale): Vector => ({
  x: (to.column - from.column) * scale.column,
  y: (to.row - from.row) * scale.row,
});

export const lengthOf = ({ x, y }: Vector): number => Math.hypot(x, y);

/** Angle between two directions, 0 to 180 degrees; null where one of them has no length. */
export function degreesBetween(a: Vector, b: Vector): number | null {
  if (lengthOf(a) === 0 || lengthOf(b) === 0) return null;
  // atan2 of cross and dot product keeps its digits where arccos loses them, near 0 and 180 degrees.
  return (Math.atan2(Math.abs(a.x * b.y - a.y * b.x), a.x * b.x + a.y * b.y) * 180) / Math.PI;
}
