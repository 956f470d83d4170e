import { decimals, integer16, items, text, texts, type DataSet } from "../data-set/data-set.ts";
import type { GreyChain, ModalityTransform, Voi, WindowFunction } from "../grey-chain.ts";
import type { PixelDescription } from "../pixels/pixel-description.ts";
import { lutOfItem } from "./look-up-table.ts";
import { modalityRange } from "./modality.ts";

/** Decodes text of the film's character set. */
export type ReadText = (set: DataSet, tag: number) => string | undefined;

/** The first item of a shared functional group, where an enhanced multi-frame film keeps its transforms. */
function shared(set: DataSet, tag: number): DataSet | undefined {
  const groups = items(set, 0x52009229)[0];
  return groups === undefined ? undefined : items(groups, tag)[0];
}

/** Modality LUT Sequence, else Rescale Slope and Intercept, else identity (PS3.3 C.11.1). */
function readModality(set: DataSet, d: PixelDescription, readText: ReadText): ModalityTransform {
  const item = items(set, 0x00283000)[0];
  if (item) {
    return { kind: "lut", lut: lutOfItem(item, d.signed, "Modality LUT", readText(item, 0x00283003)) };
  }
  const source = shared(set, 0x00289145) ?? set;
  const slope = decimals(source, 0x00281053)[0] ?? 1;
  const intercept = decimals(source, 0x00281052)[0] ?? 0;
  // A slope of 0 or a value that is no number says nothing; the stored values then stand as they are.
  if (!Number.isFinite(slope) || slope === 0 || !Number.isFinite(intercept)) {
    return { kind: "rescale", slope: 1, intercept: 0 };
  }
  return { kind: "rescale", slope, intercept };
}

/** Rescale Type or Modality LUT Type (PS3.3 C.11.1.1.2); US says "unspecified". */
function readUnits(set: DataSet): string | undefined {
  const item = items(set, 0x00283000)[0];
  const written = item ? text(item, 0x00283004) : text(shared(set, 0x00289145) ?? set, 0x00281054);
  return written === "US" ? undefined : written;
}

const functions: readonly WindowFunction[] = ["LINEAR", "LINEAR_EXACT", "SIGMOID"];

/** Windows in the film's order; one whose width its function does not allow is left out (PS3.3 C.11.2.1.2). */
function readWindows(set: DataSet, readText: ReadText): Voi[] {
  const source = shared(set, 0x00289132) ?? set;
  const centres = decimals(source, 0x00281050);
  const widths = decimals(source, 0x00281051);
  const written = text(source, 0x00281056);
  const windowFunction = functions.find((name) => name === written) ?? "LINEAR";
  const explanations = readText(source, 0x00281055)?.split("\\") ?? [];
  const vois: Voi[] = [];
  for (let index = 0; index < Math.min(centres.length, widths.length); index++) {
    const centre = centres[index] ?? NaN;
    const width = widths[index] ?? NaN;
    if (!Number.isFinite(centre) || !(windowFunction === "LINEAR" ? width >= 1 : width > 0)) continue;
    if (!Number.isFinite(width)) continue;
    const explanation = explanations[index]?.trim();
    vois.push({
      kind: "window",
      centre,
      width,
      function: windowFunction,
      explanation: explanation || undefined,
    });
  }
  return vois;
}

function readPadding(set: DataSet, d: PixelDescription): GreyChain["padding"] {
  const value = integer16(set, 0x00280120, 0, d.signed);
  if (value === undefined) return undefined;
  const limit = integer16(set, 0x00280121, 0, d.signed) ?? value;
  return { low: Math.min(value, limit), high: Math.max(value, limit) };
}

/**
 * Whether the lowest display value is white. Presentation LUT Shape says what becomes of display values
 * (PS3.3 C.11.6.1.2); MONOCHROME1 (C.7.6.3.1.2) says so where there is none. DX writes INVERSE beside
 * MONOCHROME1 (C.8.11.3): two names for one inversion, never two inversions.
 */
function readInverted(set: DataSet, d: PixelDescription): boolean {
  const shape = texts(set, 0x20500020)[0];
  if (shape === "INVERSE") return true;
  return shape === "IDENTITY" ? false : d.photometric === "MONOCHROME1";
}

/**
 * Reads everything between stored value and grey level (PS3.3 C.11.1, C.11.2, C.11.6).
 * @throws AppError film/corrupt for a table that is not valid
 */
export function readGreyChain(set: DataSet, d: PixelDescription, readText: ReadText): GreyChain {
  const modality = readModality(set, d, readText);
  const stored = d.signed
    ? { low: -(2 ** (d.bitsStored - 1)), high: 2 ** (d.bitsStored - 1) - 1 }
    : { low: 0, high: 2 ** d.bitsStored - 1 };
  const signedModality = modalityRange(modality, stored).low < 0;
  const tables = items(set, 0x00283010).map((item): Voi => ({
    kind: "lut",
    lut: lutOfItem(item, signedModality, "VOI LUT", readText(item, 0x00283003)),
  }));
  return {
    modality,
    units: readUnits(set),
    vois: [...tables, ...readWindows(set, readText)],
    inverted: readInverted(set, d),
    padding: readPadding(set, d),
  };
}
