import { decode } from "fast-png";
import { AppError, asAppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import type { Film, Frame, StoredValues } from "../film.ts";
import type { FilmLimits } from "../limits.ts";
import { identityGrey } from "../open-dicom.ts";
import { checkSize } from "../pixels/pixel-description.ts";
import { readPngChunks, samplesPerPixel, type PngChunks } from "./png-chunks.ts";
import { inflatedPng } from "./png-scanlines.ts";

type Decoded = ReturnType<typeof decode>;

/** Samples below eight bits, which PNG packs from the highest bit on, row by row (PNG 7.2). */
function unpack(packed: ArrayLike<number>, rows: number, columns: number, depth: number): Uint8Array {
  const out = new Uint8Array(rows * columns);
  const rowBytes = Math.ceil((columns * depth) / 8);
  const mask = 2 ** depth - 1;
  for (let row = 0, to = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, to++) {
      const bit = column * depth;
      const byte = packed[row * rowBytes + (bit >> 3)] ?? 0;
      out[to] = (byte >> (8 - depth - (bit & 7))) & mask;
    }
  }
  return out;
}

/** 16 bits to 8, rounded: 65,535 = 255 x 257. */
const toByte = (value: number): number => Math.round(value / 257);

function paletteFrame(png: Decoded, indices: Uint8Array, rows: number, columns: number): Frame {
  const palette = png.palette ?? [];
  const rgb = new Uint8Array(3 * indices.length);
  for (let index = 0, at = 0; index < indices.length; index++, at += 3) {
    const colour = palette[indices[index] ?? 0];
    if (colour === undefined) throw new AppError("film/corrupt", { detail: filmPhrases.badPng("PLTE") });
    const alpha = (colour[3] ?? 255) / 255;
    for (let channel = 0; channel < 3; channel++) {
      rgb[at + channel] = Math.round((colour[channel] ?? 0) * alpha);
    }
  }
  return { colour: true, rows, columns, rgb };
}

/** Grey samples over black where there is alpha, or a grey level that stands for transparent. */
function greyFrame(png: Decoded, samples: StoredValues, rows: number, columns: number): Frame {
  const stored = png.depth === 16 ? new Uint16Array(rows * columns) : new Uint8Array(rows * columns);
  const top = png.depth === 16 ? 65_535 : 255;
  const scale = png.depth < 8 ? 255 / (2 ** png.depth - 1) : 1;
  const transparent = png.transparency?.[0];
  for (let index = 0; index < stored.length; index++) {
    if (png.channels === 2) {
      stored[index] = Math.round(((samples[2 * index] ?? 0) * (samples[2 * index + 1] ?? 0)) / top);
    } else {
      const value = samples[index] ?? 0;
      stored[index] = value === transparent ? 0 : value * scale;
    }
  }
  return { colour: false, rows, columns, stored };
}

function colourFrame(png: Decoded, rows: number, columns: number): Frame {
  const { data, channels, transparency } = png;
  const deep = png.depth === 16;
  const top = deep ? 65_535 : 255;
  const rgb = new Uint8Array(3 * rows * columns);
  const [red, green, blue] = transparency ?? [];
  for (let from = 0, at = 0; at < rgb.length; from += channels, at += 3) {
    if (
      transparency !== undefined &&
      data[from] === red &&
      data[from + 1] === green &&
      data[from + 2] === blue
    ) {
      continue;
    }
    const alpha = channels === 4 ? (data[from + 3] ?? 0) / top : 1;
    for (let channel = 0; channel < 3; channel++) {
      const value = (data[from + channel] ?? 0) * alpha;
      rgb[at + channel] = deep ? toByte(value) : Math.round(value);
    }
  }
  return { colour: true, rows, columns, rgb };
}

function decodePng(chunks: PngChunks): Frame {
  const { rows, columns, depth, interlaced } = chunks.header;
  if (interlaced && depth < 8) {
    throw new AppError("codec/unsupported", { name: filmPhrases.shallowInterlacedPng(depth), uid: "PNG" });
  }
  let png: Decoded;
  const bytes = inflatedPng(chunks);
  try {
    png = decode(bytes);
  } catch (thrown) {
    throw asAppError(thrown, "film/corrupt", { detail: filmPhrases.badPng("IDAT") });
  }
  const samples =
    png.data instanceof Uint16Array
      ? png.data
      : depth < 8
        ? unpack(png.data, rows, columns, depth)
        : Uint8Array.from(png.data);
  if (png.channels >= 3) return colourFrame(png, rows, columns);
  if (png.palette && samples instanceof Uint8Array) return paletteFrame(png, samples, rows, columns);
  return greyFrame(png, samples, rows, columns);
}

/**
 * Opens a PNG as a film: grey of up to 8 bits as 8, 16 as 16, all else in colour; transparency over black.
 * @throws AppError film/truncated, film/corrupt, film/too-large
 */
export function openPng(bytes: Uint8Array, limits: FilmLimits): Film {
  const chunks = readPngChunks(bytes);
  const { rows, columns, depth, colourType } = chunks.header;
  const bytesPerPixel = samplesPerPixel(chunks.header) * (depth === 16 ? 2 : 1);
  checkSize({ rows, columns, frames: 1, bytesPerPixel }, limits);
  const colour = colourType === 2 || colourType === 3 || colourType === 6;
  return {
    kind: "png",
    rows,
    columns,
    frames: 1,
    colour,
    bitsStored: !colour && depth === 16 ? 16 : 8,
    signed: false,
    grey: identityGrey,
    attributes: {},
    async decodeFrame(index) {
      if (index !== 0) throw new AppError("film/no-such-frame", { frame: index, frames: 1 });
      return decodePng(chunks);
    },
  };
}
