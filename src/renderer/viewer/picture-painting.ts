import type { FilmPixels } from "../../core/api.ts";
import type { Voi } from "../../core/dicom/grey-chain.ts";
import { displayLevels, type GreyLevels } from "../../core/dicom/grey-levels.ts";
import type { Heat } from "./heat.ts";
import { Painter, type Painting, type Plane } from "./paint.ts";
import type { Turn } from "./turn.ts";

/** How a film is shown, apart from its place on screen. */
export interface Look {
  readonly voi: Voi | null;
  readonly invert: boolean;
  readonly smooth: boolean;
  readonly heat: Heat | null;
  /** The window is being dragged: each step is painted from what is stored, averaged once. */
  readonly quick: boolean;
}

/** The film as it is painted, and what it was painted from. */
export interface Picture {
  readonly film: FilmPixels;
  readonly voi: Voi | null;
  /** Everything else that makes it look as it does. */
  readonly key: string;
  readonly image: ImageData;
}

/** Milliseconds of painting in one go while a key may be pressed. */
const share = 6;

/** Lets keys and frames come in between; a timer would wait for milliseconds of its own each time. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** All tables have one type, so that the engine compiles the painting loop for one. */
const wide = ({ first, levels }: GreyLevels): { first: number; levels: Uint16Array } => ({
  first,
  levels: Uint16Array.from(levels),
});
export type Tables = ReturnType<typeof wide>;
export type Place = Pick<Painting, "origin" | "scale">;

/** What a picture is to show, and with what it is painted. */
export interface Wanted {
  readonly film: FilmPixels;
  readonly look: Look;
  readonly place: Place;
  readonly key: string;
  readonly tables: Tables | null;
  readonly turn: Turn;
  /** Size in device pixels. */
  readonly screen: { readonly width: number; readonly height: number };
}

export const isOf = (picture: Picture, film: FilmPixels, { voi }: Look, key: string): boolean =>
  picture.film === film && picture.voi === voi && picture.key === key;

const identity = Uint16Array.from({ length: 256 }, (_, level) => level);
const reversed = identity.map((level) => 255 - level);

export const sizeOf = ({ rows, columns }: FilmPixels): Pick<Painting, "rows" | "columns"> => ({
  rows,
  columns,
});

/** The grey levels of a grey film's stored values; null for a film in colour. */
export function levelsOf(
  { grey, bitsStored, signed, pixels }: FilmPixels,
  { voi, invert }: Look,
): Tables | null {
  return pixels.colour || voi === null
    ? null
    : wide(displayLevels({ grey, bitsStored, signed, voi, invert }));
}

export function planesOf({ pixels }: FilmPixels, { invert }: Look, tables: Tables | null): readonly Plane[] {
  if (pixels.colour) {
    const levels = invert ? reversed : identity;
    return [0, 1, 2].map((start) => ({ values: pixels.rgb, start, step: 3, levels, lowest: 0 }));
  }
  if (tables === null) return [];
  return [{ values: pixels.stored, start: 0, step: 1, levels: tables.levels, lowest: tables.first }];
}

/**
 * Paints a picture some milliseconds at a time, and lets keys and frames in between.
 * @param isWanted whether it is still worth the work
 * @returns null where it was not
 */
export async function paintInSlices(
  { film, look, place, key, tables, turn, screen }: Wanted,
  isWanted: () => boolean,
): Promise<Picture | null> {
  const image = new ImageData(screen.width, screen.height);
  const planes = planesOf(film, look, tables);
  const painting = { ...sizeOf(film), ...place, planes, turn, smooth: look.smooth };
  let until = performance.now() + share;
  for (const done of new Painter().inSlices(painting, image)) {
    void done;
    if (performance.now() < until) continue;
    await breathe();
    if (!isWanted()) return null;
    until = performance.now() + share;
  }
  return { film, voi: look.voi, key, image };
}
