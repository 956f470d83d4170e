import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import type { DataSet } from "../data-set/data-set.ts";
import type { StoredValues } from "../film.ts";
import { lutDescriptor, lutEntries } from "../grey/look-up-table.ts";
import type { PixelDescription } from "./pixel-description.ts";
import type { Samples } from "./samples.ts";
import { segmentedEntries } from "./segmented-palette.ts";

/** Samples of three planes (all R, all G, all B) in pixel order. */
export function interleave<T extends Samples>(planes: T, pixels: number): T {
  const out = planes.slice() as T;
  for (let index = 0, at = 0; index < pixels; index++, at += 3) {
    out[at] = planes[index] ?? 0;
    out[at + 1] = planes[pixels + index] ?? 0;
    out[at + 2] = planes[2 * pixels + index] ?? 0;
  }
  return out;
}

/** Native YBR_FULL_422, Y1 Y2 Cb Cr for two pixels (PS3.3 C.7.6.3.1.2), with three samples for each pixel. */
export function widen422<T extends Samples>(packed: T, empty: T): T {
  for (let from = 0, at = 0; from + 3 < packed.length; from += 4, at += 6) {
    for (const pixel of [0, 1]) {
      empty[at + 3 * pixel] = packed[from + pixel] ?? 0;
      empty[at + 3 * pixel + 1] = packed[from + 2] ?? 0;
      empty[at + 3 * pixel + 2] = packed[from + 3] ?? 0;
    }
  }
  return empty;
}

/** Eight bits a sample from `bitsStored`: the upper eight of more, spread out from fewer. */
export function toBytes(samples: Samples, bitsStored: number): Uint8Array {
  if (samples instanceof Uint8Array && bitsStored === 8) return samples;
  const out = new Uint8Array(samples.length);
  if (bitsStored >= 8) {
    for (let at = 0; at < out.length; at++) out[at] = (samples[at] ?? 0) >> (bitsStored - 8);
  } else {
    const top = 2 ** bitsStored - 1;
    for (let at = 0; at < out.length; at++) out[at] = Math.round(((samples[at] ?? 0) * 255) / top);
  }
  return out;
}

/** YBR_FULL to RGB, in place (PS3.3 C.7.6.3.1.2: the inverse of its equations, centre of Cb and Cr at 128). */
export function ybrToRgb(pixels: Uint8Array): void {
  const clamp = (value: number): number => Math.min(Math.max(Math.round(value), 0), 255);
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const y = pixels[at] ?? 0;
    const cb = (pixels[at + 1] ?? 0) - 128;
    const cr = (pixels[at + 2] ?? 0) - 128;
    pixels[at] = clamp(y + 1.402 * cr);
    pixels[at + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
    pixels[at + 2] = clamp(y + 1.772 * cb);
  }
}

/** Red, green and blue of each stored value, eight bits each. */
export interface Palette {
  readonly first: number;
  readonly rgb: Uint8Array;
}

/**
 * Reads the palette of a PALETTE COLOR film (PS3.3 C.7.6.3.1.5, C.7.6.3.1.6; segmented C.7.9.2).
 * @throws AppError film/corrupt where a table is missing, too short or not like the others
 */
export function readPalette(set: DataSet, d: PixelDescription): Palette {
  const channels = [0, 1, 2].map((channel) => {
    const descriptor = lutDescriptor(set, 0x00281101 + channel, d.signed, "palette");
    const segmented = set.elements.has(0x00281221 + channel);
    const plain = set.elements.has(0x00281201 + channel);
    if (!segmented && !plain) throw new AppError("film/corrupt", { detail: filmPhrases.paletteMissing });
    const entries = plain
      ? lutEntries(set, 0x00281201 + channel, descriptor, "palette")
      : segmentedEntries(set, 0x00281221 + channel, descriptor);
    return { ...descriptor, entries };
  });
  const [red, green, blue] = channels;
  if (!red || !green || !blue) throw new AppError("film/corrupt", { detail: filmPhrases.paletteMissing });
  if (channels.some((channel) => channel.count !== red.count || channel.first !== red.first)) {
    throw new AppError("film/corrupt", { detail: filmPhrases.badLut("palette") });
  }
  // Some writers say 16 bits and fill only the lower eight.
  const deep = red.bits > 8 && channels.some(({ entries }) => entries.some((entry) => entry > 255));
  const shift = deep ? red.bits - 8 : 0;
  const rgb = new Uint8Array(3 * red.count);
  for (let index = 0; index < red.count; index++) {
    rgb[3 * index] = (red.entries[index] ?? 0) >> shift;
    rgb[3 * index + 1] = (green.entries[index] ?? 0) >> shift;
    rgb[3 * index + 2] = (blue.entries[index] ?? 0) >> shift;
  }
  return { first: red.first, rgb };
}

/** Colours of stored values: values below the palette take its first entry, above it the last. */
export function throughPalette(stored: StoredValues, { first, rgb }: Palette): Uint8Array {
  const last = rgb.length / 3 - 1;
  const out = new Uint8Array(3 * stored.length);
  for (let index = 0, at = 0; index < stored.length; index++, at += 3) {
    const entry = 3 * Math.min(Math.max((stored[index] ?? 0) - first, 0), last);
    out[at] = rgb[entry] ?? 0;
    out[at + 1] = rgb[entry + 1] ?? 0;
    out[at + 2] = rgb[entry + 2] ?? 0;
  }
  return out;
}
