import type { Log } from "../../core/base/ports.ts";
import { WorkerCalls } from "../store/worker-calls.ts";
import { Grouped } from "./grouped.ts";
import type { IngestCalls, Kept } from "./ingest-calls.ts";

/** Films whose files are synced together. */
const mostFiles = 32;

type Argument<Name extends keyof IngestCalls> = Parameters<IngestCalls[Name]>[0];
type Answer<Name extends keyof IngestCalls> = Promise<Awaited<ReturnType<IngestCalls[Name]>>>;

export interface LaneOptions {
  readonly folder: string;
  readonly session: string;
  readonly workerPath: string;
  readonly log: Log;
}

/** One ingest worker thread, started when it is first needed and again when it has stopped. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #keeping: Grouped<string, Kept>;
  #worker: WorkerCalls | null = null;
  #load = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#keeping = new Grouped((tickets) => this.call("keep", { tickets }), mostFiles);
  }

  /** Films that this lane has in hand. */
  get load(): number {
    return this.#load;
  }

  /** Does `work` as one of the lane's films. */
  async hand<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#load++;
    try {
      return await work();
    } finally {
      this.#load--;
    }
  }

  /** Runs what may stop the thread when nothing else like it does: then it is known who stopped it. */
  next<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work, work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Writes a prepared film's file, durably, together with others that wait for it. */
  keep(ticket: string): Promise<Kept> {
    return this.#keeping.add(ticket);
  }

  // What the other side answers is typed by its interface: both are compiled together.
  call<Name extends keyof IngestCalls>(name: Name, argument: Argument<Name>): Answer<Name> {
    return this.#running().call(name, argument) as Answer<Name>;
  }

  /** Asks a thread that runs; one that does not has forgotten what it is asked about. */
  async ifRunning<Name extends keyof IngestCalls>(name: Name, argument: Argument<Name>): Promise<void> {
    if (this.#worker?.stopped === false) await this.call(name, argument);
  }

  drop(ticket: string): Promise<void> {
    return this.ifRunning("drop", { ticket });
  }

  async end(): Promise<void> {
    await this.#worker?.end();
  }

  #running(): WorkerCalls {
    if (this.#worker === null || this.#worker.stopped) {
      const { folder, session, workerPath, log } = this.#options;
      this.#worker = new WorkerCalls(workerPath, {
        data: { folder, session },
        megabytes: 1024,
        log: (message) => {
          log.warn(message);
        },
      });
    }
    return this.#worker;
  }
}
