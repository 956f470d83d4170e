import type { FilmPixels } from "../../core/api.ts";
import { isPadding } from "../../core/dicom/grey/display-table.ts";
import { modalityValue } from "../../core/dicom/grey/modality.ts";
import { toFilm, type ScreenPoint } from "../../core/marks/affine.ts";
import type { Placement } from "./placement.ts";

/** What a film holds at one pixel. */
export type Reading = {
  /** Counted from 1. */
  readonly column: number;
  readonly row: number;
} & (
  | { readonly kind: "grey"; readonly stored: number; readonly value: number; readonly padding: boolean }
  | { readonly kind: "colour"; readonly rgb: readonly [number, number, number] }
);

/** The pixel under a point of the stage, in CSS pixels; null beside the film. */
export function readingAt(film: FilmPixels, placement: Placement, point: ScreenPoint): Reading | null {
  const place = toFilm(placement.map, point);
  if (place === null) return null;
  // Pixel centres are whole numbers.
  const [column, row] = [Math.floor(place.column + 0.5), Math.floor(place.row + 0.5)];
  if (column < 0 || row < 0 || column >= film.columns || row >= film.rows) return null;
  const at = row * film.columns + column;
  const counted = { column: column + 1, row: row + 1 };
  if (film.pixels.colour) {
    const { rgb } = film.pixels;
    return {
      ...counted,
      kind: "colour",
      rgb: [rgb[3 * at] ?? 0, rgb[3 * at + 1] ?? 0, rgb[3 * at + 2] ?? 0],
    };
  }
  const stored = film.pixels.stored[at] ?? 0;
  const { modality, padding } = film.grey;
  return {
    ...counted,
    kind: "grey",
    stored,
    value: modalityValue(modality, stored),
    padding: isPadding(padding, stored),
  };
}
