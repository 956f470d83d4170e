const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;

/** FNV-1a, 128 bits (RFC 9923), of a text's UTF-8 bytes: names things apart, protects nothing. */
export function fnv1a128(text: string): bigint {
  let hash = OFFSET;
  for (const byte of utf8(text)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME);
  return hash;
}

/** UTF-8 bytes: the pure layer has no TextEncoder among its libraries. */
function utf8(text: string): number[] {
  const pieces = encodeURIComponent(text).match(/%[0-9A-F]{2}|./g) ?? [];
  return pieces.map((piece) => (piece.length === 3 ? parseInt(piece.slice(1), 16) : piece.charCodeAt(0)));
}

/**
 * A UID derived from a name: the integer of a version 8 UUID (RFC 9562) under 2.25
 * (PS3.5 B.2). The same name gives the same UID.
 */
export function derivedUid(name: string): string {
  const version = (fnv1a128(name) & ~(0xfn << 76n)) | (8n << 76n);
  const uuid = (version & ~(3n << 62n)) | (2n << 62n);
  return `2.25.${uuid}`;
}
