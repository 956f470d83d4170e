import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import { hasExplicitVr, hasPrefix } from "../kind.ts";
import type { FilmLimits } from "../limits.ts";
import { transferSyntax, type TransferSyntax } from "../transfer-syntax.ts";
import { text, type DataSet } from "./data-set.ts";
import { inflateBounded } from "./inflate.ts";
import { readElements, type Encoding, type Sequences } from "./read-elements.ts";

export interface Part10 {
  readonly syntax: TransferSyntax;
  /** As it was found, which need not be what the transfer syntax says. */
  readonly encoding: Encoding;
  readonly dataSet: DataSet;
}

const metaEncoding = { explicit: true, bigEndian: false };

/** Where the elements begin and how they are stored, from the File Meta Information (PS3.10 7.1). */
function readMeta(bytes: Uint8Array): { syntax: TransferSyntax; from: number } {
  const start = hasPrefix(bytes) ? 132 : 0;
  if (bytes[start] !== 2 || bytes[start + 1] !== 0) {
    // No meta information: the default transfer syntax (PS3.5 10.1), or explicit if VRs are seen.
    const uid = hasExplicitVr(bytes, start) ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2";
    return { syntax: transferSyntax(uid), from: start };
  }
  const meta = readElements(bytes, metaEncoding, start, 0x00030000);
  let from = start;
  for (const element of meta.elements.values()) from = Math.max(from, element.offset + element.length);
  const uid = text(meta, 0x00020010);
  if (uid === undefined) {
    if (from === bytes.length) throw new AppError("film/truncated", { actual: bytes.length });
    throw new AppError("film/corrupt", { detail: filmPhrases.noTransferSyntax });
  }
  return { syntax: transferSyntax(uid), from };
}

/**
 * Reads a DICOM file (PS3.10), with or without preamble and meta information.
 * @returns the elements up to and with Pixel Data; values stay in the (inflated) bytes
 * @throws AppError film/truncated, film/corrupt, film/too-large
 */
export function readPart10(bytes: Uint8Array, limits: FilmLimits, sequences: Sequences = "shown"): Part10 {
  const { syntax, from } = readMeta(bytes);
  const all = syntax.deflated ? inflateBounded(bytes.subarray(0, from), bytes.subarray(from), limits) : bytes;
  if (from + 8 > all.length) throw new AppError("film/truncated", { actual: bytes.length });
  // Writers are known to name explicit VR and write implicit, and the other way round.
  const explicit = syntax.bigEndian || hasExplicitVr(all, from);
  const encoding = { explicit, bigEndian: syntax.bigEndian };
  return { syntax, encoding, dataSet: readElements(all, encoding, from, undefined, sequences) };
}
