import { Inflate } from "fflate";
import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import { scanlineBytes, type PngChunks } from "./png-chunks.ts";

const bad = (): AppError => new AppError("film/corrupt", { detail: filmPhrases.badPng("IDAT") });
const step = 16_384;

/** Adler-32 (RFC 1950). */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let at = 0; at < bytes.length;) {
    // As many sums as stay below 2^32 before the modulus.
    const stop = Math.min(at + 5552, bytes.length);
    for (; at < stop; at++) {
      a += bytes[at] ?? 0;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return b * 65_536 + a;
}

/**
 * Inflates the filtered scanlines into exactly the room that the header gives them.
 * @throws AppError film/truncated, film/corrupt where they are more, fewer or damaged (Adler-32)
 */
function inflateScanlines({ header, data }: PngChunks): { bytes: Uint8Array; checksum: number } {
  const stream = new Uint8Array(data.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of data) {
    stream.set(piece, at);
    at += piece.length;
  }
  if (stream.length < 6 || ((stream[0] ?? 0) & 15) !== 8 || ((stream[1] ?? 0) & 32) !== 0) throw bad();

  const out = new Uint8Array(scanlineBytes(header));
  let filled = 0;
  const inflate = new Inflate((chunk) => {
    if (filled + chunk.length > out.length) throw bad();
    out.set(chunk, filled);
    filled += chunk.length;
  });
  const end = stream.length - 4;
  try {
    for (let from = 2; from < end; from += step) {
      const to = Math.min(from + step, end);
      inflate.push(stream.subarray(from, to), to === end);
    }
  } catch (thrown) {
    throw thrown instanceof AppError
      ? thrown
      : new AppError("film/corrupt", { detail: filmPhrases.badPng("IDAT") }, { cause: thrown });
  }
  const checksum = new DataView(stream.buffer).getUint32(end);
  if (filled !== out.length || adler32(out) !== checksum) throw bad();
  return { bytes: out, checksum };
}

const chunk = (name: string, content: Uint8Array): Uint8Array => {
  const out = new Uint8Array(12 + content.length);
  new DataView(out.buffer).setUint32(0, content.length);
  for (let index = 0; index < 4; index++) out[4 + index] = name.charCodeAt(index);
  out.set(content, 8);
  return out; // the CRC stays 0: the decoder that reads it does not look, and the contents were checked
};

/** Stored deflate blocks: what was inflated within bounds costs the decoder a copy, not a second inflation. */
function stored({ bytes, checksum }: { bytes: Uint8Array; checksum: number }): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / 65_535));
  const out = new Uint8Array(2 + blocks * 5 + bytes.length + 4);
  const view = new DataView(out.buffer);
  view.setUint16(0, 0x7801);
  let to = 2;
  for (let block = 0; block < blocks; block++) {
    const piece = bytes.subarray(block * 65_535, (block + 1) * 65_535);
    out[to] = block === blocks - 1 ? 1 : 0;
    view.setUint16(to + 1, piece.length, true);
    view.setUint16(to + 3, 0xffff - piece.length, true);
    out.set(piece, to + 5);
    to += 5 + piece.length;
  }
  view.setUint32(to, checksum);
  return out;
}

/** A PNG of the same picture with nothing in it that could still inflate. */
export function inflatedPng(chunks: PngChunks): Uint8Array {
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const parts = [
    signature,
    chunks.ihdr,
    ...chunks.tables,
    chunk("IDAT", stored(inflateScanlines(chunks))),
    chunk("IEND", new Uint8Array(0)),
  ];
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
