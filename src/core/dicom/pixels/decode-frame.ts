import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import type { CodecName, Codecs, DecodedPicture } from "../codecs.ts";
import { checkAgreement } from "../codestream/codestream-header.ts";
import { readJ2kHeader } from "../codestream/j2k-header.ts";
import { readJpegHeader } from "../codestream/jpeg-header.ts";
import { withColourMarker } from "../codestream/jpeg-colour.ts";
import type { Frame, StoredValues } from "../film.ts";
import type { TransferSyntax } from "../transfer-syntax.ts";
import { interleave, throughPalette, toBytes, widen422, ybrToRgb, type Palette } from "./colour.ts";
import { nativeFrameBits, type FrameSource } from "./frame-bytes.ts";
import type { PixelDescription } from "./pixel-description.ts";
import { decodeRle } from "./rle.ts";
import {
  asSigned,
  bits,
  clampToStored,
  codecSamples,
  keepStoredBits,
  swapPairs,
  words,
  wordsInPlace,
  type Samples,
} from "./samples.ts";

export interface FrameInput {
  readonly description: PixelDescription;
  readonly syntax: TransferSyntax;
  readonly source: FrameSource;
  readonly palette?: Palette;
  /** Pixel Data's VR is OW: eight-bit samples of big endian films stand in words. */
  readonly inWords: boolean;
  /** How often the frame's sides may be halved. */
  readonly halvings: number;
}

/** Samples in pixel order, with the colour space that they are in. */
interface Read {
  readonly samples: Samples;
  /** Already signed and limited to the bits stored. */
  readonly stored?: StoredValues;
  readonly ybr: boolean;
}

/** Native pixels of one frame (PS3.5 8.1.1), also those that come in fragments. */
function readNative({ description: d, source, syntax, inWords }: FrameInput, index: number): Read {
  const frame = source.bytes(index);
  const count = nativeFrameBits(d) / d.bitsAllocated;
  const expected = Math.ceil(nativeFrameBits(d) / 8);
  if (frame.length < expected) {
    throw new AppError("film/corrupt", { detail: filmPhrases.shortPixelData(frame.length, expected) });
  }
  let samples: Samples;
  if (d.bitsAllocated === 1) {
    samples = bits(frame, source.encapsulated ? 0 : (nativeFrameBits(d) * index) % 8, count);
  } else if (d.bitsAllocated === 16) {
    // A film of 12 bits or 16 without a sign is read where it lies; what follows changes its samples otherwise.
    const grey = d.samples === 1 && !d.signed;
    const found = grey ? wordsInPlace(frame, { ...d, bigEndian: syntax.bigEndian }) : null;
    if (found !== null) return { samples: found.subarray(0, count), ybr: false };
    samples = words(frame, syntax.bigEndian).subarray(0, count);
  } else {
    samples = (syntax.bigEndian && inWords ? swapPairs(frame) : frame.slice()).subarray(0, count);
  }
  return arranged(samples, d);
}

function readRle({ description: d, source }: FrameInput, index: number): Read {
  const bytesPerSample = d.bitsAllocated === 16 ? 2 : 1;
  const bytes = decodeRle(source.bytes(index), {
    pixels: d.rows * d.columns,
    samples: d.samples,
    bytesPerSample,
  });
  const samples = bytesPerSample === 2 ? words(bytes, false) : bytes;
  // Segments are planes whatever Planar Configuration says; the decoder has put them in pixel order.
  return arranged(samples, { ...d, planar: false });
}

/** Drops unused bits and brings samples into pixel order. */
function arranged(samples: Samples, d: PixelDescription): Read {
  if (d.bitsAllocated !== 1) keepStoredBits(samples, d.bitsStored, d.highBit);
  const pixels = d.rows * d.columns;
  if (d.photometric === "YBR_FULL_422" && samples.length < 3 * pixels) {
    const empty = samples instanceof Uint8Array ? new Uint8Array(3 * pixels) : new Uint16Array(3 * pixels);
    return { samples: widen422<Samples>(samples, empty), ybr: true };
  }
  const inOrder = d.samples === 3 && d.planar ? interleave(samples, pixels) : samples;
  return { samples: inOrder, ybr: d.photometric.startsWith("YBR") };
}

/** The codestream a codec is given, after its own header was found to describe the film's picture. */
function checked(codec: CodecName, bytes: Uint8Array, d: PixelDescription, syntax: TransferSyntax) {
  const failed = (): AppError => new AppError("codec/failed", { name: syntax.name, uid: syntax.uid });
  if (codec === "jpeg-2000" || codec === "ht-j2k") {
    const header = readJ2kHeader(bytes);
    checkAgreement(header, d);
    if (!header.complete) throw failed();
    return { codec, codestream: header.codestream };
  }
  const header = readJpegHeader(bytes);
  checkAgreement(header, d);
  if (!header.complete) throw failed();
  const process = header.process;
  // Each syntax allows its own processes (PS3.5 A.4.1 to A.4.3); Extended may hold baseline's eight bits.
  const fits =
    codec === "jpeg-lossless"
      ? process === "lossless"
      : codec === "jpeg-ls"
        ? process === "jpeg-ls"
        : process === "baseline" || process === "extended" || process === "progressive";
  if (!fits) throw failed();
  if (codec !== "jpeg" && codec !== "jpeg-extended") return { codec, codestream: bytes };
  return {
    codec: header.bits > 8 ? ("jpeg-extended" as const) : ("jpeg" as const),
    codestream: withColourMarker(bytes, header, d.photometric === "RGB"),
  };
}

