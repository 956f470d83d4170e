/**
 * Values with typed arrays as bytes, for transports that carry only bytes (loopback HTTP).
 *
 * Layout: 4 bytes little-endian length of the JSON text, the JSON text in ASCII, zero padding to a
 * multiple of 8, then the arrays' bytes, each padded to a multiple of 8. In the JSON an array stands
 * as `{ "$array": kind, "at": byte offset behind the text, "length": elements }`.
 */
const kinds = {
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Float32Array,
} as const;
type Kind = keyof typeof kinds;
type WireArray = InstanceType<(typeof kinds)[Kind]>;

const kindOf = (value: unknown): Kind | undefined =>
  (Object.keys(kinds) as Kind[]).find((kind) => value instanceof kinds[kind]);
const padded = (length: number): number => (length + 7) & ~7;
/** JSON may write any character as an escape, so its text needs no UTF-8 coder. */
const ascii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A typed array stands somewhere in the value. */
const holdsArray = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  (ArrayBuffer.isView(value) || Object.values(value).some(holdsArray));

/** Encodes a JSON-like value in which typed arrays may stand. */
export function encodeWire(value: unknown): Uint8Array {
  const pieces = wirePieces(value);
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The same in pieces that follow each other: a film's pixels are not copied. */
export function wirePieces(value: unknown): readonly Uint8Array[] {
  const arrays: WireArray[] = [];
  let at = 0;
  // A replacer is called for each value, which takes a list of rows several times as long to write.
  if (!holdsArray(value)) return piecesOf(ascii(JSON.stringify(value)), arrays);
  const text = ascii(
    // The value as it stands in its holder: Node's Buffer, a Uint8Array, has a toJSON that ran before.
    JSON.stringify(value, function (this: Record<string, unknown>, key) {
      const item = this[key];
      const kind = kindOf(item);
      if (kind === undefined) return item;
      const array = item as WireArray;
      const entry = { $array: kind, at, length: array.length };
      arrays.push(array);
      at += padded(array.byteLength);
      return entry;
    }),
  );
  return piecesOf(text, arrays);
}

function piecesOf(text: string, arrays: readonly WireArray[]): Uint8Array[] {
  const head = new Uint8Array(padded(4 + text.length));
  new DataView(head.buffer).setUint32(0, text.length, true);
  for (let i = 0; i < text.length; i++) head[4 + i] = text.charCodeAt(i);
  const pieces = [head];
  for (const array of arrays) {
    pieces.push(new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength));
    pieces.push(new Uint8Array(padded(array.byteLength) - array.byteLength));
  }
  return pieces.filter(({ length }) => length > 0);
}

/** Bytes handed over as they are: spread one by one, they take twenty times as long. */
function asciiText(bytes: Uint8Array): string {
  const ofCodes = (codes: ArrayLike<number>): string => Reflect.apply(String.fromCharCode, null, codes);
  let text = "";
  for (let from = 0; from < bytes.length; from += 4096) text += ofCodes(bytes.subarray(from, from + 4096));
  return text;
}

/**
 * Decodes what `encodeWire` made; the arrays are views into `bytes`' buffer.
 * @throws RangeError or SyntaxError if the bytes are not of that form
 */
export function decodeWire(bytes: Uint8Array): unknown {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const length = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength).getUint32(0, true);
  const text = asciiText(aligned.subarray(4, 4 + length));
  if (!text.includes('"$array"')) return JSON.parse(text);
  const start = aligned.byteOffset + padded(4 + length);
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || !("$array" in item)) return item;
    const { $array: kind, at, length: elements } = item as { $array: Kind; at: number; length: number };
    const array = new kinds[kind](aligned.buffer as ArrayBuffer, start + at, elements);
    if (array.byteOffset + array.byteLength > aligned.byteOffset + aligned.byteLength) {
      throw new RangeError("an array ends behind the bytes");
    }
    return array;
  });
}
