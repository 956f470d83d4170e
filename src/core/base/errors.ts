import { wordedParams } from "./phrases.ts";
import { errorTable, type ErrorCode, type ErrorParams } from "./error-table.ts";

/**
 * A failure that a person is told of. Its code chooses the sentence and the severity from
 * `errorTable`; `params` fill the sentence's places.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: { cause?: unknown }) {
    super(errorTable[code].sentence(wordedParams(params)), options);
    this.code = code;
    this.params = params;
  }
}

/** An error as it travels between processes. */
export interface WireError {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  /** The sentence a person reads. */
  readonly message: string;
}

const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === "string" && Object.hasOwn(errorTable, code);

/** Turns anything thrown into an `AppError`; what is not one becomes `fallback` with the original as its cause. */
export function asAppError(thrown: unknown, fallback: ErrorCode, params: ErrorParams = {}): AppError {
  return thrown instanceof AppError ? thrown : new AppError(fallback, params, { cause: thrown });
}

/** The error's form on the wire. */
export function toWire(error: AppError): WireError {
  return { code: error.code, params: error.params, message: error.message };
}

/** An `AppError` from its form on the wire; an unknown code becomes "app/protocol". */
export function fromWire(wire: { code: unknown; params?: unknown }): AppError {
  if (!isErrorCode(wire.code)) return new AppError("app/protocol", { detail: String(wire.code) });
  const params: Record<string, string | number> = {};
  if (typeof wire.params === "object" && wire.params !== null) {
    for (const [key, value] of Object.entries(wire.params)) {
      if (typeof value === "string" || typeof value === "number") params[key] = value;
    }
  }
  return new AppError(wire.code, params);
}
