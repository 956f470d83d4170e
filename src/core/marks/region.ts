import type { StoredValues } from "../dicom/film.ts";
import type { GreyChain } from "../dicom/grey-chain.ts";
import { isPadding } from "../dicom/grey/display-table.ts";
import { modalityValue } from "../dicom/grey/modality.ts";
import type { Point, Shape } from "./shape.ts";

export interface GreyFrame {
  readonly rows: number;
  readonly columns: number;
  /** Row-major, rows x columns. */
  readonly stored: StoredValues;
  readonly grey: GreyChain;
}

/** Of the values after the modality LUT (PS3.3 C.11.1), padding left out. */
export interface RegionStatistics {
  readonly pixels: number;
  readonly mean: number;
  /** Of these pixels themselves (divided by their number, not by one less). */
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
}

type Region = Extract<Shape, { kind: "rectangle" | "ellipse" }>;

/** The columns of a row that lie in the region: those whose pixel centre does. */
function spanAt({ kind, points: [a, b] }: Region, row: number): { from: number; to: number } | null {
  const [left, right] = [Math.min(a.column, b.column), Math.max(a.column, b.column)];
  if (kind === "rectangle") return { from: left, to: right };
  const [middle, half] = [(left + right) / 2, (right - left) / 2];
  const high = Math.abs(a.row - b.row) / 2;
  const away = (row - (a.row + b.row) / 2) / high;
  if (!(Math.abs(away) <= 1)) return null;
  const reach = half * Math.sqrt(1 - away * away);
  return { from: middle - reach, to: middle + reach };
}

/** @returns null where the region holds no pixel of the film that is not padding */
export function regionStatistics(region: Region, frame: GreyFrame): RegionStatistics | null {
  const [a, b] = region.points;
  const { rows, columns, stored, grey } = frame;
  const first = Math.max(0, Math.ceil(Math.min(a.row, b.row)));
  const last = Math.min(rows - 1, Math.floor(Math.max(a.row, b.row)));
  let [pixels, mean, squares, low, high] = [0, 0, 0, Infinity, -Infinity];
  for (let row = first; row <= last; row++) {
    const span = spanAt(region, row);
    if (span === null) continue;
    const end = Math.min(columns - 1, Math.floor(span.to));
    for (let column = Math.max(0, Math.ceil(span.from)); column <= end; column++) {
      const value = stored[row * columns + column] ?? 0;
      if (isPadding(grey.padding, value)) continue;
      const shown = modalityValue(grey.modality, value);
      // Welford: the sum of squares loses no digits where the mean is large beside the deviation.
      const off = shown - mean;
      pixels += 1;
      mean += off / pixels;
      squares += off * (shown - mean);
      if (shown < low) low = shown;
      if (shown > high) high = shown;
    }
  }
  return pixels === 0 ? null : { pixels, mean, deviation: Math.sqrt(squares / pixels), low, high };
}

/** Width and height of the box of two corners, in film pixels. */
export const boxOf = ([a, b]: readonly [Point, Point]): { columns: number; rows: number } => ({
  columns: Math.abs(a.column - b.column),
  rows: Math.abs(a.row - b.row),
});
