import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import { integer16, tagName, text, type DataSet } from "../data-set/data-set.ts";
import { pixelDataTag } from "../data-set/read-elements.ts";
import type { FilmLimits } from "../limits.ts";

const photometrics = [
  "MONOCHROME1",
  "MONOCHROME2",
  "PALETTE COLOR",
  "RGB",
  "YBR_FULL",
  "YBR_FULL_422",
  "YBR_ICT",
  "YBR_RCT",
] as const;
export type Photometric = (typeof photometrics)[number];

/** The Image Pixel Module (PS3.3 C.7.6.3), checked. */
export interface PixelDescription {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samples: 1 | 3;
  readonly photometric: Photometric;
  readonly bitsAllocated: 1 | 8 | 16;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly planar: boolean;
}

const bad = (attribute: string, tag: number, value: unknown): AppError =>
  new AppError("film/bad-attribute", {
    attribute: `${attribute} ${tagName(tag)}`,
    value: value === undefined ? filmPhrases.missing : String(value),
  });

function required(set: DataSet, tag: number, attribute: string): number {
  const value = integer16(set, tag);
  if (value === undefined) throw bad(attribute, tag, value);
  return value;
}

/** Refuses a film that asks for more than its limits, before anything is allocated. */
export function checkSize(
  size: { rows: number; columns: number; frames: number; bytesPerPixel: number },
  limits: FilmLimits,
): void {
  const { rows, columns } = size;
  if (rows * columns > limits.pixelsPerFrame) {
    throw new AppError("film/too-large", {
      asked: filmPhrases.asksForPixels(rows, columns),
      limit: filmPhrases.pixels(limits.pixelsPerFrame),
    });
  }
  const frame = rows * columns * size.bytesPerPixel;
  for (const [asked, limit] of [
    [frame, limits.bytesPerFrame],
    [frame * size.frames, limits.bytesPerFilm],
  ] as const) {
    if (asked > limit) {
      throw new AppError("film/too-large", {
        asked: filmPhrases.asksForBytes(asked),
        limit: filmPhrases.bytes(limit),
      });
    }
  }
}

function numberOfFrames(set: DataSet): number {
  const written = text(set, 0x00280008);
  if (written === undefined) return 1;
  if (!/^\+?\d{1,9}$/.test(written) || Number(written) === 0) {
    throw bad("Number of Frames", 0x00280008, written);
  }
  return Number(written);
}

/**
 * Reads and checks the Image Pixel Module against the limits.
 * @throws AppError film/no-pixels, film/bad-attribute, film/too-large
 */
export function pixelDescription(set: DataSet, limits: FilmLimits): PixelDescription {
  if (!set.elements.has(pixelDataTag)) {
    const float = set.elements.has(0x7fe00008) || set.elements.has(0x7fe00009);
    const detail = float ? filmPhrases.floatPixelData : filmPhrases.noPixelData;
    throw new AppError("film/no-pixels", { detail });
  }
  const rows = required(set, 0x00280010, "Rows");
  if (rows === 0) throw bad("Rows", 0x00280010, rows);
  const columns = required(set, 0x00280011, "Columns");
  if (columns === 0) throw bad("Columns", 0x00280011, columns);

  const written = text(set, 0x00280004);
  const photometric = photometrics.find((name) => name === written);
  if (photometric === undefined) throw bad("Photometric Interpretation", 0x00280004, written);
  const samples = integer16(set, 0x00280002) ?? 1;
  const grey = photometric.startsWith("MONOCHROME") || photometric === "PALETTE COLOR";
  if (samples !== (grey ? 1 : 3)) throw bad("Samples per Pixel", 0x00280002, samples);

  const bitsAllocated = required(set, 0x00280100, "Bits Allocated");
  if (bitsAllocated !== 1 && bitsAllocated !== 8 && bitsAllocated !== 16) {
    throw bad("Bits Allocated", 0x00280100, bitsAllocated);
  }
  const bitsStored = integer16(set, 0x00280101) ?? bitsAllocated;
  if (bitsStored < 1 || bitsStored > bitsAllocated) throw bad("Bits Stored", 0x00280101, bitsStored);
  const highBit = integer16(set, 0x00280102) ?? bitsStored - 1;
  if (highBit < bitsStored - 1 || highBit >= bitsAllocated) throw bad("High Bit", 0x00280102, highBit);
  const representation = integer16(set, 0x00280103) ?? 0;
  if (representation > 1) throw bad("Pixel Representation", 0x00280103, representation);
  const planar = integer16(set, 0x00280006) ?? 0;
  if (samples > 1 && planar > 1) throw bad("Planar Configuration", 0x00280006, planar);

  const frames = numberOfFrames(set);
  const bytesPerPixel = samples * (bitsAllocated === 16 ? 2 : 1);
  checkSize({ rows, columns, frames, bytesPerPixel }, limits);
  return {
    rows,
    columns,
    frames,
    samples,
    photometric,
    bitsAllocated,
    bitsStored,
    highBit,
    signed: representation === 1,
    planar: planar === 1,
  };
}
