import { noHeader, type CodestreamHeader } from "./codestream-header.ts";

export interface J2kHeader extends CodestreamHeader {
  /** The codestream itself, out of its JP2 boxes if it came in them. */
  readonly codestream: Uint8Array;
}

/** PS3.5 A.4.4 wants a bare codestream; some writers leave it in a JP2 file. Finds the jp2c box. */
function withoutBoxes(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(4) !== 0x6a502020) return bytes;
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x6a703263) {
      if (length === 1) return bytes.subarray(at + 16);
      return bytes.subarray(at + 8, length === 0 ? undefined : at + length);
    }
    if (length < 8) break;
    at += length;
  }
  throw noHeader();
}

/** Whether every tile-part lies inside the stream (ISO 15444-1 A.4.2); 0 stands for "until the end". */
function tilePartsInside(view: DataView, from: number): boolean {
  let at = from;
  while (at + 12 <= view.byteLength && view.getUint16(at) === 0xff90) {
    const length = view.getUint32(at + 6);
    if (length === 0)
      return view.getUint16(view.byteLength - 2) === 0xffd9 || view.getUint8(view.byteLength - 1) === 0;
    if (length < 14) return false;
    at += length;
  }
  return at <= view.byteLength && at !== from;
}

/**
 * Reads the main header of a JPEG 2000 or HTJ2K codestream (ISO 15444-1 A.5.1).
 * @throws AppError film/corrupt where there is no valid one, or its components differ
 */
export function readJ2kHeader(bytes: Uint8Array): J2kHeader {
  const codestream = withoutBoxes(bytes);
  const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
  if (codestream.length < 45 || view.getUint32(0) !== 0xff4fff51) throw noHeader();
  const samples = view.getUint16(40);
  if (samples === 0 || codestream.length < 42 + 3 * samples) throw noHeader();
  const depth = view.getUint8(42);
  for (let index = 0; index < samples; index++) {
    const at = 42 + 3 * index;
    if (view.getUint8(at) !== depth || view.getUint16(at + 1) !== 0x0101) throw noHeader();
  }
  // Tiles are numbered in 16 bits (A.4.2); a codestream that needs more asks a decoder for memory only.
  const tiles =
    Math.ceil(view.getUint32(8) / view.getUint32(24)) * Math.ceil(view.getUint32(12) / view.getUint32(28));
  if (!(tiles >= 1 && tiles <= 65_535)) throw noHeader();
  let at = 2;
  while (at + 4 <= codestream.length && view.getUint16(at) !== 0xff90) at += 2 + view.getUint16(at + 2);
  return {
    codestream,
    columns: view.getUint32(8) - view.getUint32(16),
    rows: view.getUint32(12) - view.getUint32(20),
    samples,
    bits: (depth & 0x7f) + 1,
    signed: (depth & 0x80) !== 0,
    complete: tilePartsInside(view, at),
  };
}
