import dicomParser from "dicom-parser";
import type { ByteStream } from "dicom-parser";
import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import { tagName, type DataElement, type DataSet, type Fragment } from "./data-set.ts";

/** How a stretch of bytes is encoded. */
export interface Encoding {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

/** Which sequences of known length are read: those that a film is shown by, or every one. */
export type Sequences = "shown" | "all";

const maximumDepth = 32;
const undefinedLength = 0xffffffff;
const itemTag = 0xfffee000;
const itemDelimiter = 0xfffee00d;
const sequenceDelimiter = 0xfffee0dd;
export const pixelDataTag = 0x7fe00010;

/** Sequences that a film is shown by; others of known length are stepped over. */
const wantedSequences = new Set([
  0x00041220, // Directory Record Sequence
  0x00283000, // Modality LUT Sequence
  0x00283010, // VOI LUT Sequence
  0x52009229, // Shared Functional Groups Sequence
  0x00289110, // Pixel Measures Sequence
  0x00289132, // Frame VOI LUT Sequence
  0x00289145, // Pixel Value Transformation Sequence
]);

interface Header {
  readonly tag: number;
  readonly vr?: string;
  readonly length: number;
}

/** Walks elements with dicom-parser's element reader, which alone would recurse and read on without bounds. */
class Reader {
  private readonly bytes: Uint8Array;
  private readonly sequences: Sequences;

  constructor(bytes: Uint8Array, sequences: Sequences) {
    this.bytes = bytes;
    this.sequences = sequences;
  }

  stream(offset: number, bigEndian: boolean): ByteStream {
    const parser = bigEndian ? dicomParser.bigEndianByteArrayParser : dicomParser.littleEndianByteArrayParser;
    const stream = new dicomParser.ByteStream(parser, this.bytes, 0);
    stream.position = offset;
    return stream;
  }

  private cutOff(expected: number): AppError {
    return new AppError("film/truncated", { actual: this.bytes.length, expected });
  }

  private need(stream: ByteStream, count: number): void {
    if (stream.position + count > this.bytes.length) throw this.cutOff(stream.position + count);
  }

  /** Reads tag, VR and length; the stream stands at the value afterwards. */
  private header(stream: ByteStream, encoding: Encoding): Header {
    this.need(stream, 8);
    const start = stream.position;
    const name = dicomParser.readTag(stream);
    const tag = Number.parseInt(name.slice(1), 16);
    if (!encoding.explicit || tag >>> 16 === 0xfffe) return { tag, length: stream.readUint32() };

    const vr = stream.readFixedString(2);
    if (!/^[A-Z]{2}$/.test(vr)) {
      throw new AppError("film/corrupt", { detail: filmPhrases.badValueRepresentation(tagName(tag)) });
    }
    // dicom-parser takes the 64-bit VRs, which have four bytes of length (PS3.5 7.1.2), for short ones.
    if (vr === "OV" || vr === "SV" || vr === "UV") {
      this.need(stream, 6);
      stream.seek(2);
      return { tag, vr, length: stream.readUint32() };
    }
    stream.position = start;
    if (start + 12 > this.bytes.length) this.needLong(vr, start);
    // Named as its own end, an element is read up to its value and no further.
    const element = dicomParser.readDicomElementExplicit(stream, [], name);
    return { tag, vr, length: element.length };
  }

  private peek(stream: ByteStream): number {
    this.need(stream, 4);
    const tag = stream.readUint16() * 0x10000 + stream.readUint16();
    stream.seek(-4);
    return tag;
  }

  /** A short element may end within 12 bytes of its start, a long one may not. */
  private needLong(vr: string, start: number): void {
    if (/^(O[BDFLW]|SQ|U[CNRT])$/.test(vr)) throw this.cutOff(start + 12);
  }

  /**
   * Reads the elements of one data set from the stream's position.
   * @param end where it ends, or null for an item that ends with a delimiter
   */
  dataSet(
    stream: ByteStream,
    encoding: Encoding,
    end: number | null,
    depth: number,
    until?: number,
  ): DataSet {
    if (depth > maximumDepth) {
      throw new AppError("film/corrupt", { detail: filmPhrases.nestedTooDeep(maximumDepth) });
    }
    const elements = new Map<number, DataElement>();
    while (end === null || stream.position < end) {
      if (until !== undefined && this.peek(stream) >= until) break;
      const { tag, vr, length } = this.header(stream, encoding);
      if (tag === itemDelimiter) {
        if (end === null) break;
        continue;
      }
      const element = this.element(stream, encoding, { tag, vr, length }, end, depth);
      elements.set(tag, element);
      // Nothing after Pixel Data is needed to show a film; trailing padding is common and often malformed.
      if (depth === 0 && tag === pixelDataTag) break;
    }
    return { bytes: this.bytes, bigEndian: encoding.bigEndian, elements };
  }

