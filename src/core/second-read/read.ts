import { z } from "zod";

export const finding = z.enum(["pneumonia", "no-pneumonia", "cannot-say"]);
export type Finding = z.output<typeof finding>;

/** A first read as its reader enters it. */
export const readDraft = z.object({
  finding: finding.nullable(),
  /** How sure the reader is; null until said. */
  confidence: z.enum(["low", "medium", "high"]).nullable(),
  note: z.string().max(10_000),
});
export type ReadDraft = z.output<typeof readDraft>;

/** A read with its state; once committed it does not change. */
export const read = z.object({
  draft: readDraft,
  /** UTC and local offset of the commit; null while it is a draft. */
  committed: z.object({ utc: z.string(), offset: z.string() }).nullable(),
});
export type Read = z.output<typeof read>;

export const emptyDraft: ReadDraft = { finding: null, confidence: null, note: "" };
