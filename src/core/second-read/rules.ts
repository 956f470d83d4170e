import { z } from "zod";
import { readingMode } from "./read.ts";

const fraction = z.number().min(0).max(1);

/**
 * When reader and panel differ enough for a flag, on the panel's probability: a "no pneumonia" is a
 * possible miss from `missFrom` on, a "pneumonia" a possible overcall below `overcallBelow`.
 */
export const flagRule = z.object({
  /** Above 1 no film is flagged as a possible miss; written as null. */
  missFrom: fraction.nullable(),
  overcallBelow: fraction.nullable(),
  /** Whether a "cannot say" asks for a second read. */
  unresolved: z.boolean(),
});
export type FlagRule = z.output<typeof flagRule>;

/** What a department has decided; every change is an entry of the audit record. */
export const departmentRules = z.object({
  mode: readingMode,
  flags: flagRule,
  secondRead: z.object({
    /** By another reader only, or also by the same one after `sameReaderAfterHours`. */
    by: z.enum(["another", "anyone"]),
    sameReaderAfterHours: z.number().min(0).max(8760),
    /** The second reader learns nothing of the first read until the second is committed. */
    blinded: z.boolean(),
    /**
     * Share of all committed reads that are read a second time whatever the panel says. Only these
     * tell how many misses the panel does not see.
     */
    sample: fraction,
  }),
  /** Minutes without a key or pointer until the workstation locks; 0 for never. */
  lockAfterMinutes: z.int().min(0).max(480),
});
export type DepartmentRules = z.output<typeof departmentRules>;

export const usualRules: DepartmentRules = {
  mode: "blinded",
  flags: { missFrom: 0.5, overcallBelow: 0.02, unresolved: true },
  secondRead: { by: "another", sameReaderAfterHours: 24 * 14, blinded: true, sample: 0 },
  lockAfterMinutes: 15,
};
