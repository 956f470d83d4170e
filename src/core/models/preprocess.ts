import type { NetworkManifest } from "./manifest.ts";
import { resizeTriangle } from "./resize.ts";

/** The `input` part of a model's manifest. */
export type InputSpec = NetworkManifest["input"];

/** A film's grey levels as displayed: 0 black to 1 white, row-major, rows x columns. */
export interface GreyImage {
  readonly rows: number;
  readonly columns: number;
  readonly grey: Float32Array;
}

/** Standard deviation below which a film counts as blank; its standardised values are then all 0. */
const blankDeviation = 1e-6;

/** Separable convolution with an odd kernel; the edge pixels are repeated outward. */
export function smooth(
  grey: ArrayLike<number>,
  rows: number,
  columns: number,
  kernel: readonly number[],
): Float64Array {
  const reach = kernel.length >> 1;
  const clamp = (index: number, last: number): number => (index < 0 ? 0 : index > last ? last : index);
  const wide = new Float64Array(rows * columns);
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) {
        const from = clamp(column + k - reach, columns - 1);
        sum += (kernel[k] as number) * (grey[row * columns + from] as number);
      }
      wide[row * columns + column] = sum;
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < kernel.length; k++) {
      const from = clamp(row + k - reach, rows - 1) * columns;
      const weight = kernel[k] as number;
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column;
        out[at] = (out[at] as number) + weight * (wide[from + column] as number);
      }
    }
  }
  return out;
}

/** The central part: floor(size * (1 - region) / 2) rows and columns are left out on each side. */
export function centralRegion(rows: number, columns: number, region: number) {
  const top = Math.floor((rows * (1 - region)) / 2);
  const left = Math.floor((columns * (1 - region)) / 2);
  return { top, left, bottom: rows - top, right: columns - left };
}

/** Linearly interpolated quantile of ascending values, as `numpy.percentile` does by default. */
function quantile(ascending: Float64Array, fraction: number): number {
  const position = fraction * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below] ?? 0;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? low;
  return low + (high - low) * (position - below);
}

function stretch(values: Float64Array, spec: InputSpec): Float64Array {
  if (spec.percentiles === null) return values;
  const { top, left, bottom, right } = centralRegion(spec.height, spec.width, spec.percentiles.region);
  const area = new Float64Array((bottom - top) * (right - left));
  for (let row = top; row < bottom; row++) {
    const start = row * spec.width;
    area.set(values.subarray(start + left, start + right), (row - top) * (right - left));
  }
  area.sort();
  const low = quantile(area, spec.percentiles.low);
  const high = quantile(area, spec.percentiles.high);
  if (!(high > low)) return new Float64Array(values.length);
  return values.map((value) => Math.min(1, Math.max(0, (value - low) / (high - low))));
}

function standardise(values: Float64Array): Float64Array {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  if (!(deviation >= blankDeviation)) return new Float64Array(values.length);
  return values.map((value) => (value - mean) / deviation);
}

/** What the film looks like after each step, for tests: row-major, height x width. */
export interface Steps {
  readonly resized: Float32Array;
  readonly smoothed: Float64Array;
  readonly stretched: Float64Array;
  readonly standardised: Float64Array;
  /** channels x height x width */
  readonly output: Float32Array;
}

/**
 * Film to network input by the manifest's `input`, as in training: resize (triangle filter), smooth
 * (separable kernel), stretch two quantiles of the central region to 0 and 1 and clip (not where
 * `percentiles` is null), standardise
 * the film (population standard deviation), then per channel (value - mean) / std.
 */
export function preprocessSteps(film: GreyImage, spec: InputSpec): Steps {
  const { width, height } = spec;
  const resized = resizeTriangle(film.grey, film.rows, film.columns, width, height);
  const smoothed = smooth(resized, height, width, spec.smooth);
  const stretched = stretch(smoothed, spec);
  const standardised = spec.standardise ? standardise(stretched) : stretched;
  const output = new Float32Array(spec.channels * height * width);
  for (let channel = 0; channel < spec.channels; channel++) {
    const mean = spec.mean[channel] ?? 0;
    const std = spec.std[channel] ?? 1;
    const start = channel * height * width;
    standardised.forEach((value, index) => {
      output[start + index] = (value - mean) / std;
    });
  }
  return { resized, smoothed, stretched, standardised, output };
}

/** Network input: channels x height x width, row-major. See `preprocessSteps`. */
export function preprocess(film: GreyImage, spec: InputSpec): Float32Array {
  return preprocessSteps(film, spec).output;
}
