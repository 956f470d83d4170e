import { basename } from "node:path";
import type { PanelRule } from "../../core/agreement/panel-rule.ts";
import { AppError, fromWire, type WireError } from "../../core/base/errors.ts";
import type { Log } from "../../core/base/ports.ts";
import type { ModelManifest, NetworkManifest } from "../../core/models/manifest.ts";
import { filmReading, type FilmReading } from "../../core/models/reading.ts";
import { enginePath } from "../entry-points.ts";
import { answerOfJob, Job, type Ask } from "./engine-job.ts";
import { decodedFrame, engineReply, type DecodedFrame, type EngineReply } from "./engine-messages.ts";
import { startForked, type ProcessHandle, type StartProcess } from "./start-process.ts";

export type { DecodedFrame } from "./engine-messages.ts";

export interface EngineLimits {
  /** Milliseconds that the process may take to start and load the networks. */
  readonly start: number;
  /** Milliseconds that one film may take. */
  readonly request: number;
  /** Milliseconds that a film may still take after its caller gave it up. */
  readonly abandoned: number;
  /** Bytes of memory at which the process is replaced after a film: decoders never give theirs back. */
  readonly memory: number;
}
const usualLimits: EngineLimits = { start: 60_000, request: 90_000, abandoned: 3_000, memory: 2 * 1024 ** 3 };

export interface EngineOptions {
  /** Folders of the panel's networks; without any, the engine decodes only. */
  readonly modelsFolders?: readonly string[];
  /** Folders of the user's own networks, which answer beside the panel's and never count in it. */
  readonly ownModelsFolders?: readonly string[];
  readonly log: Log;
  readonly startProcess?: StartProcess;
  /** JavaScript or TypeScript file that the process runs. */
  readonly entry?: string;
  readonly limits?: Partial<EngineLimits>;
}

export interface EngineModels {
  /** The panel's networks. */
  readonly loaded: readonly ModelManifest[];
  /** The user's own. */
  readonly own: readonly NetworkManifest[];
  readonly rule: PanelRule | null;
  readonly failures: readonly WireError[];
}

export interface FilmToOpen {
  readonly path: string;
  /** Name for sentences; the path's last part if absent. */
  readonly file?: string;
  readonly signal?: AbortSignal;
}

/** A film that ends the process this often is given up; once may have been someone else's doing. */
const deathsOfAFilm = 2;
/** A network that ends the process this often is not loaded again. */
const deathsOfAModel = 2;
/** The process is not started again after so many failures in a row. */
const failedStarts = 4;
const backOff = (failures: number): number => (failures <= 1 ? 0 : Math.min(10_000, 100 * 2 ** failures));

