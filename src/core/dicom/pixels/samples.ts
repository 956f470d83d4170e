/** Samples of one frame as read, before sign and unused bits are dealt with. */
export type Samples = Uint8Array | Uint16Array;

const littleEndianHost = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * 16-bit words as they lie in the bytes, of which no sample has a bit above Bits Stored; null where they have to be
 * copied to be read.
 */
export function wordsInPlace(
  bytes: Uint8Array,
  { bigEndian, bitsStored, highBit }: { bigEndian: boolean; bitsStored: number; highBit: number },
): Uint16Array | null {
  if (bigEndian === littleEndianHost || bytes.byteOffset % 2 !== 0 || highBit !== bitsStored - 1) return null;
  const found = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  return bitsStored === 16 || unionOf(found) < 2 ** bitsStored ? found : null;
}

/** 16-bit words from bytes of the given order, copied. */
export function words(bytes: Uint8Array, bigEndian: boolean): Uint16Array {
  const count = bytes.length >> 1;
  const out = new Uint16Array(count);
  const outBytes = new Uint8Array(out.buffer);
  if (bigEndian !== littleEndianHost) {
    outBytes.set(bytes.subarray(0, 2 * count));
    return out;
  }
  for (let at = 0; at < outBytes.length; at += 2) {
    outBytes[at] = bytes[at + 1] ?? 0;
    outBytes[at + 1] = bytes[at] ?? 0;
  }
  return out;
}

/** Samples of a codec, which gave its memory away: no copy is made where they lie on even bytes. */
export function codecSamples(data: Uint8Array | Uint8ClampedArray, bits: number, count: number): Samples {
  if (bits <= 8) return new Uint8Array(data.buffer, data.byteOffset, count);
  const aligned = data.byteOffset % 2 === 0 ? data : data.slice();
  return new Uint16Array(aligned.buffer, aligned.byteOffset, count);
}

/** Bytes whose order within each 16-bit word is turned round: 8-bit values in a big endian OW. */
export function swapPairs(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) out[at] = bytes[at ^ 1] ?? 0;
  return out;
}

/** Single bits, the first pixel in the lowest bit (PS3.5 8.1.1), as 0 and 1. */
export function bits(bytes: Uint8Array, firstBit: number, count: number): Uint8Array {
  const out = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const at = firstBit + index;
    out[index] = ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
  }
  return out;
}

/**
 * Cuts samples down to Bits Stored below High Bit, in place; what lies outside (old overlays) is
 * dropped (PS3.5 8.1.1).
 */
export function keepStoredBits(samples: Samples, bitsStored: number, highBit: number): void {
  const width = samples.BYTES_PER_ELEMENT * 8;
  const shift = highBit - bitsStored + 1;
  if (shift === 0 && bitsStored === width) return;
  const mask = 2 ** bitsStored - 1;
  if (shift === 0 && unionOf(samples) <= mask) return;
  for (let at = 0; at < samples.length; at++) samples[at] = ((samples[at] ?? 0) >> shift) & mask;
}

/** Every bit that any sample has. */
function unionOf(samples: Samples): number {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: width } = samples;
  // Several at a time where they lie so.
  const wide = byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, byteLength >> 2) : [];
  let together = 0;
  for (let at = 0; at < wide.length; at++) together |= wide[at] as number;
  let union = 0;
  for (let shift = 0; shift < 32; shift += 8 * width) union |= (together >>> shift) & (2 ** (8 * width) - 1);
  for (let at = (4 * wide.length) / width; at < samples.length; at++) union |= samples[at] as number;
  return union;
}

/** Samples as two's complement of `bitsStored` bits; the memory is the samples' own. */
export function asSigned(samples: Samples, bitsStored: number): Int8Array | Int16Array {
  const width = samples.BYTES_PER_ELEMENT * 8;
  const signed =
    samples instanceof Uint8Array
      ? new Int8Array(samples.buffer, samples.byteOffset, samples.length)
      : new Int16Array(samples.buffer, samples.byteOffset, samples.length);
  if (bitsStored === width) return signed;
  const shift = 32 - bitsStored;
  for (let at = 0; at < signed.length; at++) signed[at] = ((signed[at] ?? 0) << shift) >> shift;
  return signed;
}

/** Limits decoded values to what Bits Stored can hold, in place: a lossy codec may overshoot. */
export function clampToStored(
  samples: Uint8Array | Int8Array | Uint16Array | Int16Array,
  bitsStored: number,
  signed: boolean,
): void {
  const low = signed ? -(2 ** (bitsStored - 1)) : 0;
  const high = low + 2 ** bitsStored - 1;
  for (let at = 0; at < samples.length; at++) {
    const value = samples[at] ?? 0;
    if (value < low) samples[at] = low;
    else if (value > high) samples[at] = high;
  }
}
