import type { BackendStatus } from "../../core/api.ts";
import { AppError, asAppError } from "../../core/base/errors.ts";
import { lastResort, tolerance, type BackendId } from "../../core/models/backend.ts";
import { backendOrder, isCorrect, type BackendTrial } from "../../core/models/choose-backend.ts";
import { readBackendRecord, writeBackendRecord, type BackendRecord } from "../inference/backend-record.ts";
import type { BackendFall } from "../inference/engine-options.ts";
import { tryBackend } from "../inference/try-backends.ts";
import { tell, type Context } from "./context.ts";
import type { ProvingEngine } from "./lazy-engine.ts";

export interface BackendsOptions {
  /** The user's folder in which the record is kept. */
  readonly folder: string;
  /** What is tried, the CPU first. */
  readonly candidates: readonly BackendId[];
  /** The machine in words: where it is another one, everything is measured anew. */
  readonly machine: () => Promise<string>;
  /** Starts an engine on one backend alone; given up on its signal. */
  readonly start: (backend: BackendId, signal: AbortSignal) => Promise<ProvingEngine>;
  /** Does work while no film is asked for, then has the networks loaded anew where it answers true. */
  readonly between: (work: () => Promise<boolean>) => Promise<void>;
}

interface Known {
  /** What was measured on this machine; null where nothing was. */
  readonly record: BackendRecord | null;
  readonly forced: BackendId | null;
  readonly machine: string;
}

/** Which backend runs the networks: measured once on each machine, kept, and the user's to overrule. */
export class Backends {
  readonly #context: Context;
  readonly #options: BackendsOptions;
  readonly #told = new Set<BackendId>();
  #loaded: Promise<Known> | null = null;
  /** In use: what was lost is no longer among them. Null until it is known what was measured. */
  #order: BackendId[] | null = null;
  #measuring: Promise<void> | null = null;
  #trial: ProvingEngine | null = null;
  readonly #abort = new AbortController();

  constructor(context: Context, options: BackendsOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** The backends in the order of their use; the CPU alone until they were measured on this machine. */
  async order(): Promise<BackendId[]> {
    const { record, forced } = await this.#load();
    this.#order ??= this.#possible(backendOrder(record?.trials ?? [], forced));
    return [...this.#order];
  }

  /** A record of the other shell may name what this one does not have. */
  #possible(order: readonly BackendId[]): BackendId[] {
    return order.filter((backend) => this.#options.candidates.includes(backend));
  }

  /** Whether nothing is known of this machine yet. */
  async unknown(): Promise<boolean> {
    return (await this.#load()).record === null;
  }

  /** A backend was lost: the reader is told once. */
  fell({ from, to, reason }: BackendFall): void {
    this.#order = this.#order?.filter((backend) => backend !== from) ?? null;
    this.#context.emit({ name: "inference.changed" });
    if (this.#told.has(from)) return;
    this.#told.add(from);
    tell(this.#context, new AppError("inference/backend-lost", { from, to, detail: reason }));
  }

  async status(): Promise<BackendStatus> {
    const { record, forced, machine } = await this.#load();
    const [using = lastResort] = await this.order();
    const trials = this.#options.candidates.map(
      (backend): BackendTrial =>
        record?.trials.find((trial) => trial.backend === backend) ?? {
          backend,
          available: false,
          difference: null,
          ms: null,
          reason: null,
        },
    );
    const [chosen] = this.#possible(backendOrder(record?.trials ?? [], forced));
    return {
      backends: trials.map((trial) => ({
        ...trial,
        correct: isCorrect(trial),
        tolerance: tolerance(trial.backend),
        chosen: trial.backend === chosen,
      })),
      forced,
      using,
      measuredAt: record?.measuredAt ?? null,
      measuring: this.#measuring !== null,
      machine,
    };
  }

  /**
   * Measures every backend while no film is asked for, and has the networks run by the best.
   * @throws AppError inference/busy, library/disk-full, file/not-writable
   */
  async measure(): Promise<void> {
    if (this.#measuring !== null) throw new AppError("inference/busy");
    this.#measuring = this.#options.between(() => this.#measureAll());
    this.#context.emit({ name: "inference.changed" });
    try {
      await this.#measuring;
    } finally {
      this.#measuring = null;
      this.#context.emit({ name: "inference.changed" });
    }
  }

  /** Gives up what is being measured. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.#trial?.close();
    await this.#measuring?.catch(() => undefined);
  }

  async #measureAll(): Promise<boolean> {
    const { candidates } = this.#options;
    const { signal } = this.#abort;
    const { forced, machine } = await this.#load();
    const trials: BackendTrial[] = [];
    for (const [done, backend] of candidates.entries()) {
      if (signal.aborted) throw new AppError("job/cancelled");
      this.#tellMeasured(backend, done);
      const trial = await tryBackend(
        backend,
        async () => (this.#trial = await this.#options.start(backend, signal)),
      );
      this.#trial = null;
      trials.push(trial);
      const { ms, difference, reason } = trial;
      const words = reason ?? `${ms?.toFixed(1) ?? "?"} ms, differs by ${difference ?? "?"}`;
      this.#context.log.info(`backend ${backend}: ${words}`);
    }
    if (signal.aborted) throw new AppError("job/cancelled");
    this.#tellMeasured(lastResort, candidates.length);
    const measuredAt = this.#context.clock.now().utc;
    return this.#keep({ schema: 1, fingerprint: machine, measuredAt, trials, forced });
  }

  /**
   * Has one backend run the networks, or with null the fastest correct one.
   * @throws AppError inference/backend-unproven, inference/busy, file/not-writable
   */
  async choose(forced: BackendId | null): Promise<void> {
    if (this.#measuring !== null) throw new AppError("inference/busy");
    await this.#options.between(async () => {
      const { record } = await this.#load();
      const trial = record?.trials.find(({ backend }) => backend === forced);
      if (record === null || (forced !== null && (trial === undefined || !isCorrect(trial)))) {
        const detail = trial?.reason;
        const params = { ...(forced && { backend: forced }), ...(detail && { detail }) };
        throw new AppError("inference/backend-unproven", params);
      }
      return this.#keep({ ...record, forced });
    });
    this.#context.emit({ name: "inference.changed" });
  }

  /** @returns whether another backend is to run the networks */
  async #keep(record: BackendRecord): Promise<boolean> {
    const { machine } = await this.#load();
    try {
      await writeBackendRecord(this.#options.folder, record);
    } catch (thrown) {
      const params = { file: "backends.json", detail: String(thrown) };
      throw asAppError(thrown, "file/not-writable", params);
    }
    const [before] = await this.order();
    this.#loaded = Promise.resolve({ record, forced: record.forced, machine });
    this.#order = null;
    this.#told.clear();
    return (await this.order())[0] !== before;
  }

  #load(): Promise<Known> {
    this.#loaded ??= (async () => {
      const machine = await this.#options.machine();
      const record = await readBackendRecord(this.#options.folder, this.#context.log);
      // Figures of another machine are none; what the user wished stays wished.
      return {
        record: record?.fingerprint === machine ? record : null,
        forced: record?.forced ?? null,
        machine,
      };
    })();
    return this.#loaded;
  }

  #tellMeasured(backend: BackendId, done: number): void {
    const total = this.#options.candidates.length;
    this.#context.emit({
      name: "inference.progress",
      progress: { stage: "measuring", backend, done, total },
    });
  }
}