function failure(thrown: unknown, syntax: TransferSyntax): AppError {
  const params = { name: syntax.name, uid: syntax.uid };
  if (thrown instanceof AppError) {
    if (thrown.code === "codec/unsupported") return new AppError(thrown.code, params, { cause: thrown });
    // The file is whole; it is its compressed picture that ends too early.
    if (thrown.code !== "film/truncated") return thrown;
  }
  return new AppError("codec/failed", params, { cause: thrown });
}

/**
 * How often a frame may be halved: where neighbouring samples are neighbouring greys, which the indices of a palette
 * are not, nor two's complements to a codec that takes them for unsigned.
 */
const mayBeHalved = ({ description: d, palette, halvings }: FrameInput): number =>
  d.samples === 1 && !d.signed && palette === undefined ? halvings : 0;

/** One of a frame's smaller copies; null where there is none of that size. */
async function readHalved(
  codecs: Codecs,
  codec: CodecName,
  input: FrameInput,
  index: number,
): Promise<Frame | null> {
  const { description: d, syntax, source } = input;
  const halvings = mayBeHalved(input);
  if (halvings === 0 || codec !== "jpeg-2000") return null;
  try {
    const stream = checked(codec, source.bytes(index), d, syntax);
    const picture = await codecs.decode(stream.codec, stream.codestream, halvings);
    const { rows, columns } = picture;
    const count = rows * columns;
    if (rows === d.rows || picture.data.length < count * (picture.bits > 8 ? 2 : 1)) return null;
    const stored = codecSamples(picture.data, picture.bits, count);
    // A mean may lie beyond what the film's samples are held to.
    clampToStored(stored, d.bitsStored, false);
    return { colour: false, rows, columns, stored };
  } catch {
    // The whole frame is tried next, and says what is wrong with it.
    return null;
  }
}

async function readCompressed(
  codecs: Codecs,
  codec: CodecName,
  input: FrameInput,
  index: number,
): Promise<Read> {
  const { description: d, syntax, source } = input;
  let picture: DecodedPicture;
  try {
    const stream = checked(codec, source.bytes(index), d, syntax);
    picture = await codecs.decode(stream.codec, stream.codestream);
  } catch (thrown) {
    throw failure(thrown, syntax);
  }
  const count = d.rows * d.columns * d.samples;
  const bytes = count * (picture.bits > 8 ? 2 : 1);
  if (picture.rows !== d.rows || picture.columns !== d.columns || picture.data.length < bytes) {
    throw new AppError("codec/failed", { name: syntax.name, uid: syntax.uid });
  }
  const raw = codecSamples(picture.data, picture.bits, count);
  const samples = d.samples === 3 && picture.planar ? interleave(raw, d.rows * d.columns) : raw;

  if (d.samples === 3) {
    // The JPEG and JPEG 2000 decoders undo the colour transform that the codestream names.
    const ybr = (codec === "jpeg-lossless" || codec === "jpeg-ls") && d.photometric.startsWith("YBR_FULL");
    if (picture.bits <= d.bitsStored) return { samples, ybr };
    clampToStored(samples, d.bitsStored, false);
    return { samples, ybr };
  }
  return { samples, ybr: false, stored: storedOf(samples, picture, d, syntax) };
}

/** Grey samples of a codec as stored values: their sign, and nothing beyond Bits Stored. */
function storedOf(
  samples: Samples,
  picture: DecodedPicture,
  d: PixelDescription,
  syntax: TransferSyntax,
): StoredValues {
  if (!d.signed) {
    if (picture.bits > d.bitsStored) {
      if (syntax.lossless) keepStoredBits(samples, d.bitsStored, d.bitsStored - 1);
      else clampToStored(samples, d.bitsStored, false);
    }
    return samples;
  }
  if (picture.signed) {
    const values = asSigned(samples, samples.BYTES_PER_ELEMENT * 8);
    clampToStored(values, d.bitsStored, true);
    return values;
  }
  // Only JPEG 2000 knows a sign; elsewhere the samples are the two's complement's bits.
  keepStoredBits(samples, d.bitsStored, d.bitsStored - 1);
  return asSigned(samples, d.bitsStored);
}

/**
 * Decodes one frame to stored values, or to RGB where the film is in colour.
 * @throws AppError film/corrupt, codec/unsupported, codec/failed
 */
export async function decodeFrame(codecs: Codecs, input: FrameInput, index: number): Promise<Frame> {
  const { description: d, syntax, palette } = input;
  const { rows, columns } = d;
  if (syntax.compression === null) {
    throw new AppError("codec/unsupported", { name: syntax.name, uid: syntax.uid });
  }
  if (syntax.compression !== "none" && syntax.compression !== "rle") {
    const halved = await readHalved(codecs, syntax.compression, input, index);
    if (halved !== null) return halved;
  }
  const read =
    syntax.compression === "none"
      ? readNative(input, index)
      : syntax.compression === "rle"
        ? readRle(input, index)
        : await readCompressed(codecs, syntax.compression, input, index);

  if (d.samples === 3) {
    const rgb = toBytes(read.samples, d.bitsStored);
    if (read.ybr) ybrToRgb(rgb);
    return { colour: true, rows, columns, rgb };
  }
  const stored = read.stored ?? (d.signed ? asSigned(read.samples, d.bitsStored) : read.samples);
  if (palette) return { colour: true, rows, columns, rgb: throughPalette(stored, palette) };
  return { colour: false, rows, columns, stored };
}
