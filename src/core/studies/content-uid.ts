import type { ContentHash } from "../base/ids.ts";

/** First hexadecimal digit of the 128 bits of the hash that each level takes. */
const firstDigit = { instance: 0, series: 16, study: 32 } as const;

const versionMask = 0xf000n << 64n;
const variantMask = 0xc000n << 48n;

/**
 * A UID for a film that has none (PNG, JPEG), the same on every workstation: "2.25." and the
 * decimal value of a UUID (PS3.5 B.2), whose bits are taken from the film's SHA-256 as a
 * version 8 UUID (RFC 9562 5.8).
 */
export function contentUid(hash: ContentHash, level: keyof typeof firstDigit): string {
  return versionedUid(hash.slice(firstDigit[level]));
}

/** A UID of the first 128 bits of a hash, hexadecimal, in the same form. */
export function versionedUid(hexadecimal: string): string {
  const bits = BigInt(`0x${hexadecimal.slice(0, 32)}`);
  const uuid = (bits & ~versionMask & ~variantMask) | (0x8000n << 64n) | (0x8000n << 48n);
  return `2.25.${uuid}`;
}
