import type { AppEvent } from "../../core/api.ts";
import { errorTable } from "../../core/base/error-table.ts";
import { asAppError, toWire, type AppError } from "../../core/base/errors.ts";
import type { ReaderId } from "../../core/base/ids.ts";
import type { Audit, AuditAction, AuditEntry, Clock, Log } from "../../core/base/ports.ts";
import type { Action, StudyStore } from "../../core/studies/study-store.ts";

/** What the workstation's parts share. */
export interface Context {
  /** The library's folder. */
  readonly library: string;
  readonly store: StudyStore;
  /** Who acts now: the reader who is signed in, else the user of the operating system. */
  readonly reader: ReaderId;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Audit;
  readonly emit: (event: AppEvent) => void;
}

/** Who acts now, for a change that writes its own audit entry. */
export const action = ({ reader, clock }: Context): Action => ({ reader, at: clock.now() });

/** Records an action; it fails where the record cannot be kept. */
export function record(
  context: Context,
  what: AuditAction,
  subject: string,
  details?: AuditEntry["details"],
): Promise<void> {
  return context.audit.record({ ...action(context), action: what, subject, details });
}

/**
 * Records that something was looked at. Where the record cannot be kept (a full disk) the reader is
 * told, and sees the film all the same: a patient waits for it.
 */
export async function recordOrTell(
  context: Context,
  what: AuditAction,
  subject: string,
  details?: AuditEntry["details"],
): Promise<void> {
  try {
    await record(context, what, subject, details);
  } catch (thrown) {
    const error = asAppError(thrown, "app/fault");
    context.log.error(`${what} was not recorded: ${error.code}`, error.cause ?? thrown);
    tell(context, error);
  }
}

/** Tells the reader of a failure that belongs to nothing they just did. */
export function tell(context: Context, error: AppError): void {
  const { severity } = errorTable[error.code];
  const about = { kind: "failure", error: toWire(error) } as const;
  context.emit({ name: "notice", severity, message: error.message, about });
}
