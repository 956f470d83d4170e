import { z } from "zod";
import { modelId } from "../base/ids.ts";

/**
 * A network's manifest, `model.json` in its folder. Everything the workstation says about a
 * network stands here; what does not parse is refused.
 */
const fraction = z.number().min(0).max(1);
const count = z.int().nonnegative();
/** A file inside the model's folder: no path separators upward, no absolute path. */
const innerPath = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/,
    "must be a file inside the model's folder",
  );

export const confusion = z.object({
  truePositive: count,
  falseNegative: count,
  falsePositive: count,
  trueNegative: count,
});
/** Area under the ROC curve with its 95 % interval. */
export const auc = z.object({ value: fraction, low: fraction, high: fraction });

export const testResult = z.object({
  set: z.string().min(1),
  films: count,
  confusion,
  auc,
  accuracy: fraction,
  sensitivity: fraction,
  specificity: fraction,
  /** Expected calibration error before and after calibration. */
  ece: z.object({ before: fraction, after: fraction }),
});

const text = z.string().min(1);
const training = z.object({
  data: text,
  citation: text,
  dataLicence: text,
  split: text,
  films: z.object({ train: count, validation: count, matchedValidation: count }),
  startingWeights: text,
  recipe: text,
});

/** What every network's manifest says, whoever trained it. */
const shared = {
  schema: z.literal(1),
  id: z
    .string()
    .max(64)
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .transform(modelId),
  version: z
    .string()
    .max(32)
    .regex(/^\d+\.\d+\.\d+$/),
  title: text.max(64),
  architecture: text,
  input: z.object({
    name: text,
    width: z.int().min(16).max(2048),
    height: z.int().min(16).max(2048),
    channels: z.union([z.literal(1), z.literal(3)]),
    /** "triangle": separable antialiased triangle filter, as PIL's BILINEAR. */
    resize: z.literal("triangle"),
    /** Separable smoothing kernel of odd length; edges replicated. [1] smooths nothing. */
    smooth: z
      .array(z.number())
      .min(1)
      .max(31)
      .refine((kernel) => kernel.length % 2 === 1, "must have odd length"),
    /**
     * Grey levels at these fractions (over the central region) become 0 and 1; what lies outside is
     * clipped. Null leaves the grey levels as they are displayed.
     */
    percentiles: z.object({ low: fraction, high: fraction, region: z.number().gt(0).max(1) }).nullable(),
    /** Each film to mean 0 and standard deviation 1. */
    standardise: z.boolean(),
    mean: z.array(z.number()),
    std: z.array(z.number().positive()),
  }),
  outputs: z.object({
    logits: text,
    heatMap: text.optional(),
    features: text.optional(),
    classes: z.tuple([z.literal("normal"), z.literal("pneumonia")]),
  }),
  calibration: z.object({
    method: z.literal("temperature"),
    temperature: z.number().positive(),
    chosenOn: text,
  }),
  /** On the calibrated probability: pneumonia from this value on. */
  threshold: z.object({ value: fraction, chosenOn: text }),
  limits: text,
  licence: text,
  files: z
    .array(
      z.object({ path: innerPath, sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().positive() }),
    )
    .min(1),
};

/** A network of Overread's: how it was trained and what it was measured to be worth stand there, too. */
export const modelManifest = z.object({ ...shared, training, results: z.array(testResult) });
export type ModelManifest = z.output<typeof modelManifest>;

/** A network of the user's own: of its training what the user knows, of its results what was measured. */
export const ownManifest = z.object({
  ...shared,
  training: training.partial().optional(),
  results: z.array(testResult).default([]),
});
/** What is known of any network, Overread's or the user's own. */
export type NetworkManifest = z.output<typeof ownManifest>;

export type TestResult = z.output<typeof testResult>;
