import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";

const headerLength = 64;
const bad = (): AppError => new AppError("film/corrupt", { detail: filmPhrases.badRle });

/** Unpacks one segment (PackBits, PS3.5 G.3) to every `stride`th byte of `out`. */
function unpack(segment: Uint8Array, out: Uint8Array, first: number, stride: number, count: number): void {
  let at = 0;
  let to = first;
  const end = first + count * stride;
  while (to < end) {
    const control = segment[at++];
    if (control === undefined) throw bad();
    if (control < 128) {
      const length = Math.min(control + 1, (end - to) / stride);
      if (at + length > segment.length) throw bad();
      for (const stop = at + length; at < stop; at++, to += stride) out[to] = segment[at] ?? 0;
    } else if (control > 128) {
      const value = segment[at++];
      if (value === undefined) throw bad();
      const stop = Math.min(end, to + (257 - control) * stride);
      for (; to < stop; to += stride) out[to] = value;
    }
  }
}

/**
 * Decodes one RLE frame (PS3.5 annex G).
 * @param pixels rows x columns
 * @param samples samples a pixel
 * @param bytesPerSample 1 or 2
 * @returns samples in pixel order, little endian
 * @throws AppError film/corrupt
 */
export function decodeRle(
  frame: Uint8Array,
  { pixels, samples, bytesPerSample }: { pixels: number; samples: number; bytesPerSample: 1 | 2 },
): Uint8Array {
  if (frame.length < headerLength) throw bad();
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const segments = samples * bytesPerSample;
  if (view.getUint32(0, true) !== segments) throw bad();
  const offsets: number[] = [];
  for (let index = 0; index < segments; index++) offsets.push(view.getUint32(4 + 4 * index, true));
  offsets.push(frame.length);

  const out = new Uint8Array(pixels * segments);
  for (let index = 0; index < segments; index++) {
    const from = offsets[index] ?? 0;
    const to = offsets[index + 1] ?? 0;
    if (from < headerLength || to <= from || to > frame.length) throw bad();
    const sample = Math.floor(index / bytesPerSample);
    // Segments run from the most significant byte of the first sample to the least of the last.
    const byte = bytesPerSample - 1 - (index % bytesPerSample);
    unpack(frame.subarray(from, to), out, sample * bytesPerSample + byte, segments, pixels);
  }
  return out;
}
