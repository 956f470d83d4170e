import type { FilmEngine } from "../inference/engine-lanes.ts";
import type { EngineOptions } from "../inference/engine-options.ts";
import type { Engine } from "../inference/engine.ts";

/** An engine whose backend can be proven. */
export type ProvingEngine = FilmEngine & Pick<Engine, "prove">;

export type StartEngine = (
  options: Pick<
    EngineOptions,
    "modelsFolders" | "ownModelsFolders" | "log" | "backends" | "window" | "onFall" | "onLoading" | "limits"
  >,
) => Promise<ProvingEngine>;

/** An engine that is started when it is first needed; a start that failed is tried again at the next need. */
export class LazyEngine {
  readonly #start: () => Promise<FilmEngine>;
  #starting: Promise<FilmEngine> | null = null;
  #running: FilmEngine | null = null;

  constructor(start: () => Promise<FilmEngine>) {
    this.#start = start;
  }

  /** The engine if it runs now. */
  get running(): FilmEngine | null {
    return this.#running;
  }

  /** @throws AppError inference/not-running */
  get(): Promise<FilmEngine> {
    this.#starting ??= this.#start().then(
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
    const ended = this.close();
    this.#starting = null;
    await ended;
  }

  async close(): Promise<void> {
    const starting = this.#starting;
    if (starting === null) return;
    const engine = await starting.catch(() => null);
    await engine?.close();
  }
}
