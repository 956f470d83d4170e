import { createHash } from "node:crypto";
import type { QueueState } from "../../core/api.ts";
import type { StudyUid } from "../../core/base/ids.ts";
import { asAppError, toWire, type AppError } from "../../core/base/errors.ts";
import { describeNetworks, type LoadedNetworks } from "../../core/studies/networks-word.ts";
import { panelOutcome } from "../../core/studies/panel-state.ts";
import type { FilmPanel, Networks, StoredFilm } from "../../core/studies/study-store.ts";
import { filmsAtOnce, type FilmEngine } from "../inference/engine-lanes.ts";
import type { EngineModels } from "../inference/engine-options.ts";
import { action, tell, type Context } from "./context.ts";
import type { FilmFiles } from "./film-files.ts";
import type { LazyEngine } from "./lazy-engine.ts";

/** By what an engine has loaded, which it replaces as a whole: every page of the worklist asks, and manifests are long. */
const words = new WeakMap<EngineModels, Networks>();

/** The word under which the answers of networks are kept. */
export function wordFor(networks: LoadedNetworks): Networks {
  const description = describeNetworks(networks);
  return description && createHash("sha256").update(description).digest("hex").slice(0, 32);
}

/** The same of an engine's networks. */
export function networksOf(engine: FilmEngine): Networks {
  const models = engine.models();
  const known = words.get(models);
  if (known !== undefined) return known;
  const word = wordFor(models);
  words.set(models, word);
  return word;
}

/** Films asked for at once: few, so that a study that comes on screen need not wait. */
const batch = 16;
/** Films that are counted exactly; of a longer queue it is said that it is longer. */
const mostCounted = 1000;
/** Failures that are not the film's: it stays pending and is tried again later. */
const notTheFilms = ["inference/not-running", "inference/process-died", "library/disk-full", "library/busy"];

/**
 * Classifies the library's films in the background, a few at once: those of the study on
 * screen first, then urgent ones, then the longest waiting. What is pending stands in the library, so that it survives
 * a restart, and films whose answers are other networks' are pending again.
 */
export class PanelQueue {
  readonly #context: Context;
  readonly #engine: LazyEngine;
  readonly #files: FilmFiles;
  readonly #abort = new AbortController();
  #first: StudyUid | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  /** Ends with the work for which the queue is held. */
  #held: Promise<unknown> = Promise.resolve();
  #holding = false;
  #lastTold = "";
  /** While it is paused the study on screen alone is classified. */
  #paused = false;
  #state: QueueState = { waiting: 0, more: false, paused: false };

  constructor(context: Context, engine: LazyEngine, files: FilmFiles) {
    this.#context = context;
    this.#engine = engine;
    this.#files = files;
  }

  /** How many films wait, as it was last told. */
  get state(): QueueState {
    return this.#state;
  }

  /** Until the program is started again. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.#tellState({ ...this.#state, paused });
    this.wake();
  }

  /** Puts a study before all others. */
  prefer(study: StudyUid): void {
    this.#first = study;
    this.wake();
  }

