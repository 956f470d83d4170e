import { z } from "zod";
import { sortColumns } from "../studies/listing.ts";
import { panelState } from "../studies/panel-state.ts";
import { studyUidSchema } from "./uids.ts";

export const priority = z.enum(["stat", "routine"]);
export type Priority = z.output<typeof priority>;

const readStateSchema = z.enum(["unread", "draft", "committed"]);

/** A second read that this reader does, or did, of a study. */
export const secondReadStage = z.enum(["none", "taken", "committed"]);
export type SecondReadStage = z.output<typeof secondReadStage>;

export const worklistRow = z.object({
  studyUid: studyUidSchema,
  patientName: z.string(),
  patientId: z.string(),
  patientSex: z.string(),
  /** Age in words of the standard ("005Y"), from the header or the birth date; empty if neither is known. */
  patientAge: z.string(),
  /** DICOM DA and TM as written; empty if absent. */
  studyDate: z.string(),
  studyTime: z.string(),
  accessionNumber: z.string(),
  description: z.string(),
  modality: z.string(),
  view: z.string(),
  films: z.int().nonnegative(),
  /** Of those, films whose files a check of the library did not find. */
  missing: z.int().nonnegative(),
  panel: panelState,
  priority,
  /** What this reader reads, or has read, of it: a second read of theirs, else the first. */
  read: readStateSchema,
  second: secondReadStage,
});
export type WorklistRow = z.output<typeof worklistRow>;

/** Which studies are listed. All that is set must hold. */
export const worklistFilter = z.object({
  /** "unread": not committed by this reader. "mine": begun or committed by this reader. "flagged": a committed read of theirs is. */
  quick: z.enum(["all", "today", "unread", "mine", "flagged"]).default("all"),
  read: readStateSchema.nullable().default(null),
  priority: priority.nullable().default(null),
  panel: panelState.nullable().default(null),
  /** Those with a film whose file is missing. */
  missing: z.boolean().default(false),
  /** First and last study date, as DICOM DA ("20261124"). */
  from: z
    .string()
    .regex(/^\d{8}$/)
    .nullable()
    .default(null),
  to: z
    .string()
    .regex(/^\d{8}$/)
    .nullable()
    .default(null),
});
export type WorklistFilter = z.output<typeof worklistFilter>;

export const worklistSort = z.object({
  column: z.enum(sortColumns),
  direction: z.enum(["ascending", "descending"]),
});
export type WorklistSort = z.output<typeof worklistSort>;
export const newestFirst: WorklistSort = { column: "date", direction: "descending" };

/** What is listed, in which order; every question about the list carries it. */
const listed = z.object({
  search: z.string().max(256).default(""),
  filter: worklistFilter.default(worklistFilter.parse({})),
  sort: worklistSort.default(newestFirst),
});
/** Rows that a window asks for at once: somewhat more than are on screen. */
export const windowRows = 60;
export const worklistQuery = listed.extend({
  offset: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(1000).default(200),
  /**
   * A study to begin beside instead of at `offset`, wherever it stands now: itself, or the next one that
   * this reader has not committed, going round once (from the first where there is no study).
   * `before` rows come before it. Where it is not in the list, `offset` counts.
   */
  anchor: z
    .object({
      studyUid: studyUidSchema.nullable(),
      find: z.enum(["study", "next-unread"]),
      before: z.int().nonnegative().max(1000),
    })
    .nullable()
    .default(null),
});
export type WorklistQuery = z.output<typeof worklistQuery>;
export const worklistPage = z.object({
  rows: z.array(worklistRow),
  /** Studies that are listed in all. */
  total: z.int().nonnegative(),
  /** Place of the first row in the list, from 0. */
  offset: z.int().nonnegative(),
  /** Place of the anchor's study; null where there was none, or it is not in the list. */
  anchored: z.int().nonnegative().nullable(),
});
export type WorklistPage = z.output<typeof worklistPage>;

/** Studies by the quick filters, of the whole library. */
export const worklistCounts = z.object({
  all: z.int().nonnegative(),
  today: z.int().nonnegative(),
  unread: z.int().nonnegative(),
  mine: z.int().nonnegative(),
  flagged: z.int().nonnegative(),
});
export type WorklistCounts = z.output<typeof worklistCounts>;
