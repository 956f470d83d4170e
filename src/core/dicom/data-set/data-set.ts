/** A piece of encapsulated Pixel Data: where it lies in the data set's bytes. */
export interface Fragment {
  /** From the first byte after the Basic Offset Table to this fragment's item tag, as offset tables count. */
  readonly start: number;
  readonly offset: number;
  readonly length: number;
}

export interface DataElement {
  /** Group and element as one number, 0x00280010. */
  readonly tag: number;
  /** Absent in implicit VR. */
  readonly vr?: string;
  /** First byte of the value in the data set's bytes. */
  readonly offset: number;
  /** Length of the value in bytes. */
  readonly length: number;
  readonly items?: readonly DataSet[];
  /** Pixel Data in pieces, with the Basic Offset Table that came first. */
  readonly encapsulated?: { readonly offsets: readonly number[]; readonly fragments: readonly Fragment[] };
}

/** Elements of one level; values stay where they are in `bytes`. */
export interface DataSet {
  readonly bytes: Uint8Array;
  readonly bigEndian: boolean;
  readonly elements: ReadonlyMap<number, DataElement>;
}

/** "(0028,0010)". */
export function tagName(tag: number): string {
  const hex = tag.toString(16).padStart(8, "0").toUpperCase();
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

const asView = (set: DataSet): DataView =>
  new DataView(set.bytes.buffer, set.bytes.byteOffset, set.bytes.byteLength);

/** Bytes of an element's value, a view; undefined if absent or empty. */
export function valueBytes(set: DataSet, tag: number): Uint8Array | undefined {
  const element = set.elements.get(tag);
  if (element === undefined || element.length === 0 || element.encapsulated) return undefined;
  return set.bytes.subarray(element.offset, element.offset + element.length);
}

/** Value `index` of an element of 16-bit integers (US, or SS if `signed`). */
export function integer16(set: DataSet, tag: number, index = 0, signed = false): number | undefined {
  const element = set.elements.get(tag);
  if (element === undefined || element.length < 2 * index + 2) return undefined;
  const at = element.offset + 2 * index;
  return signed ? asView(set).getInt16(at, !set.bigEndian) : asView(set).getUint16(at, !set.bigEndian);
}

/** A value of the default repertoire (UI, CS, DS, IS ...), padding trimmed; undefined if absent or empty. */
export function text(set: DataSet, tag: number): string | undefined {
  const bytes = valueBytes(set, tag);
  if (bytes === undefined) return undefined;
  let out = "";
  for (const byte of bytes) out += String.fromCharCode(byte);
  // Values are padded with a space, UIDs with a null (PS3.5 6.2); real films mix the two.
  const trimmed = out.replaceAll("\0", " ").trim();
  return trimmed === "" ? undefined : trimmed;
}

/** The values of a multi-valued element of the default repertoire, each trimmed. */
export const texts = (set: DataSet, tag: number): readonly string[] =>
  text(set, tag)
    ?.split("\\")
    .map((value) => value.trim()) ?? [];

/** Decimal strings (DS) as numbers; what is not a finite number becomes NaN. */
export const decimals = (set: DataSet, tag: number): readonly number[] =>
  texts(set, tag).map((value) =>
    /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value) ? Number(value) : NaN,
  );

/** Items of a sequence; none if it is absent. */
export const items = (set: DataSet, tag: number): readonly DataSet[] => set.elements.get(tag)?.items ?? [];
