import type { FilmAtFirst, FilmPixels } from "../../core/api.ts";
import type { Voi } from "../../core/dicom/grey-chain.ts";
import type { Heat } from "./heat.ts";
import { planesOf, type Greys, type Tables } from "../../core/display/frame-planes.ts";
import { Painter, type Painting } from "../../core/display/paint.ts";
import type { Turn } from "../../core/display/turn.ts";

/** How a film is shown, apart from its place on screen. */
export interface Look extends Greys {
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

export type Place = Pick<Painting, "origin" | "scale">;

export const sizeOf = ({ rows, columns }: FilmPixels): Pick<Painting, "rows" | "columns"> => ({
  rows,
  columns,
});

/** A picture that was painted elsewhere. */
export function imageOf({ picture }: FilmAtFirst): ImageData {
  const { width, height, levels } = picture;
  const image = new ImageData(width, height);
  const out = new Uint32Array(image.data.buffer);
  const samples = levels.length / out.length;
  const [green, blue] = samples === 1 ? [0, 0] : [1, 2];
  for (let pixel = 0, at = 0; pixel < out.length; pixel += 1, at += samples) {
    const level = levels[at] as number;
    out[pixel] =
      0xff000000 | ((levels[at + blue] as number) << 16) | ((levels[at + green] as number) << 8) | level;
  }
  return image;
}

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
