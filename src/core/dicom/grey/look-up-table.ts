import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import { integer16, valueBytes, type DataSet } from "../data-set/data-set.ts";
import type { LookUpTable } from "../grey-chain.ts";
import { swapPairs, words } from "../pixels/samples.ts";

const badLut = (name: string): AppError => new AppError("film/corrupt", { detail: filmPhrases.badLut(name) });

export interface LutDescriptor {
  readonly count: number;
  readonly first: number;
  readonly bits: number;
}

/**
 * Reads a LUT Descriptor (PS3.3 C.11.1.1.1, C.11.2.1.1, C.7.6.3.1.5): 0 entries stand for 65,536; the first
 * value mapped is signed where the values that go in may be negative, or where its VR is SS.
 */
export function lutDescriptor(set: DataSet, tag: number, signedInput: boolean, name: string): LutDescriptor {
  const count = integer16(set, tag, 0);
  const signed = signedInput || set.elements.get(tag)?.vr === "SS";
  const first = integer16(set, tag, 1, signed);
  const bits = integer16(set, tag, 2);
  if (count === undefined || first === undefined || bits === undefined || bits < 1 || bits > 16) {
    throw badLut(name);
  }
  return { count: count === 0 ? 65_536 : count, first, bits };
}

/**
 * Reads LUT Data: one byte an entry where the descriptor says 8 bits and the data are as short,
 * packed in words if need be, else one 16-bit word.
 * @throws AppError film/corrupt where there are fewer entries than the descriptor says
 */
export function lutEntries(
  set: DataSet,
  tag: number,
  { count, bits }: LutDescriptor,
  name: string,
): Uint16Array {
  const bytes = valueBytes(set, tag);
  if (bytes === undefined || bytes.length < count) throw badLut(name);
  if (bytes.length >= 2 * count) return words(bytes, set.bigEndian).subarray(0, count);
  if (bits > 8 || bytes.length > count + 1) throw badLut(name);
  const swapped = set.bigEndian && set.elements.get(tag)?.vr !== "OB";
  return Uint16Array.from((swapped ? swapPairs(bytes) : bytes).subarray(0, count));
}

/** A table of a Modality LUT or VOI LUT Sequence's item: (0028,3002), (0028,3006), (0028,3003). */
export function lutOfItem(
  item: DataSet,
  signedInput: boolean,
  name: string,
  explanation: string | undefined,
): LookUpTable {
  const descriptor = lutDescriptor(item, 0x00283002, signedInput, name);
  const entries = lutEntries(item, 0x00283006, descriptor, name);
  return { first: descriptor.first, bits: descriptor.bits, entries, explanation };
}
