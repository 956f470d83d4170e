import type { TextPort } from "../codecs.ts";
import { decodeExtended } from "./code-extensions.ts";
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

/** How text is encoded: by one encoding of the Encoding Standard, or with code extensions, by the terms that name their sets. */
export type TextEncoding = string | readonly string[];

const latin1 = (bytes: Uint8Array): string => {
  let out = "";
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
};

/** Encoding of a data set's text. */
export const encodingOf = (set: DataSet): TextEncoding => encodingOfTerms(texts(set, 0x00080005));

/** What the values of Specific Character Set (0008,0005) mean; what is not known is read as Latin 1. */
export function encodingOfTerms(values: readonly string[]): TextEncoding {
  const terms = values.map((term) => term.toUpperCase());
  if (terms.some((term) => term.startsWith("ISO 2022 "))) return terms;
  return single[terms.find((term) => term !== "") ?? ""] ?? "iso-8859-1";
}

/** Decodes text as it is written, components and values kept with their "^", "=" and "\\". */
export function decodeBytes(bytes: Uint8Array, encoding: TextEncoding, port: TextPort): string {
  if (bytes.every((byte) => byte < 0x80 && byte !== 0x1b)) return latin1(bytes);
  return typeof encoding === "string"
    ? port.decode(encoding, bytes).replaceAll(escapes, "")
    : decodeExtended(bytes, encoding, port);
}

/** Escape sequences of text whose data set declares no code extensions: they would stand in names as rubbish. */
const escapes = /\u001b[\u0020-\u002f]+[\u0030-\u007e]/g;

/** Decodes an element's text by its character set, padding trimmed; undefined where there is none. */
export function decodeText(
  set: DataSet,
  tag: number,
  encoding: TextEncoding,
  port: TextPort,
): string | undefined {
  const bytes = valueBytes(set, tag);
  if (bytes === undefined) return undefined;
  const trimmed = decodeBytes(bytes, encoding, port).replaceAll("\0", " ").trim();
  return trimmed === "" ? undefined : trimmed;
}
