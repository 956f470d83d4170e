// An ambient declaration can be reached in no other way from every type-check that meets this file.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./jpeg-lossless-decoder-js.d.ts" />
import { Decoder } from "jpeg-lossless-decoder-js";
import type { DecodedPicture } from "../../core/dicom/codecs.ts";
import { readJpegHeader } from "../../core/dicom/codestream/jpeg-header.ts";

/**
 * Decodes JPEG Lossless (ITU-T T.81, process 14) with every predictor.
 * @throws Error where the codestream ends before its picture does
 */
export function decodeJpegLossless(codestream: Uint8Array<ArrayBufferLike>): DecodedPicture {
  const { rows, columns, samples: perPixel } = readJpegHeader(codestream);
  // Every difference has a code of at least one bit (H.1.2.2); without, the decoder would work on nothing.
  if (rows * columns * perPixel > 8 * codestream.length) throw new Error("fewer bits than samples");
  const { buffer, byteOffset, byteLength } = codestream;
  const decoder = new Decoder();
  const samples = decoder.decode(buffer, byteOffset, byteLength);
  // The decoder answers what it has when the data end early.
  if (decoder.yLoc < decoder.yDim) throw new Error(`ends in row ${decoder.yLoc} of ${decoder.yDim}`);
  return {
    rows: decoder.yDim,
    columns: decoder.xDim,
    samples: decoder.numComp,
    bits: decoder.frame.precision,
    signed: false,
    planar: false,
    data: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
  };
}
