import type { FilmKind } from "./film.ts";

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte);

/** Whether the bytes have the Part 10 prefix "DICM" after a preamble of 128 bytes (PS3.10 7.1). */
export const hasPrefix = (bytes: Uint8Array): boolean => startsWith(bytes, [0x44, 0x49, 0x43, 0x4d], 128);

const capital = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x41 && byte <= 0x5a;

/** Whether the element at `at` carries a value representation (explicit VR); it says nothing of its validity. */
export const hasExplicitVr = (bytes: Uint8Array, at: number): boolean =>
  capital(bytes[at + 4]) && capital(bytes[at + 5]);

/**
 * Whether a data set without preamble starts here: two elements in ascending order, of group 2
 * or 8, with even lengths that stay small, as the first elements of a film have.
 */
function startsDataSet(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let previous = -1;
  for (let count = 0; count < 2; count++) {
    if (at + 12 > bytes.length) return false;
    const group = view.getUint16(at, true);
    const tag = group * 0x10000 + view.getUint16(at + 2, true);
    if ((group !== 2 && group !== 8) || tag <= previous) return false;
    previous = tag;
    const explicit = hasExplicitVr(bytes, at);
    const long = explicit && bytes[at + 4] === 0x4f; // OB, OW ...: two reserved bytes, then four of length
    const length =
      explicit && !long ? view.getUint16(at + 6, true) : view.getUint32(at + (long ? 8 : 4), true);
    if (length % 2 === 1 || length > 1024) return false;
    at += (long ? 12 : 8) + length;
  }
  return true;
}

/**
 * What kind of film the bytes are, by their content; the first 200 bytes suffice.
 * @returns null if they are none of the kinds
 */
export function filmKind(bytes: Uint8Array): FilmKind | null {
  if (hasPrefix(bytes)) return "dicom";
  if (startsWith(bytes, png)) return "png";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
  return startsDataSet(bytes) ? "dicom" : null;
}
