import type { Point } from "./shape.ts";

/**
 * A plane's affine map as canvas and SVG write it: x' = a x + c y + e, y' = b x + d y + f. Maps a film's
 * corner-based places (the first pixel's centre is 0.5, 0.5) to the screen.
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** Where a film point (pixel centres are whole numbers) is seen. */
export const toScreen = ([a, b, c, d, e, f]: Affine, { column, row }: Point): ScreenPoint => ({
  x: a * (column + 0.5) + c * (row + 0.5) + e,
  y: b * (column + 0.5) + d * (row + 0.5) + f,
});

/** The film point that is seen at a place of the screen; null of a map that has no inverse. */
export function toFilm([a, b, c, d, e, f]: Affine, { x, y }: ScreenPoint): Point | null {
  const determinant = a * d - b * c;
  if (!Number.isFinite(determinant) || determinant === 0) return null;
  return {
    column: (d * (x - e) - c * (y - f)) / determinant - 0.5,
    row: (a * (y - f) - b * (x - e)) / determinant - 0.5,
  };
}

/** The point moved onto the film, where it lies beside it. */
export const ontoFilm = (point: Point, rows: number, columns: number): Point => ({
  column: Math.min(columns - 0.5, Math.max(-0.5, point.column)),
  row: Math.min(rows - 0.5, Math.max(-0.5, point.row)),
});
