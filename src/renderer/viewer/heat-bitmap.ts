import type { HeatMap } from "../../core/api.ts";

type Colour = readonly [number, number, number];

/**
 * matplotlib's "inferno" at tenths: even to the eye, rising in lightness, so that it reads the same
 * with every kind of colour vision.
 */
const inferno: readonly Colour[] = [
  [0, 0, 4],
  [22, 11, 57],
  [66, 10, 104],
  [106, 23, 110],
  [147, 38, 103],
  [188, 55, 84],
  [221, 81, 58],
  [243, 120, 25],
  [252, 165, 10],
  [246, 215, 70],
  [252, 255, 164],
];

/** Colour of a share of the strongest value, 0 to 1. */
export function heatColour(share: number): Colour {
  const place = Math.min(1, Math.max(0, share)) * (inferno.length - 1);
  const low = Math.min(inferno.length - 2, Math.floor(place));
  const part = place - low;
  const [a, b] = [inferno[low] as Colour, inferno[low + 1] as Colour];
  const mix = (channel: 0 | 1 | 2): number => Math.round(a[channel] + (b[channel] - a[channel]) * part);
  return [mix(0), mix(1), mix(2)];
}

/**
 * Value of a heat map between the centres of its cells, bilinear; beyond the outermost centres the
 * nearest counts.
 * @param x, y place on the film, 0 to 1 from its left and upper edge
 */
export function heatAt(map: Pick<HeatMap, "rows" | "columns" | "values">, x: number, y: number): number {
  const along = (share: number, cells: number): { low: number; high: number; part: number } => {
    const place = Math.min(cells - 1, Math.max(0, share * cells - 0.5));
    const low = Math.floor(place);
    return { low, high: Math.min(cells - 1, low + 1), part: place - low };
  };
  const across = along(x, map.columns);
  const down = along(y, map.rows);
  const cell = (row: number, column: number): number => map.values[row * map.columns + column] ?? 0;
  const line = (row: number): number =>
    cell(row, across.low) * (1 - across.part) + cell(row, across.high) * across.part;
  return line(down.low) * (1 - down.part) + line(down.high) * down.part;
}

const size = 160;

/** How a heat map is laid over a film. */
export interface HeatStyle {
  /** Opacity of the strongest place, 0 to 1. */
  readonly opacity: number;
  /** Share of the map's strongest value below which nothing is drawn. */
  readonly threshold: number;
}

/** Steeper than the share itself, so that what matters little leaves the film as it is. */
export const opacityAt = (share: number, { opacity, threshold }: HeatStyle): number =>
  share <= 0 || share < threshold ? 0 : opacity * share ** 1.4;

/** A map's strongest value; null where nothing speaks for pneumonia. */
export function strongestOf({ values }: Pick<HeatMap, "values">): number | null {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  return most > 0 ? most : null;
}

/** A heat map as a picture to lay over the film: colour and opacity rise with the share of the map's strongest value. */
export function heatBitmap(map: HeatMap, style: HeatStyle): OffscreenCanvas | null {
  const most = strongestOf(map);
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext("2d");
  if (most === null || context === null) return null;
  const picture = context.createImageData(size, size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const share = heatAt(map, (x + 0.5) / size, (y + 0.5) / size) / most;
      const [red, green, blue] = heatColour(share);
      picture.data.set([red, green, blue, Math.round(255 * opacityAt(share, style))], (y * size + x) * 4);
    }
  }
  context.putImageData(picture, 0, 0);
  return canvas;
}
