import { availableParallelism, freemem } from "node:os";
import { asAppError } from "../../core/base/errors.ts";
import type { Log } from "../../core/base/ports.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { describeNetworks } from "../../core/studies/networks-word.ts";
import type { Engine } from "./engine.ts";
import { threadsAmong } from "./engine-options.ts";

/** What is asked of an engine. */
export type FilmEngine = Pick<Engine, "models" | "idle" | "decode" | "paint" | "classify" | "close">;
/** An engine of one process, whose threads can be told. */
export type LaneEngine = FilmEngine & Pick<Engine, "useThreads">;

/** Films worth asking for at once: one for each lane. */
export const filmsAtOnce = 2;
/** So many films asked for in a row while another was under way make a second process worth its start. */
const longQueue = 8;
/** Bytes of memory that must be free for a second process. */
const roomNeeded = 1.5 * 1024 ** 3;
/** Milliseconds without a film after which the second process gives its memory back. */
const idleTime = 30_000;

export interface LanesOptions {
  /** Starts an engine with so many threads for each network; every one with the same networks. */
  readonly start: (threads: number) => Promise<LaneEngine>;
  readonly log: Log;
  /** Whether this computer has a core and memory for a second process now. */
  readonly room?: () => boolean;
}

type Film = Parameters<FilmEngine["classify"]>[0];

interface Lane {
  readonly engine: LaneEngine;
  /** Films asked of it and not yet answered. */
  films: number;
}

const usualRoom = (): boolean => availableParallelism() > 1 && freemem() > roomNeeded;

/**
 * An engine that gets a second process while many films wait, and gives it back afterwards. Each process
 * still has one film at a time, so that a crash names its film; with one of them a core would wait
 * while films are read, decoded and prepared. Two processes share the cores: threads of two networks on one core only
 * wait for each other.
 */
export class Lanes implements FilmEngine {
  readonly #options: LanesOptions;
  readonly #first: Lane;
  #second: Lane | null = null;
  #starting: Promise<void> | null = null;
  /** The second process failed, or has other networks: one goes on alone. */
  #alone = false;
  #inARow = 0;
  #closed = false;
  #idle: NodeJS.Timeout | undefined;

  private constructor(options: LanesOptions, first: LaneEngine) {
    this.#options = options;
    this.#first = { engine: first, films: 0 };
  }

  /** @throws AppError inference/not-running */
  static async start(options: LanesOptions): Promise<Lanes> {
    return new Lanes(options, await options.start(threadsAmong(1)));
  }

  models(): ReturnType<FilmEngine["models"]> {
    return this.#first.engine.models();
  }

  get idle(): boolean {
    return this.#first.engine.idle;
  }

  paint(film: Parameters<FilmEngine["paint"]>[0]): ReturnType<FilmEngine["paint"]> {
    return this.#first.engine.paint(film);
  }

  decode(film: Parameters<FilmEngine["decode"]>[0]): ReturnType<FilmEngine["decode"]> {
    return this.#first.engine.decode(film);
  }

  async classify(film: Film): Promise<FilmReading> {
    clearTimeout(this.#idle);
    this.#inARow = this.#films === 0 ? 0 : this.#inARow + 1;
    if (this.#inARow >= longQueue) this.#widen();
    const second = this.#second;
    try {
      if (second === null || second.films >= this.#first.films) return await ask(this.#first, film);
      return (await this.#askSecond(second, film)) ?? (await ask(this.#first, film));
    } finally {
      this.#rest();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    await Promise.all([this.#first.engine.close(), this.#second?.engine.close()]);
    await this.#starting;
  }

  get #films(): number {
    return this.#first.films + (this.#second?.films ?? 0);
  }

  /** @returns null where the first process has to be asked instead */
  async #askSecond(second: Lane, film: Film): Promise<FilmReading | null> {
    try {
      const reading = await ask(second, film);
      if (this.#sameNetworks(second.engine)) return reading;
    } catch (thrown) {
      // What is the film's own failure the other process would say, too.
      const ended = asAppError(thrown, "app/fault").code === "inference/not-running";
      if (this.#closed || (this.#second === second && !ended)) throw thrown;
    }
    this.#goOnAlone();
    return null;
  }

  /** A network that stopped one process for good must not answer in the other. */
  #sameNetworks(engine: FilmEngine): boolean {
    return describeNetworks(engine.models()) === describeNetworks(this.models());
  }

  #widen(): void {
    if (this.#second !== null || this.#starting !== null || this.#alone || this.#closed) return;
    if (!(this.#options.room ?? usualRoom)()) return;
    this.#starting = this.#startSecond()
      .catch((thrown: unknown) => {
        this.#alone = true;
        if (this.#closed) return;
        this.#options.log.error("engine: a second process did not start", thrown);
      })
      .finally(() => {
        this.#starting = null;
        this.#rest();
      });
  }

  async #startSecond(): Promise<void> {
    const engine = await this.#options.start(threadsAmong(2));
    if (!this.#closed && this.#sameNetworks(engine)) {
      this.#second = { engine, films: 0 };
      this.#first.engine.useThreads(threadsAmong(2));
      return;
    }
    this.#alone = true;
    await engine.close();
  }

  #goOnAlone(): void {
    this.#alone = true;
    this.#narrow();
  }

  #narrow(): void {
    const second = this.#second;
    this.#second = null;
    this.#first.engine.useThreads(threadsAmong(1));
    second?.engine.close().catch((thrown: unknown) => {
      this.#options.log.error("engine: the second process did not end", thrown);
    });
  }

  /** Gives the second process's memory back once nothing has been asked for a while. */
  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#films > 0 || this.#second === null || this.#closed) return;
    this.#idle = setTimeout(() => this.#narrow(), idleTime).unref();
  }
}

async function ask(lane: Lane, film: Film): Promise<FilmReading> {
  lane.films++;
  try {
    return await lane.engine.classify(film);
  } finally {
    lane.films--;
  }
}
