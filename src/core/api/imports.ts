import { z } from "zod";
import { fromWire } from "../base/errors.ts";
import { errorParams, keptFailure } from "../models/reading.ts";
import { jobIdSchema } from "./uids.ts";

/** A file that was not taken, and why. */
export const rejection = z.object({
  path: z.string(),
  code: z.string(),
  /** The sentence's values; an import that an earlier version began has the sentence alone. */
  params: errorParams.optional(),
  message: z.string(),
});
export type Rejection = z.output<typeof rejection>;

/** Why it was not taken, in the language of the moment. */
export const rejectionText = ({ code, params, message }: Rejection): string =>
  params === undefined ? message : fromWire({ code, params }).message;

export const importProgress = z.object({
  jobId: jobIdSchema,
  /** "waiting": somebody is to say whose the `pictures` are (`import.identify`). */
  state: z.enum(["running", "waiting", "done", "cancelled", "failed"]),
  /** PNG and JPEG files that wait for it. */
  pictures: z.int().nonnegative(),
  done: z.int().nonnegative(),
  /** Files found so far; null while folders are still being walked. */
  total: z.int().nonnegative().nullable(),
  /** Milliseconds that the rest will take at the pace so far; null while that would be a guess. */
  remainingMs: z.int().nonnegative().nullable(),
  imported: z.int().nonnegative(),
  duplicates: z.int().nonnegative(),
  rejected: z.array(rejection),
  /** Files in folders that are not films by their content. */
  skipped: z.int().nonnegative(),
  /** Why a job failed. */
  failure: keptFailure.nullable(),
  /** It was stopped and can go on (`import.resume`), also after a restart. */
  resumable: z.boolean(),
});
export type ImportProgress = z.output<typeof importProgress>;

/** Whether an import has more to do, or waits for somebody. */
export const isUnderWay = ({ state }: Pick<ImportProgress, "state">): boolean =>
  state === "running" || state === "waiting";

/** Where films come from: paths (Electron), or an upload that the shell has staged (browser). */
export const importSource = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("paths"),
    paths: z.array(z.string().min(1)).min(1),
    /** A list that says whose the pictures are; those that it does not name are refused. */
    csv: z.string().min(1).optional(),
  }),
  z.object({ kind: z.literal("upload"), uploadId: z.string().min(1).max(128) }),
]);
export type ImportSource = z.output<typeof importSource>;
