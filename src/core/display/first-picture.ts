import { Room } from "../base/room.ts";
import type { Voi } from "../dicom/grey-chain.ts";
import { initialVoi } from "../dicom/grey-levels.ts";
import type { Spacing } from "../dicom/spacing.ts";
import { axesOf, fitScale } from "./fit.ts";
import { levelsOf, planesOf, type FrameToPaint } from "./frame-planes.ts";
import { Painter } from "./paint.ts";

/** A stage in device pixels, and how a film that is enlarged is shown on it. */
export interface StageSize {
  readonly width: number;
  readonly height: number;
  readonly smooth: boolean;
}

/** A whole film as it stands on a stage before anybody has touched it. */
export interface FirstPicture extends StageSize {
  /** What it is shown with; null for a film in colour. */
  readonly voi: Voi | null;
  /** Place of its first corner, and device pixels for one film pixel. */
  readonly origin: { readonly x: number; readonly y: number };
  readonly scale: { readonly x: number; readonly y: number };
  /** The part of the stage that was painted, in device pixels: what the film covers; the rest is black. */
  readonly part: StagePart;
  /** Grey levels of that part, row-major; red, green and blue of a film in colour. */
  readonly levels: Uint8Array;
}

export interface StagePart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Which of several strips of a picture, counted from 0 downward, of about as many rows each. */
export interface Strip {
  readonly index: number;
  readonly count: number;
}

export const wholePicture: Strip = { index: 0, count: 1 };

/** A decoded frame and the size of its film, which it may be a smaller copy of. */
export interface FilmToPaint extends FrameToPaint {
  readonly rows: number;
  readonly columns: number;
  readonly spacing: Pick<Spacing, "row" | "column"> | null;
  /** Of the decoded frame. */
  readonly decoded: { readonly rows: number; readonly columns: number };
}

/** How often a film's sides may be halved before it is painted: nothing is enlarged by it. */
export function halvingsFor(film: Omit<FilmToPaint, "decoded" | "pixels">, stage: StageSize): number {
  // What a film is shown with at first may hang on its values (`initialVoi`), and those of a smaller copy are others.
  if (film.grey.vois.length === 0 && film.bitsStored > 8) return 0;
  const { x, y } = axesOf(film, fitScale(film, stage));
  return Math.max(0, Math.floor(-Math.log2(Math.max(x, y))));
}

const painter = new Painter();
const canvas = Room.own();

/** What a strip of a picture covers on a stage. */
function partOf(
  { width, height }: StageSize,
  origin: FirstPicture["origin"],
  film: { readonly width: number; readonly height: number },
  { index, count }: Strip,
): StagePart {
  const [x, top] = [Math.max(0, origin.x), Math.max(0, origin.y)];
  const right = Math.min(width, origin.x + Math.max(1, Math.round(film.width)));
  const bottom = Math.min(height, origin.y + Math.max(1, Math.round(film.height)));
  const row = (strip: number): number => top + Math.floor((strip * (bottom - top)) / count);
  return { x, y: row(index), width: right - x, height: row(index + 1) - row(index) };
}

/**
 * Paints a film as a window will show it first, where its pixels are: they need not be sent for that.
 * @param strip the part of the picture that is painted: others may be painted beside it
 */
export function firstPicture(film: FilmToPaint, stage: StageSize, strip: Strip): FirstPicture {
  const { width, height, smooth } = stage;
  const { rows, columns, decoded, pixels } = film;
  const scale = axesOf(film, fitScale(film, stage));
  const origin = {
    x: Math.round(width / 2 - (columns * scale.x) / 2),
    y: Math.round(height / 2 - (rows * scale.y) / 2),
  };
  const voi = pixels.colour ? null : initialVoi(film, pixels.stored);
  const greys = { voi, invert: false };
  const planes = planesOf(film, greys, levelsOf(film, greys));
  const of = {
    x: (scale.x * columns) / decoded.columns,
    y: (scale.y * rows) / decoded.rows,
  };
  const part = partOf(stage, origin, { width: decoded.columns * of.x, height: decoded.rows * of.y }, strip);
  // The painter takes the part for a stage of its own.
  const painted = { ...part, data: canvas.take(4 * part.width * part.height) };
  const corner = { x: origin.x - part.x, y: origin.y - part.y };
  painter.paint({ ...decoded, planes, origin: corner, scale: of, smooth }, painted);
  return { width, height, smooth, voi, origin, scale, part, levels: levelsIn(painted.data, pixels.colour) };
}

/** Two strips of one picture put together. */
export function joined(upper: FirstPicture, lower: FirstPicture): FirstPicture {
  const levels = new Uint8Array(upper.levels.length + lower.levels.length);
  levels.set(upper.levels);
  levels.set(lower.levels, upper.levels.length);
  const height = upper.part.height + lower.part.height;
  return { ...upper, part: { ...upper.part, height }, levels };
}

/** The levels of a painted picture: of a grey one once, of one in colour three a pixel. */
function levelsIn(painted: Uint8Array, colour: boolean): Uint8Array {
  if (colour) return painted.filter((_, at) => at % 4 !== 3);
  const levels = new Uint8Array(painted.length / 4);
  for (let pixel = 0; pixel < levels.length; pixel += 1) levels[pixel] = painted[4 * pixel] as number;
  return levels;
}
