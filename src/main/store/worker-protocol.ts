import type { WireError } from "../../core/base/errors.ts";

/** What goes to a worker thread: one call, answered by one reply of the same number. */
export interface CallMessage {
  readonly number: number;
  readonly name: string;
  readonly argument: unknown;
}

/** What asks a worker thread to answer what it has been asked and to leave. */
export const leave = "leave";

/** What comes back: replies, and messages for the log. Both ends are one program of one version. */
export type WorkerMessage =
  | { readonly kind: "value"; readonly number: number; readonly value: unknown }
  | { readonly kind: "error"; readonly number: number; readonly error: WireError }
  /** Something thrown that is no `AppError`: a fault of the program, told with its stack. */
  | { readonly kind: "fault"; readonly number: number; readonly detail: string }
  | { readonly kind: "log"; readonly message: string };
