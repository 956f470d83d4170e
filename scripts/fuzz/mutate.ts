import { crc32 } from "node:zlib";
import { readPart10 } from "../../src/core/dicom/data-set/part10.ts";
import { defaultLimits } from "../../src/core/dicom/limits.ts";
import type { Random } from "../../src/core/phantom/random.ts";

/** Numbers at which programs stumble: ends of ranges, signs, "undefined length". */
const edges = [
  0, 1, 2, 7, 8, 255, 256, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];
const below = (random: Random, count: number): number => Math.floor(random.unit() * count);
const pick = <Value>(random: Random, values: readonly Value[]): Value =>
  values[below(random, values.length)] as Value;

/** A piece of a file and where its length or kind is written. */
interface Piece {
  readonly start: number;
  readonly end: number;
  /** Where numbers that rule the piece stand: bytes of each. */
  readonly fields: readonly { readonly at: number; readonly bytes: 1 | 2 | 4; readonly bigEndian: boolean }[];
}

/** Elements of a data set, with their lengths and values. */
function dicomPieces(bytes: Uint8Array): Piece[] {
  try {
    const { dataSet } = readPart10(bytes, defaultLimits);
    // Of an inflated data set the places are others.
    if (dataSet.bytes.buffer !== bytes.buffer) return [];
    return [...dataSet.elements.values()].map(({ offset, length }) => ({
      start: Math.max(0, offset - 8),
      end: offset + length,
      fields: [
        { at: offset - 2, bytes: 2, bigEndian: false },
        { at: offset - 4, bytes: 4, bigEndian: false },
        { at: offset, bytes: length >= 4 ? 4 : 2, bigEndian: false },
        { at: offset, bytes: 2, bigEndian: false },
      ],
    }));
  } catch {
    return [];
  }
}

/** Chunks of a PNG (length, type, data, check sum). */
function pngPieces(bytes: Uint8Array): Piece[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const pieces: Piece[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const end = Math.min(bytes.length, at + 12 + length);
    const data = Array.from({ length: Math.min(4, length >> 2) }, (_, i) => ({
      at: at + 8 + 4 * i,
      bytes: 4 as const,
      bigEndian: true,
    }));
    pieces.push({
      start: at,
      end,
      fields: [{ at, bytes: 4, bigEndian: true }, { at: at + 4, bytes: 1, bigEndian: true }, ...data],
    });
    at = end;
  }
  return pieces;
}

/** Segments of a JPEG, up to its scan. */
function jpegPieces(bytes: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = Math.min(bytes.length, at + 2 + length);
    const fields = [
      { at: at + 1, bytes: 1 as const, bigEndian: true },
      ...[2, 5, 7, 9].map((more) => ({ at: at + more, bytes: 2 as const, bigEndian: true })),
    ];
    pieces.push({ start: at, end, fields });
    at = Math.max(end, at + 2);
  }
  return pieces;
}

/** Headers of a ZIP archive, by their signatures. */
function zipPieces(bytes: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at + 22 <= bytes.length; at++) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b) continue;
    const fields = [6, 8, 10, 14, 16, 18, 20, 24, 26, 28, 38, 42].map((more) => ({
      at: at + more,
      bytes: (more % 4 === 2 ? 4 : 2) as 2 | 4,
      bigEndian: false,
    }));
    pieces.push({ start: at, end: Math.min(bytes.length, at + 46), fields });
  }
  return pieces;
}

export type Format = "dicom" | "png" | "jpeg" | "zip" | "text";
const piecesOf: Readonly<Record<Format, (bytes: Uint8Array) => Piece[]>> = {
  dicom: dicomPieces,
  png: pngPieces,
  jpeg: jpegPieces,
  zip: zipPieces,
  text: () => [],
};

