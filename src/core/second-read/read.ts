import { z } from "zod";

export const finding = z.enum(["pneumonia", "no-pneumonia", "cannot-say"]);
export type Finding = z.output<typeof finding>;

/** Where a reader sees it: thirds of each lung, the patient's right first as it hangs on the screen's left. */
export const lungZones = [
  "right-upper",
  "left-upper",
  "right-middle",
  "left-middle",
  "right-lower",
  "left-lower",
] as const;
export const lungZone = z.enum(lungZones);
export type LungZone = z.output<typeof lungZone>;

/** Other findings, in the terms of the Fleischner Society's glossary (Hansell et al., Radiology 2008; 246: 697-722). */
export const otherFindings = [
  "pleural-effusion",
  "pneumothorax",
  "atelectasis",
  "interstitial-opacity",
  "nodule-or-mass",
  "hilar-enlargement",
  "cardiomegaly",
  "pulmonary-oedema",
  "hyperinflation",
  "fracture",
  "tube-or-line",
] as const;
export const otherFinding = z.enum(otherFindings);
export type OtherFinding = z.output<typeof otherFinding>;

/** Text that a person types; the limit is what a row and a request can hold, not a style. */
export const freeText = z.string().max(10_000);

const distinct = <Value extends string>(schema: z.ZodType<Value>) =>
  z.array(schema).refine((list) => new Set(list).size === list.length, "stands there twice");

/** A read as its reader enters it. */
export const readDraft = z.object({
  finding: finding.nullable(),
  /** How sure the reader is; null until said. */
  confidence: z.enum(["low", "medium", "high"]).nullable(),
  zones: distinct(lungZone).default([]),
  others: distinct(otherFinding).default([]),
  note: freeText,
});
export type ReadDraft = z.output<typeof readDraft>;

/** What a department lets a reader know before the read: nothing, the panel, or the order of the list. */
export const readingMode = z.enum(["blinded", "ai-first", "triage"]);
export type ReadingMode = z.output<typeof readingMode>;

export const moment = z.object({ utc: z.string(), offset: z.string() });

/** What was added to a read after it was committed. */
export const addendum = z.object({ text: z.string(), at: moment });
export type Addendum = z.output<typeof addendum>;

/** A read with its state; once committed it does not change, and what comes later is an addendum. */
export const read = z.object({
  draft: readDraft,
  /** UTC and local offset of the commit; null while it is a draft. */
  committed: moment.nullable(),
  /** The mode in force at the commit; null while it is a draft. "ai-first" wherever the panel was shown before. */
  mode: readingMode.nullable(),
  addenda: z.array(addendum),
});
export type Read = z.output<typeof read>;

export const emptyDraft: ReadDraft = { finding: null, confidence: null, zones: [], others: [], note: "" };
