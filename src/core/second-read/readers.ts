import { z } from "zod";
import { readerId } from "../base/ids.ts";

export const readerName = z.string().trim().min(1).max(80);

/** A person who reads here. */
export const reader = z.object({
  id: z.string().min(1).max(256).transform(readerId),
  name: readerName,
  /** Creates readers, resets their secrets, sets the department's rules. */
  administrator: z.boolean(),
  /** May take second reads and settle disagreements as the third. */
  secondReader: z.boolean(),
  /** One who has left stays in the record and does not sign in. */
  active: z.boolean(),
  /** Whether there is a PIN or password. */
  secured: z.boolean(),
});
export type Reader = z.output<typeof reader>;

/**
 * A PIN of 4 to 12 digits or a password of at least 8 characters; guesses are slowed down, see
 * `waitAfter`.
 */
export const secret = z
  .string()
  .max(256)
  .refine((text) => /^\d{4,12}$/.test(text) || [...text].length >= 8, "too short");

/** Wrong secrets in a row that are answered at once. */
const atOnce = 4;
const longestWait = 15 * 60;

/** Seconds that must pass after so many wrong secrets in a row: none at first, then doubling from 30 up to 15 minutes. */
export const waitAfter = (failures: number): number =>
  failures <= atOnce ? 0 : Math.min(longestWait, 30 * 2 ** (failures - atOnce - 1));
