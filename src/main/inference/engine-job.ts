import type { z } from "zod";
import { AppError } from "../../core/base/errors.ts";
import type { EngineRequest } from "./engine-messages.ts";

type FilmRequest = Extract<EngineRequest, { kind: "decode" | "paint" | "classify" | "prove" }>;
/** A request without what the engine fills in when it sends it. */
export type Ask = FilmRequest extends infer Request
  ? Request extends FilmRequest
    ? Omit<Request, "id" | "skip">
    : never
  : never;

/** One request on its way: waiting, running, or given up by its caller. */
export class Job {
  readonly id: number;
  readonly ask: Ask;
  /** Networks that stopped the process on this film. */
  readonly skip: string[] = [];
  /** The network that was about to run when the process last said so. */
  model: string | null = null;
  /** How often the process died over this film itself. */
  deaths = 0;
  /** The network over which the process died the last time. */
  killedBy: string | null = null;
  /** A network gave no answer, and the film was put back to be asked for once more. */
  retried = false;
  settled = false;
  /** Called once, when the caller has an answer. */
  onSettled: (() => void) | undefined;
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (error: AppError) => void;

  constructor(id: number, ask: Ask, resolve: (value: unknown) => void, reject: (error: AppError) => void) {
    this.id = id;
    this.ask = ask;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  get message(): EngineRequest {
    return this.ask.kind === "classify"
      ? { ...this.ask, id: this.id, skip: this.skip }
      : { ...this.ask, id: this.id };
  }

  resolve(value: unknown): void {
    this.#settle();
    this.#resolve(value);
  }

  reject(error: AppError): void {
    this.#settle();
    this.#reject(error);
  }

  #settle(): void {
    if (!this.settled) this.onSettled?.();
    this.settled = true;
  }
}

/** A promise for a job's parsed answer. `make` gets the job's two ends. */
export function answerOfJob<Schema extends z.ZodType>(
  schema: Schema,
  make: (resolve: (value: unknown) => void, reject: (error: AppError) => void) => void,
): Promise<z.output<Schema>> {
  return new Promise((resolve, reject) => {
    make((value) => {
      const parsed = schema.safeParse(value);
      if (parsed.success) resolve(parsed.data);
      else reject(new AppError("app/protocol", { detail: parsed.error.issues[0]?.message ?? "?" }));
    }, reject);
  });
}
