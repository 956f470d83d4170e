import type { Log } from "../../core/base/ports.ts";
import type { FilmEngine } from "../inference/engine-lanes.ts";

export type StartEngine = (options: {
  readonly modelsFolders?: readonly string[];
  readonly ownModelsFolders?: readonly string[];
  readonly log: Log;
}) => Promise<FilmEngine>;

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

  async close(): Promise<void> {
    const starting = this.#starting;
    if (starting === null) return;
    const engine = await starting.catch(() => null);
    await engine?.close();
  }
}
