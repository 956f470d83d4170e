import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import { valueBytes, type DataSet, type Fragment } from "../data-set/data-set.ts";
import { pixelDataTag } from "../data-set/read-elements.ts";
import type { PixelDescription } from "./pixel-description.ts";

/** Bits that one native frame takes (PS3.5 8.1.1; YBR_FULL_422 holds two samples a pixel). */
export function nativeFrameBits(d: PixelDescription): number {
  const samples = d.photometric === "YBR_FULL_422" ? 2 : d.samples;
  return d.rows * d.columns * samples * d.bitsAllocated;
}

/** Extended Offset Table (7FE0,0001): 64-bit offsets, counted like the basic ones. */
function extendedOffsets(set: DataSet): number[] {
  const bytes = valueBytes(set, 0x7fe00001);
  if (bytes === undefined) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offsets: number[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 8) offsets.push(Number(view.getBigUint64(at, true)));
  return offsets;
}

/** Index of the first fragment of each frame. */
function firstFragments(set: DataSet, frames: number): number[] {
  const encapsulated = set.elements.get(pixelDataTag)?.encapsulated;
  const fragments = encapsulated?.fragments ?? [];
  if (fragments.length < frames) {
    throw new AppError("film/corrupt", { detail: filmPhrases.missingFrames(fragments.length, frames) });
  }
  if (frames === 1) return [0];
  if (fragments.length === frames) return fragments.map((_, index) => index);

  const extended = extendedOffsets(set);
  const offsets = extended.length > 0 ? extended : (encapsulated?.offsets ?? []);
  if (offsets.length > 0) {
    const at = new Map(fragments.map((fragment, index) => [fragment.start, index]));
    const first = offsets.map((offset) => at.get(offset) ?? -1);
    const ascending = first.every((index, frame) => index > (first[frame - 1] ?? -1));
    if (first.length !== frames || first[0] !== 0 || !ascending) {
      throw new AppError("film/corrupt", { detail: filmPhrases.badOffsetTable });
    }
    return first;
  }
  // No offset table: a frame begins where a codestream does (JPEG's SOI, JPEG 2000's SOC).
  const first = fragments.flatMap((fragment, index) => {
    const marker = set.bytes[fragment.offset + 1];
    return set.bytes[fragment.offset] === 0xff && (marker === 0xd8 || marker === 0x4f) ? [index] : [];
  });
  if (first.length !== frames || first[0] !== 0) {
    throw new AppError("film/corrupt", { detail: filmPhrases.missingFrames(fragments.length, frames) });
  }
  return first;
}

function join(bytes: Uint8Array, fragments: readonly Fragment[]): Uint8Array {
  const only = fragments.length === 1 ? fragments[0] : undefined;
  if (only) return bytes.subarray(only.offset, only.offset + only.length);
  const joined = new Uint8Array(fragments.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { offset, length } of fragments) {
    joined.set(bytes.subarray(offset, offset + length), at);
    at += length;
  }
  return joined;
}

/** Where each frame's bytes are. Fragments are joined when a frame is asked for. */
export interface FrameSource {
  readonly encapsulated: boolean;
  /** Bytes of frame `index`: its codestream, or native Pixel Data from the byte that holds its first bit. */
  bytes(index: number): Uint8Array;
}

/**
 * Finds the frames in Pixel Data (PS3.5 A.4).
 * @throws AppError film/no-pixels, film/corrupt where pixels or fragments do not suffice
 */
export function frameSource(set: DataSet, d: PixelDescription): FrameSource {
  const encapsulated = set.elements.get(pixelDataTag)?.encapsulated;
  if (encapsulated) {
    const first = firstFragments(set, d.frames);
    return {
      encapsulated: true,
      bytes: (index) => join(set.bytes, encapsulated.fragments.slice(first[index], first[index + 1])),
    };
  }
  const pixels = valueBytes(set, pixelDataTag);
  if (pixels === undefined) throw new AppError("film/no-pixels", { detail: filmPhrases.emptyPixelData });
  const frameBits = nativeFrameBits(d);
  const expected = Math.ceil((frameBits * d.frames) / 8);
  if (pixels.length < expected) {
    throw new AppError("film/corrupt", { detail: filmPhrases.shortPixelData(pixels.length, expected) });
  }
  return {
    encapsulated: false,
    bytes: (index) =>
      pixels.subarray(Math.floor((frameBits * index) / 8), Math.ceil((frameBits * (index + 1)) / 8)),
  };
}
