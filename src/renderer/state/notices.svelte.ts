import { AppError } from "../../core/base/errors.ts";
import { errorTable, type Severity } from "../../core/base/error-table.ts";
import { app } from "../../core/base/messages/ui.ts";

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

  /** Shows anything thrown as its sentence. */
  fail(thrown: unknown): void {
    const { severity, message } = said(thrown);
    this.tell(severity, message);
  }
}

/** The severity and sentence of anything thrown. */
export function said(thrown: unknown): { severity: Severity; message: string } {
  if (thrown instanceof AppError)
    return { severity: errorTable[thrown.code].severity, message: thrown.message };
  return { severity: "error", message: app.fault(thrown instanceof Error ? thrown.message : String(thrown)) };
}

export const notices = new Notices();
