import type { FilmPixels, HeatMap } from "../../core/api.ts";
import { levelsOf, planesOf } from "../../core/display/frame-planes.ts";
import { heatBitmap } from "./heat-bitmap.ts";
import { firstVoi } from "./windowing.ts";
import { Painter } from "../../core/display/paint.ts";

const films = new WeakMap<FilmPixels, OffscreenCanvas | null>();
/** Strong: a thumbnail shows where the map is, not what lies beneath. */
const heatStyle = { opacity: 0.9, threshold: 0.25 } as const;
/** Pixels of the longer side. */
const side = 72;

/** A film in its own window, small; made once for each. */
function small(film: FilmPixels): OffscreenCanvas | null {
  const made = films.get(film);
  if (made !== undefined) return made;
  const { rows, columns } = film;
  const scale = side / Math.max(rows, columns);
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(columns * scale)),
    Math.max(1, Math.round(rows * scale)),
  );
  const context = canvas.getContext("2d");
  if (context !== null) {
    const picture = context.createImageData(canvas.width, canvas.height);
    const place = { scale: { x: canvas.width / columns, y: canvas.height / rows }, origin: { x: 0, y: 0 } };
    const greys = { voi: firstVoi(film), invert: false };
    const planes = planesOf(film, greys, levelsOf(film, greys));
    new Painter().paint({ rows, columns, planes, smooth: false, ...place }, picture);
    context.putImageData(picture, 0, 0);
  }
  const kept = context === null ? null : canvas;
  films.set(film, kept);
  return kept;
}

/** Draws a film's heat map small, the film beneath it where that is at hand; nothing where nothing speaks for pneumonia. */
export function drawThumbnail(canvas: HTMLCanvasElement, film: FilmPixels | null, map: HeatMap): void {
  const beneath = film === null ? null : small(film);
  [canvas.width, canvas.height] = beneath === null ? [side, side] : [beneath.width, beneath.height];
  const context = canvas.getContext("2d");
  if (context === null) return;
  if (beneath !== null) context.drawImage(beneath, 0, 0);
  const heat = heatBitmap(map, heatStyle);
  context.imageSmoothingQuality = "high";
  if (heat !== null) context.drawImage(heat, 0, 0, canvas.width, canvas.height);
}
