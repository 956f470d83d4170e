import type { JpegHeader } from "./jpeg-header.ts";

/** Adobe marker segment (APP14) that names no colour transform, or YCbCr. */
const adobe = (transform: 0 | 1): readonly number[] => [
  0xff,
  0xee,
  0,
  14,
  0x41,
  0x64,
  0x6f,
  0x62,
  0x65,
  0,
  100,
  0,
  0,
  0,
  0,
  transform,
];

/**
 * Tells a JPEG decoder the colour space that DICOM's header names. Without a JFIF or Adobe marker a
 * decoder guesses it from the component numbers, and takes RGB numbered 1, 2, 3 for YCbCr.
 * @returns the codestream, with a marker put in front where it has none
 */
export function withColourMarker(bytes: Uint8Array, header: JpegHeader, rgb: boolean): Uint8Array {
  if (header.samples !== 3 || header.jfif || header.adobeTransform !== undefined) return bytes;
  const marker = adobe(rgb ? 0 : 1);
  const out = new Uint8Array(bytes.length + marker.length);
  out.set(bytes.subarray(0, 2));
  out.set(marker, 2);
  out.set(bytes.subarray(2), 2 + marker.length);
  return out;
}
