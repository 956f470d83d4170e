import { z } from "zod";
import { agreement, modelAnswer } from "../agreement/agreement.ts";
import { errorTable, type ErrorCode } from "../base/error-table.ts";
import { fromWire } from "../base/errors.ts";
import { modelId } from "../base/ids.ts";
import { filmCheck } from "./film-check.ts";

/** The values in a failure's sentence. */
export const errorParams = z.record(z.string(), z.union([z.string(), z.number()]));

/** A failure as it travels and is kept: code, parameters, and the sentence of that day. */
export const wireError = z.object({
  code: z.custom<ErrorCode>((value) => typeof value === "string" && Object.hasOwn(errorTable, value)),
  params: errorParams,
  message: z.string(),
});

/** A failure as it is kept and shown; the sentence alone where an earlier version kept it. */
export const keptFailure = z.union([wireError, z.string()]);
export type KeptFailure = z.output<typeof keptFailure>;

/** Its sentence, in the language of the moment where its code was kept. */
export const failureText = (failure: KeptFailure): string =>
  typeof failure === "string" ? failure : fromWire(failure).message;

/** One network's heat map of one film. */
export const heatMapValues = z
  .object({
    modelId: z.string().transform(modelId),
    rows: z.int().positive(),
    columns: z.int().positive(),
    /** Row-major, at least 0, not normalised; it covers the whole film. */
    values: z.instanceof(Float32Array),
  })
  .refine((map) => map.values.length === map.rows * map.columns, "has another size than it says");

/** All that the networks say of one film. It crosses a process border and is stored. */
export const filmReading = z.object({
  film: z.object({
    kind: z.enum(["dicom", "png", "jpeg"]),
    rows: z.int().positive(),
    columns: z.int().positive(),
    sopInstanceUid: z.string().optional(),
  }),
  check: filmCheck,
  /** One answer per network of the panel that did not fail, in the panel's order. */
  models: z.array(modelAnswer),
  agreement,
  heatMaps: z.array(heatMapValues),
  /** One per network of the panel that failed on this film; its `model` parameter names it. */
  failures: z.array(wireError),
  /** The user's own networks beside the panel's: nothing of it counts in the agreement. */
  own: z.object({ models: z.array(modelAnswer), failures: z.array(wireError) }),
  /** Wall-clock milliseconds: file to grey levels and check; preprocessing and networks. */
  ms: z.object({ decode: z.number().nonnegative(), infer: z.number().nonnegative() }),
});
export type FilmReading = z.output<typeof filmReading>;
