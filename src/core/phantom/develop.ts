import { annotate, type Annotations } from "./annotations.ts";
import { Canvas } from "./canvas.ts";
import { digitise, expose, range } from "./detector.ts";
import type { ResolvedOptions } from "./options.ts";
import { Plane, type Grid } from "./plane.ts";

/** A synthetic chest film, without the places of what is drawn on it. */
export interface PhantomFilm extends ResolvedOptions {
  readonly projection: "frontal" | "left-lateral";
  /** Stored values in the film's polarity, row-major, rows x columns. */
  readonly values: Uint16Array;
  /** Window (PS3.3 C.11.2.1.2, LINEAR) that shows the film's whole range, in stored values. */
  readonly window: { readonly centre: number; readonly width: number };
}

/** Anatomy is drawn on at most so many columns or rows and enlarged: finer than what a detector resolves. */
const FINEST = 1100;

/**
 * An empty plane that lies on the film.
 * @param unit millimetres of a thorax unit
 * @param middle, top millimetres from the film's left and upper edge at which x and y are 0
 */
export function planeOn(film: ResolvedOptions, unit: number, middle: number, top: number): Plane {
  const [width, height] = [film.columns * film.spacing.column, film.rows * film.spacing.row];
  const shrink = Math.max(1, Math.max(film.columns, film.rows) / FINEST);
  const columns = Math.round(film.columns / shrink);
  const rows = Math.round(film.rows / shrink);
  const [stepX, stepY] = [width / columns / unit, height / rows / unit];
  return new Plane({
    columns,
    rows,
    stepX,
    stepY,
    originX: stepX / 2 - middle / unit,
    originY: stepY / 2 - top / unit,
  });
}

/** The place on the film of a point in thorax units. */
export const placeOn =
  (film: ResolvedOptions, grid: Grid, canvas: Canvas) =>
  (x: number, y: number): ReturnType<Canvas["place"]> =>
    canvas.place(
      ((x - grid.originX) / grid.stepX + 0.5) * (film.columns / grid.columns) - 0.5,
      ((y - grid.originY) / grid.stepY + 0.5) * (film.rows / grid.rows) - 0.5,
    );

/** Exposes attenuation, digitises it, and writes words, markers and the side's letter on it. */
export function develop(
  plane: Plane,
  film: ResolvedOptions,
  side: "L" | "R",
): Pick<PhantomFilm, "values" | "window"> & { readonly canvas: Canvas; readonly marks: Annotations } {
  expose(plane);
  const values = digitise(plane, film.rows, film.columns, film.bits, film.seed);
  const canvas = new Canvas(values, film.rows, film.columns, film.spacing.row, film.spacing.column);
  const { black, white, metal } = range(film.bits);
  const marks = annotate(canvas, side, { metal, plate: black });
  const full = 2 ** film.bits - 1;
  let centre = (black + white + 1) / 2;
  if (film.polarity === "MONOCHROME1") {
    for (let i = 0; i < values.length; i++) values[i] = full - (values[i] ?? 0);
    centre = full + 1 - centre;
  }
  return { values, window: { centre, width: white - black + 1 }, canvas, marks };
}
