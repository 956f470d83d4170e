import type { Encoding } from "../data-set/read-elements.ts";

/** Value representations whose length takes four bytes after two reserved ones (PS3.5 7.1.2). */
const longForm = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);
const undefinedLength = 0xffffffff;

/** A piece of a data set: what is written is never longer than what was read, but for a few attributes. */
export type Pieces = Uint8Array[];

export const lengthOf = (pieces: Pieces): number => pieces.reduce((sum, piece) => sum + piece.length, 0);

export const ascii = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Text padded to an even length (PS3.5 6.2): UIDs with a null, others with a space. */
export const paddedText = (text: string, vr: string): Uint8Array =>
  ascii(text.length % 2 === 0 ? text : text + (vr === "UI" ? "\0" : " "));

/** An element's header: tag, VR where it is explicit, length; `null` for an undefined length. */
export function header(tag: number, vr: string, length: number | null, encoding: Encoding): Uint8Array {
  const little = !encoding.bigEndian;
  const long = encoding.explicit && longForm.has(vr);
  const bytes = new Uint8Array(long ? 12 : 8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, little);
  view.setUint16(2, tag & 0xffff, little);
  if (encoding.explicit) bytes.set(ascii(vr), 4);
  if (encoding.explicit && !long) view.setUint16(6, length ?? 0, little);
  else view.setUint32(long ? 8 : 4, length ?? undefinedLength, little);
  return bytes;
}

/** The header of a sequence's item, which has no VR (PS3.5 7.5). */
export const itemHeader = (length: number, { bigEndian }: Encoding): Uint8Array =>
  header(0xfffee000, "", length, { explicit: false, bigEndian });

export const textElement = (tag: number, vr: string, value: string, encoding: Encoding): Pieces => {
  const bytes = paddedText(value, vr);
  return [header(tag, vr, bytes.length, encoding), bytes];
};
