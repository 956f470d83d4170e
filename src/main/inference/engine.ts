import { basename } from "node:path";
import { z } from "zod";
import { AppError, asAppError, fromWire, toWire } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import { inWindow, lastResort, type BackendId } from "../../core/models/backend.ts";
import type { StageSize } from "../../core/display/first-picture.ts";
import { goldenFile } from "../../core/models/golden.ts";
import { filmReading, wireError, type FilmReading } from "../../core/models/reading.ts";
import { enginePath } from "../entry-points.ts";
import { answerOfJob, Job, type Ask } from "./engine-job.ts";
import {
  backendProof,
  bytesAt,
  engineReply,
  paintedFrame,
  sentFrame,
  valuesOf,
  type BackendProof,
  type DecodedFrame,
  type EngineReply,
  type PaintedFrame,
} from "./engine-messages.ts";
import {
  threadsAmong,
  usualLimits,
  type EngineLimits,
  type EngineModels,
  type EngineOptions,
  type FilmToOpen,
} from "./engine-options.ts";
import { reasonOf } from "./prove-backend.ts";
import { readFilmPart } from "./read-film-file.ts";
import { startForked, type ProcessHandle } from "./start-process.ts";

/** A film that ends the process this often is given up; once may have been someone else's doing. */
const deathsOfAFilm = 2;
/** A network that ends the process over so many films, twice each, is not loaded again. */
const filmsOfAModel = 2;
/** So many films whose network failed again in a fresh process show that a fresh process does not help it. */
const vainRetries = 2;
/** The process is not started again after so many failures in a row. */
const failedStarts = 4;
const backOff = (failures: number): number => (failures <= 1 ? 0 : Math.min(10_000, 100 * 2 ** failures));

/** What a reading says of networks that gave no answer. */
const failedReading = z.object({ failures: z.array(wireError) });