  /** Looks for pending films; call it when there may be new ones. */
  wake(): void {
    this.#again = true;
    if (this.#running !== null || this.#holding || this.#abort.signal.aborted) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
    });
  }

  /**
   * Lets films that are under way come to their end, does `work` while none is asked for, and goes on.
   * Calls follow each other.
   */
  async hold<Value>(work: () => Promise<Value>): Promise<Value> {
    const before = this.#held;
    const ends = Promise.withResolvers<undefined>();
    this.#held = ends.promise;
    await before;
    this.#holding = true;
    await this.#running;
    try {
      return await work();
    } finally {
      this.#holding = false;
      ends.resolve(undefined);
      this.wake();
    }
  }

  /** Resolves when nothing is being classified. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#holding && !this.#abort.signal.aborted) {
        this.#again = false;
        const engine = await this.#engine.get();
        if (await this.#someOf(engine)) this.#again = true;
      }
      this.#lastTold = "";
    } catch (thrown) {
      const error = asAppError(thrown, "app/fault");
      if (error.code === "job/cancelled" || this.#abort.signal.aborted) return;
      this.#context.log.error(`the panel's queue stopped with ${error.code}`, error.cause ?? thrown);
      // Told once, not with every film: it is the same failure until it is mended.
      if (this.#lastTold !== error.code) tell(this.#context, error);
      this.#lastTold = error.code;
    }
  }

  /** @returns whether there was anything to classify */
  async #someOf(engine: FilmEngine): Promise<boolean> {
    const networks = networksOf(engine);
    if (networks === null) return false;
    const first = this.#first;
    await this.#countWaiting(networks);
    const pending = await this.#context.store.read.pendingFilms({ networks, first, limit: batch });
    const films = this.#paused ? pending.filter((film) => film.studyUid === first) : pending;
    const waiting = films.values();
    let failed = false;
    const work = async (): Promise<void> => {
      // Shared by all: each takes the next film that none has taken.
      for (const film of waiting) {
        if (failed || this.#holding || this.#abort.signal.aborted || this.#first !== first) return;
        if (this.#paused && film.studyUid !== first) return;
        await this.#classify(engine, film);
      }
    };
    const stop = (thrown: unknown): never => {
      failed = true;
      throw thrown;
    };
    // All of them have ended before the first failure is told: nothing works on unseen.
    const ends = await Promise.allSettled(Array.from({ length: filmsAtOnce }, () => work().catch(stop)));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    return films.length > 0;
  }

  async #countWaiting(networks: string): Promise<void> {
    const count = await this.#context.store.read.countPending({ networks, most: mostCounted + 1 });
    const waiting = Math.min(count, mostCounted);
    this.#tellState({ waiting, more: count > mostCounted, paused: this.#paused });
  }

  #tellState(state: QueueState): void {
    const { waiting, more, paused } = this.#state;
    if (state.waiting === waiting && state.more === more && state.paused === paused) return;
    this.#state = state;
    this.#context.emit({ name: "queue.changed", state });
  }

  async #classify(engine: FilmEngine, film: StoredFilm): Promise<void> {
    const panel = await this.#panelOf(engine, film);
    if (panel === null) return;
    const { store, emit } = this.#context;
    await store.write.savePanel({ ...action(this.#context), panel });
    emit({ name: "panel.changed", studyUid: film.studyUid });
    emit({ name: "worklist.changed" });
  }

  async #panelOf(engine: FilmEngine, film: StoredFilm): Promise<FilmPanel | null> {
    const { filmId } = film;
    try {
      await this.#files.check(film);
      const said = film.kind === "dicom" || film.view === "" ? {} : { view: film.view };
      const { signal } = this.#abort;
      const reading = await engine.classify({ ...this.#files.toOpen(film), signal, ...said });
      // After the answer: a network that stopped the process for good is no longer among them.
      const networks = networksOf(engine);
      if (networks === null) return null;
      return {
        filmId,
        networks,
        ...panelOutcome(reading),
        check: reading.check,
        models: reading.models,
        heatMaps: reading.heatMaps,
        failures: reading.failures,
        own: reading.own,
        ms: reading.ms,
      };
    } catch (thrown) {
      const error = asAppError(thrown, "app/fault");
      if (error.code === "job/cancelled" || notTheFilms.includes(error.code)) throw error;
      this.#context.log.error(`film ${filmId} could not be classified: ${error.code}`, error.cause);
      const networks = networksOf(engine);
      return networks === null ? null : failedPanel(film, networks, error);
    }
  }
}

const failedPanel = ({ filmId }: StoredFilm, networks: string, error: AppError): FilmPanel => ({
  filmId,
  networks,
  state: "failed",
  check: null,
  models: [],
  agreement: null,
  heatMaps: [],
  failures: [toWire(error)],
  own: { models: [], failures: [] },
  ms: { decode: 0, infer: 0 },
});
