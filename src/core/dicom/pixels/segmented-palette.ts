import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import { valueBytes, type DataSet } from "../data-set/data-set.ts";
import type { LutDescriptor } from "../grey/look-up-table.ts";
import { words } from "./samples.ts";

const bad = (): AppError => new AppError("film/corrupt", { detail: filmPhrases.badLut("segmented palette") });

/**
 * Expands a Segmented Palette Color Lookup Table (PS3.3 C.7.9.2): discrete, linear and indirect segments.
 * @throws AppError film/corrupt where the segments do not give as many entries as the descriptor says
 */
export function segmentedEntries(set: DataSet, tag: number, { count, bits }: LutDescriptor): Uint16Array {
  const bytes = valueBytes(set, tag);
  if (bytes === undefined) throw bad();
  const data = bits > 8 ? words(bytes, set.bigEndian) : bytes;
  const out = new Uint16Array(count);
  let filled = 0;

  const value = (at: number): number => {
    const found = data[at];
    if (found === undefined) throw bad();
    return found;
  };
  /** Expands one discrete or linear segment and answers where the next one starts. */
  const expand = (at: number): number => {
    const opcode = value(at);
    const length = value(at + 1);
    if (filled + length > count) throw bad();
    if (opcode === 0) {
      for (let index = 0; index < length; index++) out[filled++] = value(at + 2 + index);
      return at + 2 + length;
    }
    if (opcode !== 1 || filled === 0) throw bad();
    const from = out[filled - 1] ?? 0;
    const to = value(at + 2);
    for (let index = 1; index <= length; index++)
      out[filled++] = Math.round(from + ((to - from) * index) / length);
    return at + 3;
  };

  let at = 0;
  while (filled < count) {
    if (value(at) !== 2) {
      at = expand(at);
      continue;
    }
    // Indirect: copies segments from an offset of two words, counted in bytes from the table's start.
    const step = bits > 8 ? 2 : 1;
    const offset = bits > 8 ? value(at + 2) + value(at + 3) * 65_536 : readOffset(data, at + 2);
    let source = offset / step;
    if (!Number.isInteger(source) || source >= at) throw bad();
    for (let copied = 0; copied < value(at + 1); copied++) {
      if (value(source) === 2) throw bad();
      source = expand(source);
    }
    at += bits > 8 ? 4 : 6;
  }
  return out;
}

function readOffset(data: Uint8Array | Uint16Array, at: number): number {
  let offset = 0;
  for (let byte = 3; byte >= 0; byte--) offset = offset * 256 + (data[at + byte] ?? 0);
  return offset;
}
