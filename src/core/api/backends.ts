import { z } from "zod";
import { backendId } from "../models/backend.ts";
import { backendTrial } from "../models/choose-backend.ts";

/** Films that wait for the networks; `more` where there are more than could be counted. */
export const queueState = z.object({
  waiting: z.int().nonnegative(),
  more: z.boolean(),
  paused: z.boolean(),
});
export type QueueState = z.output<typeof queueState>;

/** What runs the networks on this computer, as it was measured. Nothing in here is of any film. */
export const backendStatus = z.object({
  backends: z.array(
    backendTrial.extend({
      /** It answered every golden film as PyTorch does. */
      correct: z.boolean(),
      /** Largest difference at which it counts as correct. */
      tolerance: z.number(),
      chosen: z.boolean(),
    }),
  ),
  /** The user's wish; null lets the fastest correct one run. */
  forced: backendId.nullable(),
  /** What runs the networks now; another than the chosen one where that was lost. */
  using: backendId,
  /** When it was measured, in UTC; null where it was not yet, or on another machine. */
  measuredAt: z.string().nullable(),
  measuring: z.boolean(),
  /** The machine that was measured, in words. */
  machine: z.string(),
});
export type BackendStatus = z.output<typeof backendStatus>;

/** How far the networks are, shown while it lasts. */
export const inferenceProgress = z.object({
  stage: z.enum(["loading", "measuring"]),
  backend: backendId,
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
});
export type InferenceProgress = z.output<typeof inferenceProgress>;
