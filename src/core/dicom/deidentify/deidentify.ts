import { items, text, type DataElement, type DataSet } from "../data-set/data-set.ts";
import { AppError } from "../../base/errors.ts";
import type { Encoding } from "../data-set/read-elements.ts";
import { pixelDataTag } from "../data-set/read-elements.ts";
import { readPart10 } from "../data-set/part10.ts";
import { filmKind } from "../kind.ts";
import { defaultLimits, type FilmLimits } from "../limits.ts";
import { actionOn } from "./actions.ts";
import { ascii, header, itemHeader, lengthOf, textElement, type Pieces } from "./write-elements.ts";

/** What a dummy value says. */
export const DUMMY = "ANONYMIZED";
/** Basic Application Confidentiality Profile (PS3.16 CID 7050). */
const profileCode = { value: "113100", scheme: "DCM", meaning: "Basic Application Confidentiality Profile" };
/** Names Overread as the writer (PS3.7 D.3.3.2): a UUID under 2.25, fixed. */
const implementation = "2.25.188215317241329478823940152718375917347";

export interface Deidentified {
  /** A DICOM file (PS3.10). */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sopInstanceUid: string;
  /** Attributes that were removed, emptied or replaced, at every level. */
  readonly changed: number;
  /**
   * What the header says of words in the picture: Burned In Annotation (0028,0301). "unknown" is the
   * rule; nothing in the picture is changed in any case.
   */
  readonly burnedIn: "yes" | "no" | "unknown";
}

/** Gives another UID for one, always the same for the same. */
export type NewUid = (uid: string) => string;

class Writer {
  changed = 0;
  readonly encoding: Encoding;
  readonly #newUid: NewUid;

  constructor(encoding: Encoding, newUid: NewUid) {
    this.encoding = encoding;
    this.#newUid = newUid;
  }

  dataSet(set: DataSet, added: ReadonlyMap<number, Pieces> = new Map()): Pieces {
    const written = new Map<number, Pieces>(added);
    for (const element of set.elements.values()) {
      if (added.has(element.tag)) continue;
      const pieces = this.#element(set, element);
      if (pieces !== null) written.set(element.tag, pieces);
    }
    return [...written].sort(([a], [b]) => a - b).flatMap(([, pieces]) => pieces);
  }

  #element(set: DataSet, element: DataElement): Pieces | null {
    const action = actionOn(element.tag, element.vr);
    const vr = element.vr ?? "";
    if (action !== "keep" && action !== "items") this.changed++;
    switch (action) {
      case "remove":
        return null;
      case "empty":
        return [header(element.tag, vr, 0, this.encoding)];
      case "dummy":
        return textElement(element.tag, vr, DUMMY, this.encoding);
      case "uid": {
        const uids = (text(set, element.tag) ?? "").split("\\").filter((uid) => uid !== "");
        return textElement(element.tag, "UI", uids.map(this.#newUid).join("\\"), this.encoding);
      }
      case "keep":
      case "items":
        return this.#kept(set, element, vr);
    }
  }

  #kept(set: DataSet, element: DataElement, vr: string): Pieces {
    const { tag, offset, length } = element;
    const value = set.bytes.subarray(offset, offset + length);
    if (element.encapsulated !== undefined) return [header(tag, "OB", null, this.encoding), value];
    if (element.items === undefined) return [header(tag, vr, length, this.encoding), value];
    const content = items(set, tag).flatMap((item) => {
      const pieces = this.dataSet(item);
      return [itemHeader(lengthOf(pieces), this.encoding), ...pieces];
    });
    return [header(tag, "SQ", lengthOf(content), this.encoding), ...content];
  }

  /** Says by which profile it was made (PS3.15 E.2.4): with text and code. */
  signature(): Map<number, Pieces> {
    const { encoding } = this;
    const code: Pieces = [
      ...textElement(0x00080100, "SH", profileCode.value, encoding),
      ...textElement(0x00080102, "SH", profileCode.scheme, encoding),
      ...textElement(0x00080104, "LO", profileCode.meaning, encoding),
    ];
    const item = [itemHeader(lengthOf(code), encoding), ...code];
    return new Map([
      [0x00120062, textElement(0x00120062, "CS", "YES", encoding)],
      [0x00120063, textElement(0x00120063, "LO", "Overread: PS3.15 Basic Profile", encoding)],
      [0x00120064, [header(0x00120064, "SQ", lengthOf(item), encoding), ...item]],
      [0x00280303, textElement(0x00280303, "CS", "REMOVED", encoding)],
    ]);
  }
}

function burnedIn(set: DataSet): Deidentified["burnedIn"] {
  const said = text(set, 0x00280301);
  return said === "NO" ? "no" : said === "YES" ? "yes" : "unknown";
}

function join(pieces: Pieces): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Preamble and File Meta Information (PS3.10 7.1), which is always explicit VR little endian. */
function meta(sopClass: string, sopInstance: string, syntax: string): Pieces {
  const encoding: Encoding = { explicit: true, bigEndian: false };
  const elements: Pieces = [
    header(0x00020001, "OB", 2, encoding),
    new Uint8Array([0, 1]),
    ...textElement(0x00020002, "UI", sopClass, encoding),
    ...textElement(0x00020003, "UI", sopInstance, encoding),
    ...textElement(0x00020010, "UI", syntax, encoding),
    ...textElement(0x00020012, "UI", implementation, encoding),
    ...textElement(0x00020013, "SH", "OVERREAD", encoding),
  ];
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, lengthOf(elements), true);
  return [new Uint8Array(128), ascii("DICM"), header(0x00020000, "UL", 4, encoding), length, ...elements];
}

/**
 * A film without its patient: the Basic Application Level Confidentiality Profile of PS3.15 annex E,
 * for films. Pixels stay as they are, bit for bit, in the film's own transfer syntax (inflated, where it
 * was deflated); what comes after Pixel Data is left out. Words that are burnt into the picture stay:
 * see `burnedIn`.
 * @throws AppError export/not-dicom, film/truncated, film/corrupt, film/too-large, film/no-pixels
 */
export function deidentify(
  file: Uint8Array,
  newUid: NewUid,
  limits: FilmLimits = defaultLimits,
): Deidentified {
  if (filmKind(file) !== "dicom") throw new AppError("export/not-dicom");
  const { syntax, encoding, dataSet } = readPart10(file, limits, "all");
  if (!dataSet.elements.has(pixelDataTag)) throw new AppError("film/no-pixels");
  const writer = new Writer(encoding, newUid);
  const content = writer.dataSet(dataSet, writer.signature());
  const sopInstanceUid = newUid(text(dataSet, 0x00080018) ?? "");
  const sopClass = text(dataSet, 0x00080016) ?? "";
  const uid = syntaxAsWritten(syntax.uid, syntax.deflated, encoding);
  return {
    bytes: join([...meta(sopClass, sopInstanceUid, uid), ...content]),
    sopInstanceUid,
    changed: writer.changed,
    burnedIn: burnedIn(dataSet),
  };
}

/** The transfer syntax that is true of what was written, also where the film named another. */
function syntaxAsWritten(named: string, deflated: boolean, { explicit, bigEndian }: Encoding): string {
  if (!explicit) return "1.2.840.10008.1.2";
  if (bigEndian) return "1.2.840.10008.1.2.2";
  return deflated || named === "1.2.840.10008.1.2" ? "1.2.840.10008.1.2.1" : named;
}
