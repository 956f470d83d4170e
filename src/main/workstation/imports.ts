import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import type { ImportProgress, ImportSource } from "../../core/api.ts";
import { jobId as toJobId, type JobId } from "../../core/base/ids.ts";
import type { AuditAction } from "../../core/base/ports.ts";
import { ImportJob, type Item } from "../ingest/import-job.ts";
import type { Ingest } from "../ingest/ingest.ts";
import { pathItems } from "../ingest/path-items.ts";
import { record, type Context } from "./context.ts";
import type { Uploads } from "./uploads.ts";

/** The phantom films that a reader asks for are the same on every workstation. */
const phantomSeed = 1;

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** The imports that run. */
export class Imports {
  readonly #context: Context;
  readonly #ingest: Ingest;
  readonly #uploads: Uploads;
  readonly #onFilms: () => void;
  readonly #running = new Map<JobId, Running>();

  /** @param onFilms called when films have come */
  constructor(context: Context, ingest: Ingest, uploads: Uploads, onFilms: () => void) {
    this.#context = context;
    this.#ingest = ingest;
    this.#uploads = uploads;
    this.#onFilms = onFilms;
  }

  /** @throws AppError import/no-such-upload */
  async start(source: ImportSource): Promise<JobId> {
    if (source.kind === "paths") {
      const paths = source.paths.map((path) => resolve(path));
      return this.#run("library.import", { source: "paths" }, (signal) => ({
        items: pathItems(paths, signal),
        total: null,
        end: () => Promise.resolve(),
      }));
    }
    const upload = this.#uploads.take(source.uploadId);
    const total = upload.items.filter((item) => item.kind !== "folder").length;
    return this.#run("library.import", { source: "upload" }, () => ({
      items: each(upload.items),
      total,
      end: () => upload.remove(),
    }));
  }

  phantoms(count: number): Promise<JobId> {
    return this.#run("library.add-phantoms", { count }, (_signal, jobId) => ({
      items: each(phantomItems(jobId, count)),
      total: count,
      end: () => this.#ingest.endSeries(jobId),
    }));
  }

  /** Stops after the film that is being imported; an import that has ended is none of its business. */
  async cancel(jobId: JobId): Promise<void> {
    const running = this.#running.get(jobId);
    if (running === undefined) return;
    running.abort.abort();
    await record(this.#context, "library.import-cancel", jobId);
  }

  /** Cancels what runs and waits until the films that are being written are whole. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort();
    await Promise.all(running.map(({ ended }) => ended));
  }

  async #run(
    action: AuditAction,
    details: Readonly<Record<string, string | number>>,
    plan: (
      signal: AbortSignal,
      jobId: JobId,
    ) => { items: AsyncIterable<Item>; total: number | null; end: () => Promise<void> },
  ): Promise<JobId> {
    const jobId = toJobId(randomUUID());
    const abort = new AbortController();
    const { items, total, end } = plan(abort.signal, jobId);
    try {
      await record(this.#context, action, jobId, { ...details, state: "started" });
    } catch (error) {
      await end();
      throw error;
    }
    const { clock, log } = this.#context;
    let films = 0;
    const report = (progress: ImportProgress): void => {
      this.#context.emit({ name: "import.progress", progress });
      if (progress.imported === films) return;
      films = progress.imported;
      this.#onFilms();
    };
    const job = new ImportJob({ jobId, ingest: this.#ingest, clock, log, signal: abort.signal, report });
    const work = async (): Promise<void> => {
      const { state, imported, duplicates, rejected, skipped } = await job.run(items, total);
      const counts = { state, imported, duplicates, rejected: rejected.length, skipped };
      try {
        await end();
        await record(this.#context, action, jobId, counts);
      } catch (error) {
        log.error(`the end of import ${jobId} was not recorded`, error);
      }
      this.#running.delete(jobId);
    };
    // Begun after this call has answered: the window knows the job before it hears of its progress.
    const ended = new Promise<void>((done) => setImmediate(done)).then(work);
    this.#running.set(jobId, { abort, ended });
    return jobId;
  }
}

async function* each(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}

function* phantomItems(series: string, count: number): Generator<Item> {
  for (let number = 1; number <= count; number++) {
    const source = { kind: "phantom", series, count, seed: phantomSeed } as const;
    yield { kind: "film", source, path: `phantom ${number}`, folder: null };
  }
}
