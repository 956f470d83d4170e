import { z } from "zod";
import { modelId } from "../base/ids.ts";

export const verdict = z.enum(["pneumonia", "normal"]);
export type Verdict = z.output<typeof verdict>;

/** One network's calibrated answer for one film; null where the film check withheld it. */
export const modelAnswer = z.object({
  id: z.string().transform(modelId),
  title: z.string(),
  version: z.string(),
  probability: z.number().min(0).max(1).nullable(),
  threshold: z.number().min(0).max(1),
  verdict: verdict.nullable(),
});
export type ModelAnswer = z.output<typeof modelAnswer>;

/** How the networks agree. With 2 of 4 the level is "split"; the verdict follows probability and threshold. */
export const agreement = z.object({
  verdict: verdict.nullable(),
  /** Networks that answered pneumonia. */
  votes: z.number().int().nullable(),
  /** Networks that answered. */
  of: z.number().int(),
  level: z.enum(["unanimous", "majority", "split"]).nullable(),
  probability: z.number().min(0).max(1).nullable(),
  threshold: z.number().min(0).max(1).nullable(),
});
export type Agreement = z.output<typeof agreement>;
