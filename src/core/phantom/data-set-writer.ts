import { derivedUid } from "./uid.ts";

/** Value representations that the phantoms use. */
type TextVr = "AE" | "AS" | "CS" | "DA" | "DS" | "IS" | "LO" | "PN" | "SH" | "TM" | "UI";
export type Element =
  | { readonly tag: number; readonly vr: TextVr; readonly value: string }
  | { readonly tag: number; readonly vr: "US" | "SS"; readonly value: number }
  | { readonly tag: number; readonly vr: "UL"; readonly value: number }
  | { readonly tag: number; readonly vr: "OB" | "OW"; readonly value: Uint8Array }
  | { readonly tag: number; readonly vr: "SQ"; readonly value: readonly (readonly Element[])[] };

const longForm = new Set(["OB", "OW", "SQ"]);

/** Implementation Class UID (PS3.7 D.3.3.2): fixed, under 2.25. */
const IMPLEMENTATION = derivedUid("overread phantom writer");

const ascii = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7e) throw new RangeError(`phantom headers are written in ASCII: ${text}`);
    bytes[i] = code;
  }
  return bytes;
};

/** Values have even length (PS3.5 6.2): text is padded with a space, UIDs and bytes with zero. */
function valueBytes(element: Element): Uint8Array {
  const pad = (bytes: Uint8Array, filler: number): Uint8Array => {
    if (bytes.length % 2 === 0) return bytes;
    const padded = new Uint8Array(bytes.length + 1);
    padded.set(bytes);
    padded[bytes.length] = filler;
    return padded;
  };
  switch (element.vr) {
    case "US":
    case "SS":
      return new Uint8Array([element.value & 255, (element.value >>> 8) & 255]);
    case "UL": {
      const v = element.value;
      return new Uint8Array([v & 255, (v >>> 8) & 255, (v >>> 16) & 255, v >>> 24]);
    }
    case "OB":
    case "OW":
      return pad(element.value, 0);
    case "SQ":
      return join(
        element.value.map((item) => {
          const content = encodeElements(item);
          const head = new Uint8Array(8);
          const view = new DataView(head.buffer);
          view.setUint16(0, 0xfffe, true);
          view.setUint16(2, 0xe000, true);
          view.setUint32(4, content.length, true);
          return join([head, content]);
        }),
      );
    default:
      return pad(ascii(element.value), element.vr === "UI" ? 0 : 0x20);
  }
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Elements in explicit VR little endian (PS3.5 7.1.2), in the order of their tags. */
export function encodeElements(elements: readonly Element[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const element of [...elements].sort((a, b) => a.tag - b.tag)) {
    const value = valueBytes(element);
    const head = new Uint8Array(longForm.has(element.vr) ? 12 : 8);
    const view = new DataView(head.buffer);
    view.setUint16(0, element.tag >>> 16, true);
    view.setUint16(2, element.tag & 0xffff, true);
    head.set(ascii(element.vr), 4);
    if (head.length === 12) view.setUint32(8, value.length, true);
    else if (value.length > 0xffff) throw new RangeError(`phantom header: ${element.vr} value too long`);
    else view.setUint16(6, value.length, true);
    parts.push(head, value);
  }
  return join(parts);
}

/** A DICOM Part 10 file (PS3.10 7.1): preamble, file meta information, data set in explicit VR little endian. */
export function part10(sopClass: string, sopInstance: string, elements: readonly Element[]): Uint8Array {
  const meta = encodeElements([
    { tag: 0x00020001, vr: "OB", value: new Uint8Array([0, 1]) },
    { tag: 0x00020002, vr: "UI", value: sopClass },
    { tag: 0x00020003, vr: "UI", value: sopInstance },
    { tag: 0x00020010, vr: "UI", value: "1.2.840.10008.1.2.1" },
    { tag: 0x00020012, vr: "UI", value: IMPLEMENTATION },
    { tag: 0x00020013, vr: "SH", value: "OVERREAD" },
  ]);
  const length = encodeElements([{ tag: 0x00020000, vr: "UL", value: meta.length }]);
  return join([new Uint8Array(128), ascii("DICM"), length, meta, encodeElements(elements)]);
}
