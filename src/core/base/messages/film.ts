import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/film.ts";

/** Phrases that fill the places of the film sentences in `error-table.ts`. */
const whole = (value: number): string => value.toLocaleString("en-GB");

const filmPhrasesEnglish = {
  asksForPixels: (rows: number, columns: number) => `a frame of ${whole(rows)} x ${whole(columns)} pixels`,
  pixels: (count: number) => `${whole(count)} pixels a frame`,
  asksForBytes: (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB of pixels`,
  bytes: (count: number) => `${(count / 1e6).toFixed(0)} MB`,
  asksForInflation: (deflated: number) =>
    `more room than ${(deflated / 1e6).toFixed(1)} MB should inflate to`,

  elementOutsideParent: (tag: string) => `element ${tag} is longer than what holds it`,
  badValueRepresentation: (tag: string) => `element ${tag} has no valid value representation`,
  nestedTooDeep: (depth: number) => `its sequences are nested more than ${depth} deep`,
  notAnItem: (tag: string) => `a sequence holds ${tag} where an item belongs`,
  noTransferSyntax: "it does not say how it is stored",
  badDeflate: "its deflated data set cannot be inflated",
  shortPixelData: (actual: number, expected: number) =>
    `it holds ${whole(actual)} bytes of pixels where ${whole(expected)} belong`,
  missingFrames: (fragments: number, frames: number) =>
    `it holds ${whole(fragments)} compressed pieces for ${whole(frames)} frames`,
  badOffsetTable: "the offsets of its frames do not match its pieces",
  otherSize: (rows: number, columns: number, headerRows: number, headerColumns: number) =>
    `the compressed picture is ${rows} x ${columns}, the header says ${headerRows} x ${headerColumns}`,
  otherSamples: (samples: number, headerSamples: number) =>
    `the compressed picture has ${samples} samples a pixel, the header says ${headerSamples}`,
  otherDepth: (bits: number, headerBits: number) =>
    `the compressed picture has ${bits} bits a sample, the header says ${headerBits}`,
  signedCodestream: "the compressed picture is signed, the header says unsigned",
  noCodestreamHeader: "the compressed picture has no valid header",
  contradictory: "its data contradict themselves",
  badRle: "its RLE segments are not valid",
  badPng: (what: string) => `its PNG chunk ${what} is not valid`,
  badLut: (name: string) => `${name} is not valid`,
  paletteMissing: "a palette table is missing",

  noPixelData: "no Pixel Data",
  floatPixelData: "its pixels are floating point numbers",
  emptyPixelData: "its Pixel Data is empty",
  missing: "missing",

  fourComponentJpeg: "JPEG with four colour components (CMYK)",
  arithmeticJpeg: "JPEG with arithmetic coding",
  deepJpeg: (bits: number) => `JPEG with ${bits} bits a sample`,
  losslessJpegFile: "JPEG Lossless outside DICOM",
  shallowInterlacedPng: (bits: number) => `interlaced PNG with ${bits} bits a sample`,
} as const;
export const filmPhrases: Translated<typeof filmPhrasesEnglish> = words(
  filmPhrasesEnglish,
  turkish.filmPhrases,
);
