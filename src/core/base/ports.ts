import type { ReaderId } from "./ids.ts";

/** A moment: UTC in ISO 8601 with the local offset beside it ("2026-11-24T09:30:00.000Z", "+03:00"). */
export interface Moment {
  readonly utc: string;
  readonly offset: string;
}

/** Source of time, handed in so that pure code stays repeatable. */
export interface Clock {
  now(): Moment;
}

/** Where messages for the operator go. Patient text never belongs in here: name a study by its UID. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}

/** What is written down about an action, in the order in which it happened. */
export interface AuditEntry {
  readonly at: Moment;
  readonly reader: ReaderId;
  /** Dotted verb from the audit vocabulary, such as "read.commit". */
  readonly action: AuditAction;
  /** What was acted on: a study UID, a film id, a job. Never patient text. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

export const auditActions = [
  "workstation.start",
  "library.import",
  "library.import-cancel",
  "library.add-phantoms",
  "library.identify",
  "library.watch",
  "library.backup",
  "library.use",
  "library.move",
  "library.move-cancel",
  "library.moved",
  "library.check",
  "library.film-missing",
  "library.film-back",
  "library.file-recovered",
  "library.file-removed",
  "library.file-set-aside",
  "study.open",
  "study.priority",
  "study.delete",
  "film.open",
  "read.draft",
  "read.commit",
  "read.addendum",
  "read.flag",
  "read.report",
  "report.templates",
  "second-read.ask",
  "second-read.take",
  "second-read.commit",
  "second-read.settle",
  "reader.add",
  "reader.change",
  "reader.secret",
  "reader.secret-reset",
  "rules.change",
  "session.sign-in",
  "session.refused",
  "session.sign-out",
  "session.lock",
  "audit.open",
  "audit.verify",
  "audit.export-head",
  "panel.reveal",
  "mark.save",
  "mark.delete",
  "export.dicom",
  "export.picture",
  "screen.check",
  "film.classify",
  "queue.pause",
  "statistics.open",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Every action of a reader is recorded; the study database keeps the entries. */
export interface Audit {
  record(entry: AuditEntry): Promise<void>;
}
