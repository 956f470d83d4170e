import { z } from "zod";
import { AppError } from "../base/errors.ts";
import { modelId } from "../base/ids.ts";
import { filmCheckMessages as say } from "../base/messages/film-check.ts";
import { firstIssue } from "../base/schema-issue.ts";
import { reason, type CheckReason } from "./film-check.ts";

/**
 * What the training films look like to one network, `film-space.json` beside the networks' folders and
 * the values that it names: how far a film's features lie from theirs (`training/film_space.py`).
 */
const text = z.string().min(1);
export const filmSpaceHeader = z
  .strictObject({
    schema: z.literal(1),
    /** Whose features. */
    network: z.strictObject({ id: text.transform(modelId), version: text }),
    features: z.int().min(1).max(65_536),
    components: z.int().min(1).max(128),
    /** Medians over films of other patients: within the components, and beyond them. */
    medians: z.strictObject({ within: z.number().positive(), beyond: z.number().positive() }),
    /** Distances from which on the check warns and withholds, and the share of other patients' films within the first. */
    limits: z.strictObject({
      share: z.number().gt(0).lt(1),
      warn: z.number().positive(),
      withhold: z.number().positive(),
    }),
    fittedOn: text,
    chosenOn: text,
    file: z.strictObject({
      path: z.literal("film-space.bin"),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      bytes: z.int().positive(),
    }),
  })
  .refine(({ limits }) => limits.warn <= limits.withhold, "warns only beyond where it withholds");

export type FilmSpaceHeader = z.output<typeof filmSpaceHeader>;

export interface FilmSpace extends Omit<FilmSpaceHeader, "components" | "features"> {
  readonly mean: Float32Array;
  /** Row-major, components x features; of unit length and perpendicular. */
  readonly components: Float32Array;
  /** Of each component. */
  readonly variances: Float32Array;
}

/**
 * @param json what `film-space.json` holds, already through `JSON.parse`
 * @throws AppError model/film-space-invalid
 */
export function parseFilmSpaceHeader(json: unknown, folder: string): FilmSpaceHeader {
  const parsed = filmSpaceHeader.safeParse(json);
  if (parsed.success) return parsed.data;
  const detail = firstIssue(parsed.error, "the film space");
  throw new AppError("model/film-space-invalid", { folder, detail });
}

/**
 * A header with the values of its file: float32, little endian, mean, components row by row, variances.
 * @param bytes of the header's file, already held against its hash
 * @throws AppError model/film-space-invalid
 */
export function filmSpaceOf(header: FilmSpaceHeader, bytes: Uint8Array, folder: string): FilmSpace {
  const { features, components, ...rest } = header;
  const refuse = (detail: string) => new AppError("model/film-space-invalid", { folder, detail });
  if (bytes.length !== 4 * (features + components * features + components)) {
    throw refuse(say.spaceSize(bytes.length, features, components));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true));
  const variances = values.subarray(features + components * features);
  if (!values.every(Number.isFinite) || !variances.every((value) => value > 0))
    throw refuse(say.spaceValues());
  return {
    ...rest,
    mean: values.subarray(0, features),
    components: values.subarray(features, features + components * features),
    variances,
  };
}

/**
 * How far a film lies from the training films, 1 for an ordinary one: (m / m0 + r / r0) / 2, with m the
 * mean over the components of (projection^2 / variance), r the squared length outside of the components,
 * m0 and r0 their medians.
 * @param features of the space's network
 * @throws RangeError for another number of features
 */
export function distanceTo(space: FilmSpace, features: Float32Array): number {
  const { mean, components, variances, medians } = space;
  const size = mean.length;
  if (features.length !== size) throw new RangeError(`film space: ${features.length} features, not ${size}`);
  const far = Float64Array.from(features, (value, at) => value - (mean[at] ?? 0));
  let rest = 0;
  for (const value of far) rest += value * value;
  let within = 0;
  for (let row = 0; row < variances.length; row++) {
    let along = 0;
    for (let at = 0; at < size; at++) along += (components[row * size + at] ?? 0) * (far[at] ?? 0);
    within += along ** 2 / (variances[row] ?? 1);
    rest -= along ** 2;
  }
  return (within / variances.length / medians.within + Math.max(0, rest) / medians.beyond) / 2;
}

/** What a film's features say against it. */
export function checkFeatures(space: FilmSpace, features: Float32Array): CheckReason[] {
  const distance = distanceTo(space, features);
  const { share, warn, withhold } = space.limits;
  // Nothing that is not a number passes; it counts as farther than any film lies.
  const said = Number.isFinite(distance) ? distance : 999;
  if (!(distance <= withhold)) return [reason("withhold", "stranger", said, warn, share)];
  return distance > warn ? [reason("warn", "unlike", distance, warn, share)] : [];
}
