import { phantomDicom, type PhantomDicomOptions } from "./dicom.ts";
import { drawPhantom } from "./draw.ts";
import { drawLateralPhantom } from "./lateral.ts";
import type { LungZone, PhantomOpacity, PhantomOptions } from "./options.ts";
import { phantomPng } from "./png.ts";
import { Random } from "./random.ts";

export interface PhantomFile {
  /** File name, such as "phantom-001.dcm". */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const numbers = [
  "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN",
  "SEVENTEEN EIGHTEEN NINETEEN TWENTY",
].flatMap((line) => line.split(" "));
const zones: readonly LungZone[] = [
  "right-lower",
  "left-middle",
  "right-upper",
  "left-lower",
  "right-middle",
  "left-upper",
];
const depths = [12, 14, 10, 16, 8] as const;

/** Every fifth film is a PNG file: it says nothing of its patient. */
const isPicture = (i: number): boolean => i % 5 === 4;
/** Film whose study this one adds a lateral film to: an adult's; null for most. */
const frontalOf = (i: number): number | null =>
  i % 8 === 5 && !isPicture(i) && !isPicture(i - 2) ? i - 2 : null;

/** What film `i` of a series is drawn with, and what its header says. */
function plan(seed: number, i: number): { drawn: PhantomOptions; said: PhantomDicomOptions } {
  const random = Random.for(seed, `series ${i}`);
  const adult = i % 4 === 3;
  const age = adult ? Math.floor(random.between(19, 88)) : Math.floor(random.between(1, 6));
  const opacity: PhantomOpacity = {
    zone: zones[(seed + (i >> 1)) % zones.length] ?? "right-lower",
    size: random.between(0.16, 0.3),
    density: random.between(0.6, 0.95),
  };
  const drawn: PhantomOptions = {
    seed: random.bits(),
    rows: adult ? 1480 : 1060 + 20 * Math.floor(random.between(0, 6)),
    columns: adult ? 1240 : 1200 + 20 * Math.floor(random.between(0, 6)),
    bits: depths[i % depths.length] ?? 12,
    polarity: i % 3 === 2 ? "MONOCHROME1" : "MONOCHROME2",
    age,
    ...(i % 2 === 1 ? { opacity } : {}),
  };
  const number = numberOf(i);
  const said: PhantomDicomOptions = {
    modality: i % 6 === 5 ? "CR" : "DX",
    name: numbers[i + 1] ?? `NUMBER ${i + 1}`,
    patientId: `PHANTOM-${seed}-${number}`,
    sex: random.unit() < 0.5 ? "F" : "M",
    studyDate: `202601${String(5 + (i % 20)).padStart(2, "0")}`,
    studyTime: `${String(8 + (i % 10)).padStart(2, "0")}${String(Math.floor(random.between(0, 60))).padStart(2, "0")}00`,
    accessionNumber: `PH${seed % 1000}-${number}`,
  };
  return { drawn, said };
}

const numberOf = (i: number): string => String(i + 1).padStart(3, "0");

/**
 * Varied phantom films, one at a time, the same for the same seed: mostly children of 1 to 5
 * years and every fourth an adult, every second with an opacity, both polarities, 8 to 16 bits,
 * every fifth a PNG file, the sixth and most eighth ones after it the lateral film of an adult before.
 * @throws RangeError for a count below 1 or a seed that is not a whole number of 32 bits
 */
export function* phantomSeries(options: { count: number; seed: number }): Generator<PhantomFile> {
  const { count, seed } = options;
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`phantom: count is ${count}`);
  for (let i = 0; i < count; i++) {
    const frontal = frontalOf(i);
    const { drawn, said } = plan(seed, frontal ?? i);
    const name = `phantom-${numberOf(i)}`;
    if (frontal !== null) {
      const { opacity, ...alike } = drawn;
      void opacity;
      yield { name: `${name}.dcm`, bytes: phantomDicom(drawLateralPhantom(alike), said) };
    } else if (isPicture(i)) yield { name: `${name}.png`, bytes: phantomPng(drawPhantom(drawn)) };
    else yield { name: `${name}.dcm`, bytes: phantomDicom(drawPhantom(drawn), said) };
  }
}