function setField(out: Uint8Array, { at, bytes, bigEndian }: Piece["fields"][number], value: number): void {
  for (let i = 0; i < bytes; i++) {
    const shift = 8 * (bigEndian ? bytes - 1 - i : i);
    if (at + i >= 0 && at + i < out.length) out[at + i] = Math.floor(value / 2 ** shift) & 255;
  }
}

/** Check sums of a PNG's chunks set right, so that what is behind them is reached. */
function mendPng(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const { start, end } of pngPieces(bytes)) {
    if (end - start >= 12) view.setUint32(end - 4, crc32(bytes.subarray(start + 4, end - 4)));
  }
}

const cut = (
  bytes: Uint8Array,
  from: number,
  to: number,
  insert: Uint8Array = new Uint8Array(),
): Uint8Array => {
  const out = new Uint8Array(bytes.length - (to - from) + insert.length);
  out.set(bytes.subarray(0, from));
  out.set(insert, from);
  out.set(bytes.subarray(to), from + insert.length);
  return out;
};

/** Changes a file where its format is decided: lengths, kinds and values, whole pieces, and single bytes. */
export function mutate(seed: Uint8Array, format: Format, random: Random): Uint8Array {
  let bytes: Uint8Array = seed.slice();
  const changes = 1 + below(random, 4);
  for (let change = 0; change < changes && bytes.length > 0; change++) {
    const pieces = piecesOf[format](bytes);
    const piece = pieces.length > 0 && random.unit() < 0.75 ? pick(random, pieces) : null;
    const what = random.unit();
    if (piece === null) {
      const at = below(random, bytes.length);
      if (what < 0.15) bytes = bytes.slice(0, at);
      else if (what < 0.25) bytes = cut(bytes, at, Math.min(bytes.length, at + 1 + below(random, 64)));
      else if (what < 0.35)
        bytes = cut(
          bytes,
          at,
          at,
          Uint8Array.from({ length: 1 + below(random, 16) }, () => below(random, 256)),
        );
      else
        for (let i = 0; i <= below(random, 8); i++)
          bytes[below(random, bytes.length)] = pick(random, [0, 255, below(random, 256)]);
    } else if (what < 0.6)
      setField(bytes, pick(random, piece.fields), random.unit() < 0.8 ? pick(random, edges) : random.bits());
    else if (what < 0.7) bytes = cut(bytes, piece.start, piece.end);
    else if (what < 0.8) bytes = cut(bytes, piece.end, piece.end, bytes.slice(piece.start, piece.end));
    else if (what < 0.9) {
      const other = pick(random, pieces);
      bytes = cut(bytes, piece.start, piece.end, bytes.slice(other.start, other.end));
    } else
      for (let at = piece.start; at < piece.end; at += 1 + below(random, 16)) bytes[at] = below(random, 256);
  }
  if (format === "png" && random.unit() < 0.7) mendPng(bytes);
  return bytes;
}

/** Changes a JSON document: leaves things out, puts in what does not belong, nests without end. */
export function mutateJson(seed: unknown, random: Random): string {
  const odd = [
    null,
    "",
    "../../etc/passwd",
    "a\u0000b",
    -1,
    1e308,
    [],
    {},
    true,
    "x".repeat(5000),
    Number.MAX_SAFE_INTEGER,
  ];
  const walk = (value: unknown, depth: number): unknown => {
    if (random.unit() < 0.02) return pick(random, odd);
    if (Array.isArray(value))
      return value.flatMap((one) => (random.unit() < 0.03 ? [] : [walk(one, depth + 1)]));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).flatMap(([key, one]) =>
      random.unit() < 0.03 ? [] : [[random.unit() < 0.01 ? "__proto__" : key, walk(one, depth + 1)]],
    );
    return Object.fromEntries(entries) as unknown;
  };
  const text = JSON.stringify(walk(seed, 0));
  const what = random.unit();
  if (what < 0.05) return text.slice(0, below(random, text.length));
  if (what < 0.08) return "[".repeat(100_000);
  return text;
}
