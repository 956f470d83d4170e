import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";

export interface PngHeader {
  readonly columns: number;
  readonly rows: number;
  /** Bits a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha (PNG 11.2.2). */
  readonly colourType: number;
  readonly interlaced: boolean;
}

export interface PngChunks {
  readonly header: PngHeader;
  /** Chunks that a decoder needs beside the picture's own data: PLTE and tRNS, whole. */
  readonly tables: readonly Uint8Array[];
  readonly ihdr: Uint8Array;
  /** Contents of the IDAT chunks in order: one zlib stream in pieces. */
  readonly data: readonly Uint8Array[];
}

const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
export const samplesPerPixel = ({ colourType }: PngHeader): number => samplesOf[colourType] ?? 0;

const bad = (what: string): AppError => new AppError("film/corrupt", { detail: filmPhrases.badPng(what) });

/** CRC of PNG annex D. */
function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

function readHeader(content: Uint8Array): PngHeader {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (content.length !== 13) throw bad("IHDR");
  const header = {
    columns: view.getUint32(0),
    rows: view.getUint32(4),
    depth: view.getUint8(8),
    colourType: view.getUint8(9),
    interlaced: view.getUint8(12) === 1,
  };
  const depthFits = depthsOf[header.colourType]?.includes(header.depth) ?? false;
  const methodsFit = view.getUint8(10) === 0 && view.getUint8(11) === 0 && view.getUint8(12) <= 1;
  if (!depthFits || !methodsFit || header.columns === 0 || header.rows === 0) throw bad("IHDR");
  return header;
}

/**
 * Finds a PNG's chunks; ancillary ones, which may hide what inflates to anything, are left behind.
 * @throws AppError film/truncated, film/corrupt
 */
export function readPngChunks(bytes: Uint8Array): PngChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: PngHeader | undefined;
  let ihdr: Uint8Array | undefined;
  const tables: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  let at = 8;
  for (;;) {
    if (at + 8 > bytes.length) throw new AppError("film/truncated", { actual: bytes.length });
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > bytes.length) throw new AppError("film/truncated", { actual: bytes.length, expected: end });
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (name === "IHDR" || name === "PLTE" || name === "tRNS") {
      if (crc(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) throw bad(name);
    }
    if (header === undefined) {
      if (name !== "IHDR") throw bad("IHDR");
      header = readHeader(content);
      ihdr = bytes.subarray(at, end);
    } else if (name === "PLTE" || name === "tRNS") tables.push(bytes.subarray(at, end));
    else if (name === "IDAT") data.push(content);
    else if (name === "IEND") break;
    at = end;
  }
  if (ihdr === undefined || data.length === 0) throw bad("IDAT");
  return { header, ihdr, tables, data };
}

/** Bytes of the filtered scanlines of one pass. */
const passBytes = (columns: number, rows: number, bitsPerPixel: number): number =>
  columns === 0 || rows === 0 ? 0 : rows * (1 + Math.ceil((columns * bitsPerPixel) / 8));

/** Size that the IDAT stream inflates to: filtered scanlines, or those of the seven passes of Adam7 (PNG 8.2). */
export function scanlineBytes(header: PngHeader): number {
  const { rows, columns } = header;
  const bits = header.depth * samplesPerPixel(header);
  if (!header.interlaced) return passBytes(columns, rows, bits);
  const passes = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
  ] as const;
  return passes.reduce(
    (sum, [x, y, dx, dy]) => sum + passBytes(Math.ceil((columns - x) / dx), Math.ceil((rows - y) / dy), bits),
    0,
  );
}