/**
 * One child process that decodes films and runs the networks, one film at a time in the order asked.
 * It is started again when it dies: the film that was open is tried once more and then given up
 * (film/decoder-died), or where a network was running, answered without that network; the films that waited
 * are untouched. A backend other than the CPU that dies, fails a film or answers other than it should is given
 * up for the next one. A film over which a network failed is asked for once more, on the next backend
 * or in a fresh process.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #limits: EngineLimits;
  readonly #waiting: Job[] = [];
  readonly #modelDeaths = new Map<string, number>();
  readonly #excluded = new Set<string>();
  #running: Job | null = null;
  #process: ProcessHandle | null = null;
  #ready = false;
  #loading: string | null = null;
  #failures = 0;
  #ids = 0;
  #closed = false;
  #restart: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;
  /** The running film, or the start, was ended for taking too long. */
  #late = false;
  /** The process was ended to get its memory back. */
  #retired = false;
  /** Threads of one network on the CPU, and those that the process was started with. */
  #threads: number;
  #threadsNow = 0;
  /** The backend that is used and those to fall to. */
  readonly #backends: BackendId[];
  /** Why the process was ended to go on with the next backend. */
  #unfit: string | null = null;
  /** Why the process that was started is not used. */
  #incomplete: string | null = null;
  /** The network that was being loaded when the process ended the last time. */
  #diedLoading: string | null = null;
  readonly #vain = new Map<string, number>();
  #models: EngineModels = { loaded: [], own: [], rule: null, space: null, failures: [] };
  #whenSettled: (() => void)[] = [];
  #whenGone: (() => void)[] = [];
  #broken: AppError | null = null;

  private constructor(options: EngineOptions) {
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
    this.#threads = options.threads ?? threadsAmong(1);
    this.#backends = [...(options.backends ?? [])];
    if (this.#backends.length === 0) this.#backends.push(lastResort);
  }

  /**
   * Starts the process and loads the networks; a network that is refused is among `models().failures`.
   * @throws AppError inference/not-running; job/cancelled on `signal`, once the process is gone
   */
  static async start(options: EngineOptions): Promise<Engine> {
    const { signal } = options;
    if (signal?.aborted) throw new AppError("job/cancelled");
    const engine = new Engine(options);
    const settled = new Promise<void>((resolve) => engine.#whenSettled.push(resolve));
    const giveUp = () => engine.#settle();
    signal?.addEventListener("abort", giveUp, { once: true });
    engine.#spawn();
    await settled;
    signal?.removeEventListener("abort", giveUp);
    if (signal?.aborted) {
      await engine.close();
      throw new AppError("job/cancelled");
    }
    if (engine.#broken !== null) throw engine.#broken;
    return engine;
  }

  /** The networks of the process that runs now and their panel's rule, and why others are missing. */
  models(): EngineModels {
    return this.#models;
  }

  /** What runs the panel's networks now. */
  get backend(): BackendId {
    return this.#backends[0] ?? lastResort;
  }

  /** Whether what is asked now is begun at once. */
  get idle(): boolean {
    return this.#ready && this.#running === null;
  }

  /** Gives each network on the CPU so many threads: after the film that is under way, in a fresh process. */
  useThreads(threads: number): void {
    this.#threads = threads;
    this.#next();
  }

  /** Process id, for the log. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * One decoded frame, counted from 0, with what is needed to show it.
   * @throws AppError of the file, the film or the codec; film/decoder-died, film/too-slow,
   *   inference/not-running, job/cancelled
   */
  async decode(film: FilmToOpen & { readonly frame: number }): Promise<DecodedFrame> {
    const { path, file = basename(path), frame, signal } = film;
    const sent = await answerOfJob(sentFrame, (resolve, reject) =>
      this.#enqueue({ kind: "decode", path, file, frame }, signal, resolve, reject),
    );
    const { pixels } = sent;
    if (!("place" in pixels)) return { ...sent, pixels };
    const bytes = await readFilmPart(path, file, pixels.place.at, bytesAt(pixels.place));
    return { ...sent, pixels: { colour: false, stored: valuesOf(pixels.place, bytes) } };
  }

  /**
   * One frame as a window will show it first, painted beside its pixels.
   * @throws as `decode`
   */
  paint(film: FilmToOpen & { readonly frame: number; readonly stage: StageSize }): Promise<PaintedFrame> {
    const { path, file = basename(path), frame, stage, signal } = film;
    return answerOfJob(paintedFrame, (resolve, reject) =>
      this.#enqueue({ kind: "paint", path, file, frame, stage }, signal, resolve, reject),
    );
  }

  /**
   * What the film check and the networks say of a film's first frame.
   * @param film `answerWithheld`: ask the networks also where the check withholds. That is for
   *   measuring networks on films whose diagnosis is known; no such answer may reach a reader.
   *   `view`: what somebody has said of a picture, for the film check.
   * @throws as `decode`; a network that fails is among the reading's `failures` instead
   */
  classify(
    film: FilmToOpen & { readonly answerWithheld?: boolean; readonly view?: string },
  ): Promise<FilmReading> {
    const { path, file = basename(path), signal, answerWithheld = false, view } = film;
    const said = view === undefined ? {} : { view };
    return answerOfJob(filmReading, (resolve, reject) =>
      this.#enqueue({ kind: "classify", path, file, answerWithheld, ...said }, signal, resolve, reject),
    );
  }

  /**
   * Runs every golden film through the networks, and each network's first one `runs` times with the clock on.
   * @throws AppError inference/failed, inference/backend-lost, inference/not-running, film/too-slow
   */
  prove(runs: number): Promise<BackendProof> {
    return answerOfJob(backendProof, (resolve, reject) =>
      this.#enqueue({ kind: "prove", path: "golden", file: goldenFile, runs }, undefined, resolve, reject),
    );
  }

  /** Ends the process; what still waits is rejected with job/cancelled. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    clearTimeout(this.#deadline);
    this.#rejectAll(() => new AppError("job/cancelled"));
    this.#settle();
    const child = this.#process;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => this.#whenGone.push(resolve));
    child.kill();
    await gone;
  }

  #enqueue(
    ask: Ask,
    signal: AbortSignal | undefined,
    resolve: (value: unknown) => void,
    reject: (error: AppError) => void,
  ): void {
    if (this.#closed || signal?.aborted) return reject(new AppError("job/cancelled"));
    const job = new Job(++this.#ids, ask, resolve, reject);
    this.#waiting.push(job);
    const abandon = () => this.#abandon(job);
    signal?.addEventListener("abort", abandon, { once: true });
    job.onSettled = () => signal?.removeEventListener("abort", abandon);
    if (this.#broken !== null) {
      this.#broken = null;
      this.#failures = 0;
      this.#spawn();
    }
    this.#next();
  }

  #abandon(job: Job): void {
    if (job.settled) return;
    job.reject(new AppError("job/cancelled"));
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    else this.#setDeadline(this.#limits.abandoned);
  }

  #next(): void {
    if (!this.#ready || this.#running !== null || this.#process === null) return;
    if (this.backend === lastResort && this.#threadsNow !== this.#threads) return this.#retire();
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#running = job;
    job.model = null;
    this.#setDeadline(this.#limits.request);
    this.#process.send(job.message);
  }

  #setDeadline(milliseconds: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      this.#late = true;
      this.#process?.kill();
    }, milliseconds);
  }

  #spawn(): void {
    this.#ready = false;
    this.#loading = null;
    this.#late = false;
    this.#retired = false;
    this.#unfit = null;
    this.#incomplete = null;
    this.#setDeadline(this.#limits.start);
    const events = {
      message: (message: unknown) => this.#receive(message),
      exit: (reason: string) => this.#gone(reason),
      output: (line: string) => this.#options.log.info(`engine: ${line}`),
    };
    const { startProcess = startForked, entry = enginePath(), priority } = this.#options;
    this.#process = startProcess(entry, events, priority);
    this.#threadsNow = this.#threads;
    this.#process.send({
      kind: "start",
      modelsFolders: [...(this.#options.modelsFolders ?? [])],
      ownModelsFolders: [...(this.#options.ownModelsFolders ?? [])],
      excluded: [...this.#excluded],
      backend: this.backend,
      threads: this.#threads,
    });
  }

  #receive(message: unknown): void {
    const parsed = engineReply.safeParse(message);
    if (parsed.success) this.#handle(parsed.data);
    else {
      this.#options.log.error("engine: a message was not understood", parsed.error);
      this.#process?.kill();
    }
  }

  #handle(reply: EngineReply): void {
    switch (reply.kind) {
      case "loading":
        this.#loading = reply.model;
        return this.#tellLoading(reply);
      case "ready": {
        const missing = this.#missing(reply);
        if (missing !== null) return this.#endIncomplete(missing);
        this.#models = {
          loaded: reply.loaded,
          own: reply.own,
          rule: reply.rule,
          space: reply.space,
          failures: reply.failures,
        };
        this.#ready = true;
        this.#diedLoading = null;
        this.#loading = null;
        clearTimeout(this.#deadline);
        this.#stepBack();
        this.#tellLoading({ done: reply.loaded.length, total: reply.loaded.length });
        this.#settle();
        return this.#next();
      }
      case "unfit":
        return this.#endUnfit(reply.reason);
      case "window":
        void this.#callWindow(reply);
        return;
      case "stage":
        if (this.#running?.id === reply.id) this.#running.model = reply.model;
        return;
      case "done":
      case "failed":
        return this.#finish(reply);
    }
  }

  /** Once it has started: who waits for that has waited long enough. */
  #stepBack(): void {
    try {
      this.#process?.stepBack?.();
    } catch (thrown) {
      this.#options.log.error("engine: the process goes on at the priority it had", thrown);
    }
  }

  #finish(reply: Extract<EngineReply, { kind: "done" | "failed" }>): void {
    const job = this.#running;
    if (job?.id !== reply.id) return;
    clearTimeout(this.#deadline);
    this.#failures = 0;
    if (reply.kind === "done" && this.#putBack(job, reply.value)) return;
    this.#running = null;
    if (reply.kind === "done") job.resolve(reply.value);
    else job.reject(fromWire(reply.error));
    if (reply.rss > this.#limits.memory) this.#retire();
    else this.#next();
  }

  /** Ends the process to have a fresh one. */
  #retire(): void {
    this.#ready = false;
    this.#retired = true;
    this.#process?.kill();
  }

  /** A network that answered before and is not there after another start; null where all are. */
  #missing({ loaded, own }: Pick<EngineModels, "loaded" | "own">): string | null {
    const ids = new Set([...loaded, ...own].map(({ id }) => id));
    const before = [...this.#models.loaded, ...this.#models.own].map(({ id }) => id);
    return before.find((id) => !ids.has(id) && !this.#excluded.has(id)) ?? null;
  }

  /** A process that found fewer networks than the one before is no help: they may be back in a moment. */
  #endIncomplete(model: string): void {
    this.#loading = null;
    this.#incomplete = say.gone(model);
    this.#process?.kill();
  }

  /** Ends the process to go on with the next backend. */
  #endUnfit(reason: string): void {
    this.#unfit = reason;
    this.#process?.kill();
  }

  /**
   * A film over which a network failed is asked for once more: on the next backend, else in a fresh process.
   * @returns whether it was put back
   */
  #putBack(job: Job, value: unknown): boolean {
    if (job.ask.kind !== "classify" || job.settled) return false;
    const failures = failedReading.safeParse(value).data?.failures ?? [];
    const failed = failures.filter(({ params }) => !job.skip.includes(String(params["model"])));
    const [first] = failed;
    if (job.retried && first !== undefined) {
      const model = String(first.params["model"]);
      this.#vain.set(model, (this.#vain.get(model) ?? 0) + 1);
    }
    const hopeful = failed.some(({ params }) => (this.#vain.get(String(params["model"])) ?? 0) < vainRetries);
    if (first === undefined || job.retried || !hopeful) return false;
    job.retried = true;
    if (this.backend !== lastResort) this.#endUnfit(reasonOf(first));
    else {
      this.#running = null;
      this.#waiting.unshift(job);
      this.#retire();
    }
    return true;
  }

  async #callWindow({ id, call }: Extract<EngineReply, { kind: "window" }>): Promise<void> {
    const child = this.#process;
    const { window } = this.#options;
    try {
      if (window === undefined || !inWindow(call.backend)) {
        throw new AppError("inference/backend-lost", { detail: call.backend });
      }
      const answer =
        call.what === "load"
          ? await window.load(call.backend, call).then(() => null)
          : await window.run(call.backend, call.model, call.input);
      child?.send({ kind: "window", id, answer, error: null });
    } catch (thrown) {
      const error = asAppError(thrown, "inference/backend-lost", { detail: String(thrown) });
      child?.send({ kind: "window", id, answer: null, error: toWire(error) });
    }
  }

  #tellLoading({ done, total }: { readonly done: number; readonly total: number }): void {
    this.#options.onLoading?.({ backend: this.backend, done, total });
  }

  /** The process is gone, whoever ended it. */
  #gone(died: string): void {
    const reason = this.#incomplete ?? died;
    clearTimeout(this.#deadline);
    this.#process = null;
    for (const tell of this.#whenGone.splice(0)) tell();
    if (this.#closed) return;
    if (this.#retired) return this.#spawn();
    const job = this.#running;
    const started = this.#ready;
    this.#running = null;
    this.#ready = false;
    if (this.#fall(job, started, reason)) return;
    this.#failures++;
    this.#options.log.warn(`${new AppError("inference/process-died").message} (${reason})`);
    if (job !== null) this.#mourn(job);
    else if (this.#loading !== null) this.#blameLoading(this.#loading);
    if (!started && this.#loading === null && this.#failures >= failedStarts) return this.#giveUp(reason);
    this.#restart = setTimeout(() => this.#spawn(), backOff(this.#failures));
  }

  /**
   * Goes on with the next backend where the process ended over this one: it said so itself, or it died while
   * networks were loaded or run on anything but the CPU. The film keeps its turn.
   * @returns whether it did
   */
  #fall(job: Job | null, started: boolean, died: string): boolean {
    const from = this.backend;
    const overNetworks = from !== lastResort && (!started || (job !== null && job.model !== null));
    const reason = this.#unfit ?? (overNetworks ? died : null);
    if (reason === null) return false;
    const [, to] = this.#backends;
    if (to === undefined) {
      if (job !== null) this.#waiting.unshift(job);
      this.#giveUp(reason);
      return true;
    }
    this.#backends.shift();
    if (job !== null && !job.settled) this.#waiting.unshift(job);
    this.#options.log.warn(`networks are no longer run by ${from} but by ${to}: ${reason}`);
    this.#options.onFall?.({ from, to, reason });
    this.#spawn();
    return true;
  }

  /** What becomes of the film over which the process died. */
  #mourn(job: Job): void {
    if (job.settled) return;
    const { file } = job.ask;
    if (job.model !== null) {
      // Once may have been the operating system's doing: only the same network over the same film again is its own.
      if (job.killedBy === job.model) this.#blame(job, job.model);
      job.killedBy = job.model;
    } else if (this.#late) {
      job.reject(new AppError("film/too-slow", { file, seconds: Math.round(this.#limits.request / 1000) }));
    } else if (++job.deaths >= deathsOfAFilm) {
      job.reject(new AppError("film/decoder-died", { file }));
    }
    if (!job.settled) this.#waiting.unshift(job);
  }

  /** A network that ends the process over a film again and again is left out for it, and in the end for good. */
  #blame(job: Job, model: string): void {
    const films = (this.#modelDeaths.get(model) ?? 0) + 1;
    this.#modelDeaths.set(model, films);
    if (films >= filmsOfAModel) this.#excluded.add(model);
    job.skip.push(model);
  }

  /** A network over whose loading the process ends twice in a row; once may have been the system's doing. */
  #blameLoading(model: string): void {
    if (this.#diedLoading === model) this.#excluded.add(model);
    this.#diedLoading = model;
  }

  #giveUp(detail: string): void {
    this.#broken = new AppError("inference/not-running", { detail });
    this.#rejectAll(() => new AppError("inference/not-running", { detail }));
    this.#settle();
  }

  #rejectAll(error: () => AppError): void {
    for (const job of [this.#running, ...this.#waiting.splice(0)]) {
      if (job !== null && !job.settled) job.reject(error());
    }
    this.#running = null;
  }

  #settle(): void {
    for (const tell of this.#whenSettled.splice(0)) tell();
  }
}
