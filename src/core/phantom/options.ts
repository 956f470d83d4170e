import type { Spacing } from "../dicom/spacing.ts";

/** Thirds of a lung's height; sides are the patient's. */
export type LungZone =
  "right-upper" | "right-middle" | "right-lower" | "left-upper" | "left-middle" | "left-lower";

export interface PhantomOpacity {
  readonly zone: LungZone;
  /** Diameter as a fraction of the inner thorax width, 0.05 to 0.5. */
  readonly size: number;
  /** How much of the air it replaces, 0 to 1; a dense consolidation without. */
  readonly density?: number;
}

export type Polarity = "MONOCHROME1" | "MONOCHROME2";

export interface PhantomOptions {
  /** Chooses the anatomy, its texture and the noise: an integer from 0 to 2^32 - 1. */
  readonly seed: number;
  /** 96 to 8192 each: less has no room for the words on it. */
  readonly rows: number;
  readonly columns: number;
  /** Bits Stored, 8 to 16; 12 without. */
  readonly bits?: number;
  /** MONOCHROME2 without. */
  readonly polarity?: Polarity;
  /** Millimetres between pixel centres; chosen so that the film suits the age without. */
  readonly spacing?: Spacing;
  /** Age in years: children have a shorter thorax and a wider heart. 3 without. */
  readonly age?: number;
  readonly opacity?: PhantomOpacity;
}

export type ResolvedOptions = Required<Omit<PhantomOptions, "opacity">> & Pick<PhantomOptions, "opacity">;

const within = (name: string, value: number, low: number, high: number): void => {
  if (!(value >= low && value <= high)) {
    throw new RangeError(`phantom: ${name} is ${value}, allowed are ${low} to ${high}`);
  }
};
const whole = (name: string, value: number, low: number, high: number): void => {
  within(name, value, low, high);
  if (!Number.isInteger(value)) throw new RangeError(`phantom: ${name} is ${value}, not a whole number`);
};

/**
 * Checks options and fills in what was left out.
 * @throws RangeError for a value out of range
 */
export function resolveOptions(options: PhantomOptions): ResolvedOptions {
  const { bits = 12, polarity = "MONOCHROME2", age = 3 } = options;
  whole("seed", options.seed, 0, 0xffffffff);
  whole("rows", options.rows, 96, 8192);
  whole("columns", options.columns, 96, 8192);
  whole("bits", bits, 8, 16);
  within("age", age, 0, 120);
  if (options.opacity !== undefined) {
    within("opacity size", options.opacity.size, 0.05, 0.5);
    within("opacity density", options.opacity.density ?? 1, 0, 1);
  }
  // Width of the film in use: 24 cm for small children, 40 cm for adults.
  const width = 230 + 170 * Math.min(1, Math.max(0, (age - 2) / 14));
  const step = Math.max(0.001, Math.round((1000 * width) / options.columns) / 1000);
  const spacing = options.spacing ?? { row: step, column: step, source: "imager-pixel-spacing" };
  within("row spacing", spacing.row, 0.001, 20);
  within("column spacing", spacing.column, 0.001, 20);
  const { seed, rows, columns, opacity } = options;
  return {
    seed,
    rows,
    columns,
    bits,
    polarity,
    spacing,
    age,
    ...(opacity === undefined ? {} : { opacity }),
  };
}
