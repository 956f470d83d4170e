import { AppError } from "../../core/base/errors.ts";
import type { FilmEngine, LaneEngine } from "../inference/engine-lanes.ts";
import type { EngineOptions } from "../inference/engine-options.ts";
import type { Engine } from "../inference/engine.ts";

/** An engine whose backend can be proven. */
export type ProvingEngine = LaneEngine & Pick<Engine, "prove">;

export type StartEngine = (
  options: Pick<
    EngineOptions,
    | "modelsFolders"
    | "ownModelsFolders"
    | "log"
    | "backends"
    | "window"
    | "onFall"
    | "onLoading"
    | "limits"
    | "priority"
    | "signal"
    | "threads"
  >,
) => Promise<ProvingEngine>;

/** An engine that is started when it is first needed; a start that failed is tried again at the next need. */
export class LazyEngine {
  readonly #start: (signal: AbortSignal) => Promise<FilmEngine>;
  #starting: Promise<FilmEngine> | null = null;
  #running: FilmEngine | null = null;
  #abort = new AbortController();
  #closed = false;

  /** @param start is given up on its signal */
  constructor(start: (signal: AbortSignal) => Promise<FilmEngine>) {
    this.#start = start;
  }

  /** The engine if it runs now. */
  get running(): FilmEngine | null {
    return this.#running;
  }

  /** @throws AppError inference/not-running; job/cancelled once it is closed */
  get(): Promise<FilmEngine> {
    if (this.#closed) return Promise.reject(new AppError("job/cancelled"));
    this.#starting ??= this.#start(this.#abort.signal).then(
      (engine) => (this.#running = engine),
      (error: unknown) => {
        this.#starting = null;
        throw error;
      },
    );
    return this.#starting;
  }

  /**
   * Ends the engine, so that the next need starts one anew. Nothing may be asked of it meanwhile.
   */
  async renew(): Promise<void> {
    const ended = this.#end();
    this.#starting = null;
    this.#abort = new AbortController();
    await ended;
  }

  /** Ends the engine for good, also one that is still being started. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #end(): Promise<void> {
    this.#abort.abort();
    const starting = this.#starting;
    if (starting === null) return;
    const engine = await starting.catch(() => null);
    await engine?.close();
  }
}
