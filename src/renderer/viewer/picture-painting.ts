import type { FilmAtFirst, FilmPixels } from "../../core/api.ts";
import type { Voi } from "../../core/dicom/grey-chain.ts";
import type { Heat } from "./heat.ts";
import { planesOf, type Greys, type Tables } from "../../core/display/frame-planes.ts";
import { black, Painter, type Painting } from "../../core/display/paint.ts";
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

/** A black picture. */
export function blackImage(width: number, height: number): ImageData {
  const image = new ImageData(width, height);
  new Uint32Array(image.data.buffer).fill(black);
  return image;
}

/** Puts a picture that was painted elsewhere into a black one of its size. */
export function putFirst({ picture }: FilmAtFirst, image: ImageData): void {
  const { width, part, voi, levels } = picture;
  const out = new Uint32Array(image.data.buffer);
  let at = 0;
  for (let row = part.y; row < part.y + part.height; row += 1) {
    const from = row * width + part.x;
    if (voi !== null) {
      for (let pixel = from; pixel < from + part.width; pixel += 1, at += 1) {
        out[pixel] = black | ((levels[at] as number) * 0x010101);
      }
      continue;
    }
    for (let pixel = from; pixel < from + part.width; pixel += 1, at += 3) {
      const [red, green, blue] = [levels[at] as number, levels[at + 1] as number, levels[at + 2] as number];
      out[pixel] = black | (blue << 16) | (green << 8) | red;
    }
  }
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
