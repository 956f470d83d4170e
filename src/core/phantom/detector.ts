import { clamp01 } from "./curves.ts";
import type { Plane } from "./plane.ts";
import { Random } from "./random.ts";

/** Scattered photons that reach every pixel, as a share of the direct beam. */
const SCATTER = 0.0075;
/** Attenuation that the processing shows as white. */
const WHITE = 4.9;

/** Stored values that the film's window shows as black and white; metal is brighter still. */
export function range(bits: number): { black: number; white: number; metal: number } {
  const full = 2 ** bits - 1;
  if (bits === 8) return { black: 0, white: 255, metal: 255 };
  return { black: Math.round(0.03 * full), white: Math.round(0.9 * full), metal: Math.round(0.96 * full) };
}

/**
 * Replaces attenuation by the brightness a digital detector shows, 0 to 1: photons fall
 * exponentially with it (Beer and Lambert), scatter is added, the reading is logarithmic, and the
 * processing bends the toe and the shoulder as film did.
 */
export function expose(plane: Plane): void {
  const { values } = plane;
  const [toe, shoulder] = [logistic(0), logistic(1)];
  for (let i = 0; i < values.length; i++) {
    const photons = Math.exp(-(values[i] ?? 0)) + SCATTER;
    const read = clamp01(Math.log((1 + SCATTER) / photons) / WHITE);
    // Logistic curve through (0, 0) and (1, 1).
    values[i] = (logistic(read) - toe) / (shoulder - toe);
  }
  sharpen(plane);
}

/** Raises detail over its surroundings (unsharp masking), as digital radiography does before it shows a film. */
function sharpen(plane: Plane): void {
  for (const [reach, gain] of [
    [0.16, 0.5],
    [0.035, 0.3],
  ] as const) {
    const around = plane.blank();
    around.add(plane);
    around.blur(reach);
    const { values } = plane;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? 0;
      // Less in the dark, where a film's toe leaves no contrast to raise.
      values[i] = clamp01(value + gain * Math.min(1, 4 * value) * (value - (around.values[i] ?? 0)));
    }
  }
}
const logistic = (x: number): number => 1 / (1 + Math.exp(-4.2 * (x - 0.46)));

/**
 * Stored values (rows x columns, row-major) of an exposed plane at the film's own resolution,
 * interpolated linearly, with the noise of few photons: strongest where the patient is dense.
 */
export function digitise(
  plane: Plane,
  rows: number,
  columns: number,
  bits: number,
  seed: number,
): Uint16Array {
  const stored = new Uint16Array(rows * columns);
  const { black, white } = range(bits);
  const full = 2 ** bits - 1;
  const random = Random.for(seed, "noise");
  const { indices, weights } = interpolation(columns, plane.columns);
  const vertical = interpolation(rows, plane.rows);
  const line = new Float32Array(plane.columns + 1);
  const source = plane.values;
  for (let row = 0; row < rows; row++) {
    const start = (vertical.indices[row] ?? 0) * plane.columns;
    const next = Math.min(start + plane.columns, source.length - plane.columns);
    const down = vertical.weights[row] ?? 0;
    for (let i = 0; i < plane.columns; i++) {
      const above = source[start + i] ?? 0;
      line[i] = above + ((source[next + i] ?? 0) - above) * down;
    }
    line[plane.columns] = line[plane.columns - 1] ?? 0;
    for (let column = 0; column < columns; column++) {
      const i = indices[column] ?? 0;
      const here = line[i] ?? 0;
      const bright = here + ((line[i + 1] ?? 0) - here) * (weights[column] ?? 0);
      const noisy = bright + (0.0035 + 0.011 * bright) * random.normal();
      const value = Math.round(black + (white - black) * noisy);
      stored[row * columns + column] = value < 0 ? 0 : value > full ? full : value;
    }
  }
  return stored;
}

/** Where each of `to` samples falls between `from` samples: index of the lower one, share of the upper. */
function interpolation(to: number, from: number): { indices: Int32Array; weights: Float32Array } {
  const indices = new Int32Array(to);
  const weights = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    indices[i] = Math.floor(at);
    weights[i] = at - Math.floor(at);
  }
  return { indices, weights };
}
