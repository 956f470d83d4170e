import type { HeatMap } from "../../core/api.ts";
import type { Affine } from "../../core/marks/affine.ts";
import type { DisplaySettings } from "../state/display-settings.ts";
import { heatBitmap } from "./heat-bitmap.ts";
import { heatContours, type HeatLine } from "./heat-contours.ts";

/** A heat map, ready to be laid over a film. */
export type Heat =
  | { readonly kind: "colour"; readonly picture: OffscreenCanvas }
  | { readonly kind: "contour"; readonly lines: readonly HeatLine[]; readonly opacity: number };

/** A heat map in the chosen style; null where nothing in it speaks for pneumonia. */
export function heatOf(map: HeatMap, style: DisplaySettings["heat"]): Heat | null {
  if (style.style === "colour") {
    const picture = heatBitmap(map, style);
    return picture === null ? null : { kind: "colour", picture };
  }
  const lines = heatContours(map, style);
  return lines === null ? null : { kind: "contour", lines, opacity: style.opacity };
}

/** Draws a heat map over a film. */
export function drawHeat(
  context: CanvasRenderingContext2D,
  heat: Heat,
  map: Affine,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  ratio: number,
): void {
  if (heat.kind === "colour") {
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.setTransform(...map);
    context.drawImage(heat.picture, 0, 0, columns, rows);
    return;
  }
  const [a, b, c, d, e, f] = map;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = heat.opacity;
  context.lineJoin = "round";
  for (const { colour, rings } of heat.lines) {
    context.beginPath();
    for (const ring of rings) {
      for (const [index, [x, y]] of ring.entries()) {
        const to = [a * x * columns + c * y * rows + e, b * x * columns + d * y * rows + f] as const;
        if (index === 0) context.moveTo(...to);
        else context.lineTo(...to);
      }
      context.closePath();
    }
    // A dark edge keeps a line apart from what is bright beneath it.
    for (const [stroke, width] of [
      ["rgb(0 0 0 / 70%)", 4],
      [colour, 1.75],
    ] as const) {
      context.strokeStyle = stroke;
      context.lineWidth = width * ratio;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}
