import type { AppEvent } from "../../core/api.ts";
import { AppError, fromWire } from "../../core/base/errors.ts";
import { errorTable, type Severity } from "../../core/base/error-table.ts";
import { backupSettings } from "../../core/base/messages/backup.ts";
import { libraryWords } from "../../core/base/messages/library.ts";
import { app } from "../../core/base/messages/ui.ts";
import { date } from "../../core/studies/readable.ts";

export interface Notice {
  readonly id: number;
  readonly severity: Severity;
  readonly message: string;
  /** How often the same thing was said. */
  readonly times: number;
}

/** An information goes by itself; a warning or an error stays until it is dismissed. */
const infoStays = 6000;

class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #last = 0;

  tell(severity: Severity, message: string): void {
    const same = this.list.find((notice) => notice.message === message);
    if (same !== undefined) {
      this.list = this.list.map((notice) => (notice === same ? { ...same, times: same.times + 1 } : notice));
      return;
    }
    const id = ++this.#last;
    this.list = [...this.list, { id, severity, message, times: 1 }];
    if (severity === "info") setTimeout(() => this.dismiss(id), infoStays);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** Shows what the workstation tells, in the window's language. */
  hear({ severity, message, about }: Extract<AppEvent, { name: "notice" }>): void {
    this.tell(severity, told(about) ?? message);
  }

  /** Shows anything thrown as its sentence. */
  fail(thrown: unknown): void {
    const { severity, message } = said(thrown);
    this.tell(severity, message);
  }
}

/** A notice of the workstation in the window's language. */
function told(about: Extract<AppEvent, { name: "notice" }>["about"]): string | null {
  switch (about.kind) {
    case "failure":
      return fromWire(about.error).message;
    case "check":
      return libraryWords.found(about.findings);
    case "backup":
      return backupSettings.reminder(about.day === null ? null : date(about.day.replaceAll("-", "")));
  }
}

/** The severity and sentence of anything thrown. */
export function said(thrown: unknown): { severity: Severity; message: string } {
  if (thrown instanceof AppError)
    return { severity: errorTable[thrown.code].severity, message: thrown.message };
  return { severity: "error", message: app.fault(thrown instanceof Error ? thrown.message : String(thrown)) };
}

export const notices = new Notices();
