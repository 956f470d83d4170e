import { z } from "zod";
import type { GreyImage } from "./preprocess.ts";
import type { Answer } from "./session.ts";

/** Beside a network's manifest. */
export const goldenFile = "golden.json";

/** A film and what PyTorch answers of it, with exactly the weights that the ONNX file carries. */
const goldenVector = z.object({
  name: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  /** Grey levels as displayed, a byte each, row-major. */
  grey: z.base64(),
  logits: z.tuple([z.number(), z.number()]),
  heatMap: z.array(z.number()),
  /** Euclidean norm of the features. */
  featuresNorm: z.number().positive(),
});
export type GoldenVector = z.output<typeof goldenVector>;

/** What training wrote of one network in one version. */
export const golden = z.object({
  model: z.string(),
  version: z.string(),
  vectors: z.array(goldenVector).min(1),
});
export type Golden = z.output<typeof golden>;

/**
 * The film of a golden vector.
 * @param bytes its `grey`, decoded
 */
export const goldenFilm = ({ width, height }: GoldenVector, bytes: Uint8Array): GreyImage => ({
  rows: height,
  columns: width,
  grey: Float32Array.from(bytes, (value) => value / 255),
});

/**
 * How far an answer is from PyTorch's: the largest absolute difference of a logit or of a value of the heat
 * map, or the relative one of the features' norm. Infinite where something is missing or no number.
 */
export function differenceFrom(vector: GoldenVector, { logits, heatMap, features }: Answer): number {
  if (heatMap?.values.length !== vector.heatMap.length || features === undefined) return Infinity;
  const apart = (found: ArrayLike<number>, wanted: readonly number[]): number =>
    wanted.reduce((most, value, index) => Math.max(most, Math.abs((found[index] ?? NaN) - value)), 0);
  let squares = 0;
  for (const feature of features) squares += feature * feature;
  const norm = Math.abs(Math.sqrt(squares) / vector.featuresNorm - 1);
  const most = Math.max(apart(logits, vector.logits), apart(heatMap.values, vector.heatMap), norm);
  return Number.isNaN(most) ? Infinity : most;
}
