import { phantomDicom } from "./dicom.ts";
import { drawPhantom } from "./draw.ts";
import type { LungZone, PhantomOpacity } from "./options.ts";
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

/**
 * Varied phantom films, one at a time, the same for the same seed: mostly children of 1 to 5
 * years and every fourth an adult, every second with an opacity, both polarities, 8 to 16 bits,
 * every fifth a PNG file.
 * @throws RangeError for a count below 1 or a seed that is not a whole number of 32 bits
 */
export function* phantomSeries(options: { count: number; seed: number }): Generator<PhantomFile> {
  const { count, seed } = options;
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`phantom: count is ${count}`);
  for (let i = 0; i < count; i++) {
    const random = Random.for(seed, `series ${i}`);
    const adult = i % 4 === 3;
    const age = adult ? Math.floor(random.between(19, 88)) : Math.floor(random.between(1, 6));
    const opacity: PhantomOpacity = {
      zone: zones[(seed + (i >> 1)) % zones.length] ?? "right-lower",
      size: random.between(0.16, 0.3),
      density: random.between(0.6, 0.95),
    };
    const phantom = drawPhantom({
      seed: random.bits(),
      rows: adult ? 1480 : 1060 + 20 * Math.floor(random.between(0, 6)),
      columns: adult ? 1240 : 1200 + 20 * Math.floor(random.between(0, 6)),
      bits: depths[i % depths.length] ?? 12,
      polarity: i % 3 === 2 ? "MONOCHROME1" : "MONOCHROME2",
      age,
      ...(i % 2 === 1 ? { opacity } : {}),
    });
    const number = String(i + 1).padStart(3, "0");
    if (i % 5 === 4) {
      yield { name: `phantom-${number}.png`, bytes: phantomPng(phantom) };
      continue;
    }
    const bytes = phantomDicom(phantom, {
      modality: i % 6 === 5 ? "CR" : "DX",
      name: numbers[i + 1] ?? `NUMBER ${i + 1}`,
      patientId: `PHANTOM-${seed}-${number}`,
      sex: random.unit() < 0.5 ? "F" : "M",
      studyDate: `202601${String(5 + (i % 20)).padStart(2, "0")}`,
      studyTime: `${String(8 + (i % 10)).padStart(2, "0")}${String(Math.floor(random.between(0, 60))).padStart(2, "0")}00`,
      accessionNumber: `PH${seed % 1000}-${number}`,
    });
    yield { name: `phantom-${number}.dcm`, bytes };
  }
}
