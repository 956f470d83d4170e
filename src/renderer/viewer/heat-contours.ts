import { contours } from "d3-contour";
import type { HeatMap } from "../../core/api.ts";
import { heatAt, heatColour, strongestOf, type HeatStyle } from "./heat-bitmap.ts";

/** Cells that a map is drawn from, whatever its own number: as smooth as its colours are. */
const cells = 64;
/** Lines between the threshold and the strongest value. */
const lines = 3;

export interface HeatLine {
  /** Share of the strongest value that the line stands for. */
  readonly share: number;
  readonly colour: string;
  /** Closed lines around what is at least so strong: places on the film, 0 to 1 from its left and upper edge. */
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

/** Lines of equal strength of a heat map, from the threshold upward; none where nothing speaks for pneumonia. */
export function heatContours(
  map: HeatMap,
  { threshold }: Pick<HeatStyle, "threshold">,
): readonly HeatLine[] | null {
  const most = strongestOf(map);
  if (most === null) return null;
  const values = Array.from(
    { length: cells * cells },
    (_, at) => heatAt(map, ((at % cells) + 0.5) / cells, (Math.floor(at / cells) + 0.5) / cells) / most,
  );
  // A line at 0 would run around the film.
  const lowest = Math.max(0.05, threshold);
  return Array.from({ length: lines }, (_, line) => lowest + ((1 - lowest) * line) / lines).map((share) => ({
    share,
    // The upper half of the colours: lines must stand out on black and on white.
    colour: `rgb(${heatColour(0.5 + share / 2).join(" ")})`,
    rings: contours()
      .size([cells, cells])
      .contour(values, share)
      .coordinates.flat()
      .map((ring) => ring.map(([x = 0, y = 0]) => [x / cells, y / cells] as const)),
  }));
}
