import { indexOf, luminanceOf } from "./gsdf.ts";

/** Grey levels at which a screen is measured: 18, evenly from black to white (AAPM TG18, LN01 to LN18). */
export const measuredLevels: readonly number[] = Array.from({ length: 18 }, (_, step) => step * 15);

/** AAPM TG18, primary displays: contrast within 10 % of the standard's, white at least 250 times black. */
export const limits = { contrast: 0.1, ratio: 250 } as const;

export interface LuminanceStep {
  readonly level: number;
  readonly measured: number;
  /** What the standard wants at this level between this screen's black and white, cd/m². */
  readonly wanted: number;
  /** Contrast a JND from the level before, over the standard's, less 1; null at the first level. */
  readonly deviation: number | null;
}

export interface LuminanceCheck {
  readonly steps: readonly LuminanceStep[];
  /** The largest deviation of contrast, without its sign. */
  readonly worst: number;
  /** White over black. */
  readonly ratio: number;
  readonly passes: boolean;
}

/** Contrast a JND between two luminances (AAPM TG18, equation 4). */
const contrast = (low: number, high: number, indices: number): number =>
  (2 * (high - low)) / (high + low) / indices;

/**
 * Checks a screen's luminances against the GSDF as AAPM TG18 section 4.3.4 does: indices are spread
 * evenly over the levels between black and white, and each step's contrast a JND is compared.
 * @param measured cd/m² at `measuredLevels`, as the reader sees them (with the room's light)
 * @returns null where luminances do not rise from level to level, or lie outside the standard's range
 */
export function checkLuminances(measured: readonly number[]): LuminanceCheck | null {
  const black = indexOf(measured[0] ?? NaN);
  const white = indexOf(measured.at(-1) ?? NaN);
  if (measured.length !== measuredLevels.length || black === null || white === null) return null;
  if (measured.some((value, step) => step > 0 && !(value > (measured[step - 1] ?? NaN)))) return null;
  const indices = (white - black) / (measuredLevels.length - 1);
  const wanted = measuredLevels.map((_, step) => luminanceOf(black + step * indices));
  const steps = measuredLevels.map((level, step): LuminanceStep => {
    const [value, aim] = [measured[step] ?? NaN, wanted[step] ?? NaN];
    if (step === 0) return { level, measured: value, wanted: aim, deviation: null };
    const own = contrast(measured[step - 1] ?? NaN, value, indices);
    const standard = contrast(wanted[step - 1] ?? NaN, aim, indices);
    return { level, measured: value, wanted: aim, deviation: own / standard - 1 };
  });
  const worst = Math.max(...steps.map(({ deviation }) => Math.abs(deviation ?? 0)));
  const ratio = (measured.at(-1) ?? NaN) / (measured[0] ?? NaN);
  return { steps, worst, ratio, passes: worst <= limits.contrast && ratio >= limits.ratio };
}
