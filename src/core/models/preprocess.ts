import type { NetworkManifest } from "./manifest.ts";
import { quantiles } from "./quantiles.ts";
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

/** Adds `weight` times the values from `start` on to `sums`. */
function addScaled(sums: Float64Array, values: ArrayLike<number>, start: number, weight: number): void {
  for (let i = 0; i < sums.length; i++) {
    sums[i] = (sums[i] as number) + weight * (values[start + i] as number);
  }
}

/** Separable convolution with an odd kernel; the edge pixels are repeated outward. */
export function smooth(
  grey: Float32Array,
  rows: number,
  columns: number,
  kernel: readonly number[],
): Float64Array {
  const reach = kernel.length >> 1;
  const wide = new Float64Array(rows * columns);
  const out = new Float64Array(rows * columns);
  const padded = new Float64Array(columns + 2 * reach);
  for (let row = 0; row < rows; row++) {
    const line = grey.subarray(row * columns, (row + 1) * columns);
    padded.fill(line[0] as number, 0, reach);
    padded.set(line, reach);
    padded.fill(line[columns - 1] as number, reach + columns);
    const sums = wide.subarray(row * columns, (row + 1) * columns);
    kernel.forEach((weight, k) => addScaled(sums, padded, k, weight));
  }
  for (let row = 0; row < rows; row++) {
    const sums = out.subarray(row * columns, (row + 1) * columns);
    kernel.forEach((weight, k) => {
      const from = Math.min(rows - 1, Math.max(0, row + k - reach));
      addScaled(sums, wide, from * columns, weight);
    });
  }
  return out;
}

/** The central part: floor(size * (1 - region) / 2) rows and columns are left out on each side. */
export function centralRegion(rows: number, columns: number, region: number) {
  const top = Math.floor((rows * (1 - region)) / 2);
  const left = Math.floor((columns * (1 - region)) / 2);
  return { top, left, bottom: rows - top, right: columns - left };
}

function stretch(values: Float64Array, spec: InputSpec): Float64Array {
  if (spec.percentiles === null) return values;
  const { top, left, bottom, right } = centralRegion(spec.height, spec.width, spec.percentiles.region);
  const area = new Float64Array((bottom - top) * (right - left));
  for (let row = top; row < bottom; row++) {
    const start = row * spec.width;
    area.set(values.subarray(start + left, start + right), (row - top) * (right - left));
  }
  const [low, high] = quantiles(area, [spec.percentiles.low, spec.percentiles.high]) as [number, number];
  const out = new Float64Array(values.length);
  if (!(high > low)) return out;
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.min(1, Math.max(0, ((values[i] as number) - low) / (high - low)));
  }
  return out;
}

function standardise(values: Float64Array): Float64Array {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  const out = new Float64Array(values.length);
  if (!(deviation >= blankDeviation)) return out;
  for (let i = 0; i < out.length; i++) out[i] = ((values[i] as number) - mean) / deviation;
  return out;
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
    for (let i = 0; i < standardised.length; i++) {
      output[start + i] = ((standardised[i] as number) - mean) / std;
    }
  }
  return { resized, smoothed, stretched, standardised, output };
}

/** Network input: channels x height x width, row-major. See `preprocessSteps`. */
export function preprocess(film: GreyImage, spec: InputSpec): Float32Array {
  return preprocessSteps(film, spec).output;
}
