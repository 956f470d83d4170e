import { AppError } from "../../base/errors.ts";
import { noHeader, type CodestreamHeader } from "./codestream-header.ts";

export type JpegProcess =
  "baseline" | "extended" | "progressive" | "lossless" | "jpeg-ls" | "arithmetic" | "hierarchical";

export interface JpegHeader extends CodestreamHeader {
  readonly process: JpegProcess;
  readonly componentIds: readonly number[];
  /** A JFIF marker is there: three components are YCbCr. */
  readonly jfif: boolean;
  /** Colour transform of an Adobe marker: 0 none, 1 YCbCr, 2 YCCK. */
  readonly adobeTransform?: number;
  /** EXIF orientation 1 to 8. */
  readonly orientation: number;
}

/** Start-of-frame markers (ITU-T T.81 table B.1; SOF55 of T.87). */
const processes: ReadonlyMap<number, JpegProcess> = new Map([
  [0xc0, "baseline"],
  [0xc1, "extended"],
  [0xc2, "progressive"],
  [0xc3, "lossless"],
  [0xc5, "hierarchical"],
  [0xc6, "hierarchical"],
  [0xc7, "hierarchical"],
  [0xc9, "arithmetic"],
  [0xca, "arithmetic"],
  [0xcb, "arithmetic"],
  [0xcd, "arithmetic"],
  [0xce, "arithmetic"],
  [0xcf, "arithmetic"],
  [0xf7, "jpeg-ls"],
]);

const ascii = (bytes: Uint8Array, at: number, word: string): boolean =>
  [...word].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

/** Orientation (0112) in an EXIF segment's first directory; 1 if it is not there or not valid. */
function exifOrientation(segment: Uint8Array): number {
  if (!ascii(segment, 0, "Exif\0\0")) return 1;
  const view = new DataView(segment.buffer, segment.byteOffset + 6, segment.length - 6);
  const little = ascii(segment, 6, "II");
  if (view.byteLength < 14 || view.getUint16(2, little) !== 42) return 1;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return 1;
  const entries = view.getUint16(directory, little);
  for (let index = 0; index < entries; index++) {
    const at = directory + 2 + 12 * index;
    if (at + 12 > view.byteLength) return 1;
    if (view.getUint16(at, little) === 0x0112) {
      const value = view.getUint16(at + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  }
  return 1;
}

/** Whether an End of Image stands after `from`: entropy-coded data never hold those two bytes. */
function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at >= from; at--) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

/**
 * Reads a JPEG or JPEG-LS codestream up to its first scan (ITU-T T.81 annex B).
 * @throws AppError film/truncated where it ends before its first scan, film/corrupt where no frame header
 * stands before that
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 2 || view.getUint16(0) !== 0xffd8) throw noHeader();
  let frame: Omit<JpegHeader, "complete" | "jfif" | "adobeTransform" | "orientation"> | undefined;
  let jfif = false;
  let adobeTransform: number | undefined;
  let orientation = 1;
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++; // fill bytes
    if (at + 4 > bytes.length) throw new AppError("film/truncated", { actual: bytes.length });
    if (bytes[at] !== 0xff) throw noHeader();
    const marker = bytes[at + 1] ?? 0;
    const length = view.getUint16(at + 2);
    if (length < 2) throw noHeader();
    if (at + 2 + length > bytes.length) throw new AppError("film/truncated", { actual: bytes.length });
    const segment = bytes.subarray(at + 4, at + 2 + length);
    const process = processes.get(marker);
    if (process !== undefined) {
      const samples = segment[5] ?? 0;
      if (frame !== undefined || segment.length < 6 + 3 * samples || samples === 0) throw noHeader();
      frame = {
        process,
        bits: segment[0] ?? 0,
        rows: view.getUint16(at + 5),
        columns: view.getUint16(at + 7),
        samples,
        signed: false,
        componentIds: Array.from({ length: samples }, (_, index) => segment[6 + 3 * index] ?? 0),
      };
    } else if (marker === 0xe0) jfif ||= ascii(segment, 0, "JFIF\0");
    else if (marker === 0xe1) orientation = orientation === 1 ? exifOrientation(segment) : orientation;
    else if (marker === 0xee && ascii(segment, 0, "Adobe")) adobeTransform = segment[11];
    else if (marker === 0xda) {
      if (frame === undefined || frame.rows === 0 || frame.columns === 0) throw noHeader();
      return { ...frame, jfif, adobeTransform, orientation, complete: hasEnd(bytes, at + 2 + length) };
    }
    at += 2 + length;
  }
}
