import { z } from "zod";
import { modelId } from "../base/ids.ts";
import { curvesDoNotFit, curvesFit, reliabilityColumns, rocCorners } from "./curves.ts";

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

/** Precision, recall and F1 of one class at the threshold; support is its number of films. */
const classFigures = z.object({ precision: fraction, recall: fraction, f1: fraction, support: count });

/** What no change of a film should move, and what global numbers of a film tell without the network. */
const audit = z.object({
  set: z.string().min(1),
  films: count,
  auc: fraction,
  /** Mean absolute change of the probability when a film is changed so, and the AUC then. */
  changes: z.array(z.object({ name: z.string().min(1), mean: fraction, auc: fraction })),
  /** AUC with a fixed box over the lungs. */
  lungsCovered: fraction,
  /** AUC of five numbers of the whole film, beside the network's. */
  globalNumbers: z.array(z.object({ set: z.string().min(1), numbers: fraction, network: fraction })),
});

/** scikit-learn's classification report and the confusion matrix, pneumonia first, on a random split. */
const reportRow = z.object({
  precision: fraction,
  recall: fraction,
  "f1-score": fraction,
  support: z.number().nonnegative(),
});
export const paperProtocol = z.object({
  films: count,
  report: z.object({
    pneumonia: reportRow,
    normal: reportRow,
    accuracy: fraction,
    "macro avg": reportRow,
    "weighted avg": reportRow,
  }),
  confusion: z.tuple([z.tuple([count, count]), z.tuple([count, count])]),
});

const epoch = z.object({
  epoch: z.int().positive(),
  size: z.int().positive(),
  loss: z.number(),
  validation_auc: fraction,
  matched_auc: fraction,
});

const confusion = z.object({
  truePositive: count,
  falseNegative: count,
  falsePositive: count,
  trueNegative: count,
});
/** Area under the ROC curve with its 95 % interval. */
const auc = z.object({ value: fraction, low: fraction, high: fraction });

const resultFields = z.object({
  set: z.string().min(1),
  films: count,
  confusion,
  auc,
  accuracy: fraction,
  sensitivity: fraction,
  specificity: fraction,
  classes: z.object({ pneumonia: classFigures, normal: classFigures }).optional(),
  sensitivityAt90Specificity: fraction.optional(),
  /** By the pneumonia's cause, each against all normal films. */
  etiology: z.record(z.string(), z.object({ films: count, auc: fraction, sensitivity: fraction })).optional(),
  /** Expected calibration error before and after calibration. */
  ece: z.object({ before: fraction, after: fraction }),
  roc: rocCorners.optional(),
  /** Reliability diagram before and after calibration; the panel's "before" is the networks' plain mean. */
  reliability: z.object({ before: reliabilityColumns, after: reliabilityColumns }).optional(),
});
export const testResult = resultFields.refine(curvesFit, curvesDoNotFit);

const text = z.string().min(1);
const training = z.object({
  data: text,
  citation: text,
  dataLicence: text,
  split: text,
  films: z.object({ train: count, validation: count, matchedValidation: count }),
  startingWeights: text,
  recipe: text,
  /** One row per epoch. */
  curve: z.array(epoch).optional(),
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
export const modelManifest = z.object({
  ...shared,
  training,
  results: z.array(testResult),
  audit: audit.optional(),
  /** Another training of the network, on a random split of films: it compares with the paper alone. */
  paper: paperProtocol.optional(),
  /** Absolute difference of the probability, carried weights against float32, on the test split. */
  carried: z.object({ films: count, mean: fraction, max: fraction }).optional(),
});
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
