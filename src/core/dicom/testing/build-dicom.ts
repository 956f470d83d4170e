/** Elements and films put together byte by byte, so that tests can write what no library would. */
export type Bytes = readonly number[] | Uint8Array;

const long = /^(O[BDFLVW]|S[QV]|U[CNRTV])$/;

export const concat = (...parts: readonly Bytes[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
export const u16 = (...values: readonly number[]): number[] =>
  values.flatMap((value) => [value & 255, (value >> 8) & 255]);
export const u32 = (...values: readonly number[]): number[] =>
  values.flatMap((value) => [...u16(value & 0xffff), ...u16(Math.floor(value / 65_536))]);

/** One explicit VR little endian element; `length` writes another length than the value has. */
export function element(tag: number, vr: string, value: Bytes | string, length?: number): Uint8Array {
  const raw = typeof value === "string" ? ascii(value) : value;
  const padded = raw.length % 2 === 1 ? concat(raw, [vr === "UI" ? 0 : 0x20]) : concat(raw);
  const written = length ?? padded.length;
  const head = [...u16(tag >>> 16, tag & 0xffff), ...ascii(vr)];
  return concat(head, long.test(vr) ? [0, 0, ...u32(written)] : u16(written), padded);
}

/** An item (FFFE,E000) with its content. */
export const item = (content: Bytes, length = content.length): Uint8Array =>
  concat(u16(0xfffe, 0xe000), u32(length), content);
export const sequenceEnd = concat(u16(0xfffe, 0xe0dd), u32(0));
export const itemEnd = concat(u16(0xfffe, 0xe00d), u32(0));

/** Encapsulated Pixel Data with an offset table and fragments. */
export const fragments = (offsets: Bytes, ...pieces: readonly Bytes[]): Uint8Array =>
  concat(
    element(0x7fe00010, "OB", [], 0xffffffff),
    item(offsets),
    ...pieces.map((piece) => item(piece)),
    sequenceEnd,
  );

/** A Part 10 file around a data set's bytes. */
export const part10 = (dataSet: Bytes, syntax = "1.2.840.10008.1.2.1"): Uint8Array =>
  concat(new Uint8Array(128), ascii("DICM"), element(0x00020010, "UI", syntax), dataSet);

/** Elements of a 4 x 3 grey film of eight bits without window, by tag; change what the test is about. */
export const plainFilm = (): Map<number, Uint8Array> =>
  new Map([
    [0x00280002, element(0x00280002, "US", u16(1))],
    [0x00280004, element(0x00280004, "CS", "MONOCHROME2")],
    [0x00280010, element(0x00280010, "US", u16(3))],
    [0x00280011, element(0x00280011, "US", u16(4))],
    [0x00280100, element(0x00280100, "US", u16(8))],
    [0x00280101, element(0x00280101, "US", u16(8))],
    [0x00280102, element(0x00280102, "US", u16(7))],
    [0x00280103, element(0x00280103, "US", u16(0))],
    [0x7fe00010, element(0x7fe00010, "OB", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255])],
  ]);

/** The plain film with elements replaced or added (bytes) or left out (null), in the order of their tags. */
export function film(
  changes: readonly (readonly [number, Uint8Array | null])[] = [],
  syntax?: string,
): Uint8Array {
  const elements = plainFilm();
  for (const [tag, bytes] of changes) {
    if (bytes === null) elements.delete(tag);
    else elements.set(tag, bytes);
  }
  const sorted = [...elements].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
  return part10(concat(...sorted), syntax);
}