  private element(
    stream: ByteStream,
    encoding: Encoding,
    { tag, vr, length }: Header,
    end: number | null,
    depth: number,
  ): DataElement {
    const offset = stream.position;
    if (length === undefinedLength) {
      if (tag === pixelDataTag && depth === 0) return this.encapsulated(stream, vr);
      // PS3.5 6.2.2: UN of undefined length holds implicit little endian items.
      const inner = vr === "UN" ? { explicit: false, bigEndian: false } : encoding;
      const itemStream =
        inner.bigEndian === encoding.bigEndian ? stream : this.stream(offset, inner.bigEndian);
      const items = this.items(itemStream, inner, null, depth);
      stream.position = itemStream.position;
      return { tag, vr, offset, length: stream.position - offset, items };
    }
    if (end !== null && offset + length > end && end < this.bytes.length) {
      throw new AppError("film/corrupt", { detail: filmPhrases.elementOutsideParent(tagName(tag)) });
    }
    this.need(stream, length);
    if (this.isWanted(tag, vr, offset, length)) {
      return { tag, vr, offset, length, items: this.items(stream, encoding, offset + length, depth) };
    }
    stream.seek(length);
    return { tag, vr, offset, length };
  }

  /** Whether an element of known length is a sequence that is to be read. */
  private isWanted(tag: number, vr: string | undefined, offset: number, length: number): boolean {
    if (this.sequences === "shown") return wantedSequences.has(tag) && (vr === undefined || vr === "SQ");
    if (vr !== undefined) return vr === "SQ";
    // Implicit VR does not say what a sequence is; nothing else begins with an item's tag.
    const start = [0xfe, 0xff, 0x00, 0xe0];
    return length >= 8 && start.every((byte, index) => this.bytes[offset + index] === byte);
  }

  private items(stream: ByteStream, encoding: Encoding, end: number | null, depth: number): DataSet[] {
    const items: DataSet[] = [];
    while (end === null || stream.position < end) {
      const { tag, length } = this.header(stream, encoding);
      if (tag === sequenceDelimiter) break;
      if (tag !== itemTag) {
        throw new AppError("film/corrupt", { detail: filmPhrases.notAnItem(tagName(tag)) });
      }
      const itemEnd = length === undefinedLength ? null : stream.position + length;
      if (itemEnd !== null) {
        if (end !== null && itemEnd > end) {
          throw new AppError("film/corrupt", { detail: filmPhrases.elementOutsideParent(tagName(tag)) });
        }
        this.need(stream, length);
      }
      items.push(this.dataSet(stream, encoding, itemEnd, depth + 1));
      if (itemEnd !== null) stream.position = itemEnd;
    }
    return items;
  }

  /** Encapsulated Pixel Data: Basic Offset Table, fragments, Sequence Delimitation Item (PS3.5 A.4). */
  private encapsulated(stream: ByteStream, vr: string | undefined): DataElement {
    const offset = stream.position;
    const little = { explicit: true, bigEndian: false };
    const offsets: number[] = [];
    const fragments: Fragment[] = [];
    let base = -1;
    for (;;) {
      const start = stream.position;
      const { tag, length } = this.header(stream, little);
      if (tag === sequenceDelimiter) break;
      if (tag !== itemTag || length === undefinedLength) {
        throw new AppError("film/corrupt", { detail: filmPhrases.notAnItem(tagName(tag)) });
      }
      this.need(stream, length);
      if (base < 0) {
        for (let at = 0; at + 4 <= length; at += 4) offsets.push(stream.readUint32());
        stream.position = start + 8 + length;
        base = stream.position;
      } else {
        fragments.push({ start: start - base, offset: stream.position, length });
        stream.seek(length);
      }
    }
    return {
      tag: pixelDataTag,
      vr,
      offset,
      length: stream.position - offset,
      encapsulated: { offsets, fragments },
    };
  }
}

/**
 * Reads a data set's elements up to and with Pixel Data; values stay in `bytes`. Every length is
 * checked against the bytes there are and against what holds it; nesting is bounded.
 * @param from first byte of the first element
 * @param until stops before the first element with this tag or a higher one
 * @throws AppError film/truncated, film/corrupt
 */
export function readElements(
  bytes: Uint8Array,
  encoding: Encoding,
  from: number,
  until?: number,
  sequences: Sequences = "shown",
): DataSet {
  const reader = new Reader(bytes, sequences);
  return reader.dataSet(reader.stream(from, encoding.bigEndian), encoding, bytes.length, 0, until);
}