/**
 * One child process that decodes films and runs the networks, one film at a time in the order asked.
 * It is started again when it dies: the film that was open is tried once more and then given up
 * (film/decoder-died), a network that was running is left out for that film, the films that waited
 * are untouched.
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
  #models: EngineModels = { loaded: [], own: [], rule: null, failures: [] };
  #whenSettled: (() => void)[] = [];
  #whenGone: (() => void)[] = [];
  #broken: AppError | null = null;

  private constructor(options: EngineOptions) {
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
  }

  /**
   * Starts the process and loads the networks; a network that is refused is among `models().failures`.
   * @throws AppError inference/not-running
   */
  static async start(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options);
    const settled = new Promise<void>((resolve) => engine.#whenSettled.push(resolve));
    engine.#spawn();
    await settled;
    if (engine.#broken !== null) throw engine.#broken;
    return engine;
  }

  /** The networks of the process that runs now and their panel's rule, and why others are missing. */
  models(): EngineModels {
    return this.#models;
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
  decode(film: FilmToOpen & { readonly frame: number }): Promise<DecodedFrame> {
    const { path, file = basename(path), frame, signal } = film;
    return answerOfJob(decodedFrame, (resolve, reject) =>
      this.#enqueue({ kind: "decode", path, file, frame }, signal, resolve, reject),
    );
  }

  /**
   * What the film check and the networks say of a film's first frame.
   * @param film `answerWithheld`: ask the networks also where the check withholds. That is for
   *   measuring networks on films whose diagnosis is known; no such answer may reach a reader.
   * @throws as `decode`; a network that fails is among the reading's `failures` instead
   */
  classify(film: FilmToOpen & { readonly answerWithheld?: boolean }): Promise<FilmReading> {
    const { path, file = basename(path), signal, answerWithheld = false } = film;
    return answerOfJob(filmReading, (resolve, reject) =>
      this.#enqueue({ kind: "classify", path, file, answerWithheld }, signal, resolve, reject),
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
    this.#setDeadline(this.#limits.start);
    const events = {
      message: (message: unknown) => this.#receive(message),
      exit: (reason: string) => this.#gone(reason),
      output: (line: string) => this.#options.log.info(`engine: ${line}`),
    };
    this.#process = (this.#options.startProcess ?? startForked)(this.#options.entry ?? enginePath(), events);
    this.#process.send({
      kind: "start",
      modelsFolders: [...(this.#options.modelsFolders ?? [])],
      ownModelsFolders: [...(this.#options.ownModelsFolders ?? [])],
      excluded: [...this.#excluded],
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
        return;
      case "ready":
        this.#models = { loaded: reply.loaded, own: reply.own, rule: reply.rule, failures: reply.failures };
        this.#ready = true;
        this.#loading = null;
        clearTimeout(this.#deadline);
        this.#settle();
        return this.#next();
      case "stage":
        if (this.#running?.id === reply.id) this.#running.model = reply.model;
        return;
      case "done":
      case "failed":
        return this.#finish(reply);
    }
  }

  #finish(reply: Extract<EngineReply, { kind: "done" | "failed" }>): void {
    const job = this.#running;
    if (job?.id !== reply.id) return;
    clearTimeout(this.#deadline);
    this.#running = null;
    this.#failures = 0;
    if (reply.kind === "done") job.resolve(reply.value);
    else job.reject(fromWire(reply.error));
    if (reply.rss > this.#limits.memory) {
      this.#ready = false;
      this.#retired = true;
      this.#process?.kill();
    } else this.#next();
  }

  /** The process is gone, whoever ended it. */
  #gone(reason: string): void {
    clearTimeout(this.#deadline);
    this.#process = null;
    for (const tell of this.#whenGone.splice(0)) tell();
    if (this.#closed) return;
    if (this.#retired) return this.#spawn();
    const job = this.#running;
    const started = this.#ready;
    this.#running = null;
    this.#ready = false;
    this.#failures++;
    this.#options.log.warn(`${new AppError("inference/process-died").message} (${reason})`);
    if (job !== null) this.#mourn(job);
    else if (this.#loading !== null) this.#excluded.add(this.#loading);
    if (!started && this.#loading === null && this.#failures >= failedStarts) return this.#giveUp(reason);
    this.#restart = setTimeout(() => this.#spawn(), backOff(this.#failures));
  }

  /** What becomes of the film over which the process died. */
  #mourn(job: Job): void {
    if (job.settled) return;
    const { file } = job.ask;
    if (job.model !== null) {
      const deaths = (this.#modelDeaths.get(job.model) ?? 0) + 1;
      this.#modelDeaths.set(job.model, deaths);
      if (deaths >= deathsOfAModel) this.#excluded.add(job.model);
      job.skip.push(job.model);
    } else if (this.#late) {
      job.reject(new AppError("film/too-slow", { file, seconds: Math.round(this.#limits.request / 1000) }));
    } else if (++job.deaths >= deathsOfAFilm) {
      job.reject(new AppError("film/decoder-died", { file }));
    }
    if (!job.settled) this.#waiting.unshift(job);
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
