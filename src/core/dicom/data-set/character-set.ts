import type { TextPort } from "../codecs.ts";
import { texts, valueBytes, type DataSet } from "./data-set.ts";

/**
 * Encodings of the WHATWG Encoding Standard for the defined terms of Specific Character Set
 * (PS3.3 C.12.1.1.2). ISO_IR 13 (JIS X 0201) is a subset of Shift_JIS; ISO_IR 166 of windows-874.
 */
const single: Readonly<Record<string, string>> = {
  "": "iso-8859-1",
  "ISO_IR 6": "iso-8859-1",
  "ISO_IR 100": "iso-8859-1",
  "ISO_IR 101": "iso-8859-2",
  "ISO_IR 109": "iso-8859-3",
  "ISO_IR 110": "iso-8859-4",
  "ISO_IR 126": "iso-8859-7",
  "ISO_IR 127": "iso-8859-6",
  "ISO_IR 138": "iso-8859-8",
  "ISO_IR 144": "iso-8859-5",
  "ISO_IR 148": "iso-8859-9",
  "ISO_IR 203": "iso-8859-15",
  "ISO_IR 13": "shift_jis",
  "ISO_IR 166": "windows-874",
  "ISO_IR 192": "utf-8",
  GB18030: "gb18030",
  GBK: "gbk",
};

/** Multi-byte sets of code extensions, as encodings that understand or contain them. */
const extended: readonly (readonly [term: string, label: string])[] = [
  ["ISO 2022 IR 87", "iso-2022-jp"],
  ["ISO 2022 IR 159", "iso-2022-jp"],
  ["ISO 2022 IR 149", "euc-kr"],
  ["ISO 2022 IR 58", "gbk"],
];

const latin1 = (bytes: Uint8Array): string => {
  let out = "";
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
};

/** Encoding of a data set's text. */
export function encodingOf(set: DataSet): string {
  const terms = texts(set, 0x00080005).map((term) => term.toUpperCase());
  for (const [term, label] of extended) if (terms.includes(term)) return label;
  const first = (terms.find((term) => term !== "") ?? "").replace(/^ISO 2022 IR /, "ISO_IR ");
  return single[first] ?? "iso-8859-1";
}

/** Escape sequences that designate sets into G0 and G1; only iso-2022-jp's decoder knows them itself. */

const escapes = /\u001b[\u0020-\u002f]+[\u0030-\u007e]/g;

/**
 * Decodes an element's text by its character set, padding trimmed, components and values kept
 * with their "^", "=" and "\". Code extensions (ISO 2022) are followed for Japanese, Korean and
 * simplified Chinese; of other combinations the first set counts.
 */
export function decodeText(set: DataSet, tag: number, label: string, port: TextPort): string | undefined {
  const bytes = valueBytes(set, tag);
  if (bytes === undefined) return undefined;
  const ascii = bytes.every((byte) => byte < 0x80 && byte !== 0x1b);
  const decoded = ascii ? latin1(bytes) : port.decode(label, bytes);
  const trimmed = decoded.replaceAll(escapes, "").replaceAll("\0", " ").trim();
  return trimmed === "" ? undefined : trimmed;
}
