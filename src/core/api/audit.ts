import { z } from "zod";
import { auditActions } from "../base/ports.ts";
import { auditVerdict } from "../second-read/audit-chain.ts";
import { moment } from "../second-read/read.ts";
import { readerIdSchema } from "./readers.ts";

/** Which rows of the audit record are listed. All that is set must hold. */
export const auditFilter = z.object({
  reader: readerIdSchema.nullable().default(null),
  action: z.enum(auditActions).nullable().default(null),
  /** Moments in UTC, ISO 8601: from the first on, before the second. */
  from: z.iso.datetime().nullable().default(null),
  before: z.iso.datetime().nullable().default(null),
});
export type AuditFilter = z.output<typeof auditFilter>;

export const auditQuery = z.object({
  filter: auditFilter.default(auditFilter.parse({})),
  /** No row after this one is listed, so that places stay while it grows; null lists up to the newest. */
  upTo: z.int().nonnegative().nullable().default(null),
  offset: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(500).default(200),
});
export type AuditQuery = z.output<typeof auditQuery>;

export const auditRow = z.object({
  number: z.int().positive(),
  at: moment,
  reader: readerIdSchema,
  action: z.enum(auditActions),
  subject: z.string(),
  /** Empty where they are withheld. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** They tell of a study that whoever asks has yet to read. */
  withheld: z.boolean(),
});
export type AuditRow = z.output<typeof auditRow>;

/** A page of the audit record, the newest first. */
export const auditPage = z.object({
  rows: z.array(auditRow),
  total: z.int().nonnegative(),
  upTo: z.int().nonnegative(),
  /** Names of the library's readers, by id. */
  names: z.record(z.string(), z.string()),
});
export type AuditPage = z.output<typeof auditPage>;

/** What a check of the audit record found; of very many faults the first are named. */
export const auditCheck = z.object({
  library: z.string(),
  verdict: auditVerdict,
  /** All faults, also those that are not named. */
  found: z.int().nonnegative(),
});
export type AuditCheck = z.output<typeof auditCheck>;
