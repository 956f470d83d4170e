import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { isUnderWay, type ImportProgress, type ImportSource, type Rejection } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import { jobId as toJobId, type JobId } from "../../core/base/ids.ts";
import type { AuditAction } from "../../core/base/ports.ts";
import type { PictureIdentity } from "../../core/studies/picture-identity.ts";
import { ImportJob } from "../ingest/import-job.ts";
import type { Ingest } from "../ingest/ingest.ts";
import type { Item } from "../ingest/item.ts";
import { byIndexes } from "../ingest/media-items.ts";
import { pathItems } from "../ingest/path-items.ts";
import { record, type Context } from "./context.ts";
import type { ImportJournal, SavedJob, SavedSource } from "./import-journal.ts";
import { uploadItems, type Uploads } from "./uploads.ts";

/** The phantom films that a reader asks for are the same on every workstation. */
const phantomSeed = 1;

interface Plan {
  readonly items: AsyncIterable<Item>;
  readonly total: number | null;
  readonly end: () => Promise<void>;
}

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  progress: ImportProgress;
  /** Answers whose the pictures are; null while nobody was asked. */
  identify: ((identity: PictureIdentity | null) => void) | null;
}

/** The imports that run, and those that were stopped and can go on. */
export class Imports {
  readonly #context: Context;
  readonly #ingest: Ingest;
  readonly #uploads: Uploads;
  readonly #journal: ImportJournal | null;
  readonly #onFilms: () => void;
  readonly #running = new Map<JobId, Running>();
  readonly #stopped = new Map<JobId, SavedJob>();
  #closing = false;

  /**
   * @param journal null where nobody could go on with an import (the command line: its user runs it again)
   * @param onFilms called when films have come
   */
  constructor(
    context: Context,
    ingest: Ingest,
    uploads: Uploads,
    journal: ImportJournal | null,
    onFilms: () => void,
  ) {
    this.#context = context;
    this.#ingest = ingest;
    this.#uploads = uploads;
    this.#journal = journal;
    this.#onFilms = onFilms;
  }

  /** Goes on with what an earlier run left: by itself where it was cut off, when asked where it was stopped. */
  async recover(): Promise<void> {
    for (const [jobId, saved] of this.#journal?.takeOver() ?? []) {
      if (saved.progress.state === "running" || saved.progress.state === "waiting")
        await this.#goOn(jobId, saved);
      else this.#stopped.set(jobId, saved);
    }
  }

  /** @throws AppError import/no-such-upload, library/disk-full, library/not-writable */
  async start(source: ImportSource): Promise<JobId> {
    const jobId = toJobId(randomUUID());
    if (source.kind === "paths") {
      const paths = source.paths.map((path) => resolve(path));
      const csv = source.csv === undefined ? null : resolve(source.csv);
      if (csv !== null) {
        const plan = { items: this.#listed(csv, paths), total: null, end: nothing };
        return this.#run("library.import", { source: "paths" }, jobId, null, () => plan);
      }
      return this.#saved(jobId, { kind: "paths", paths }, null);
    }
    const upload = this.#uploads.take(source.uploadId);
    return this.#saved(jobId, { kind: "upload", files: upload.files }, upload.folder);
  }

  phantoms(count: number): Promise<JobId> {
    const jobId = toJobId(randomUUID());
    return this.#run("library.add-phantoms", { count }, jobId, null, () => ({
      items: each(phantomItems(jobId, count)),
      total: count,
      end: () => this.#ingest.endSeries(jobId),
    }));
  }

  /**
   * Imports files of the watched folder and resolves at the end. The window hears of it only when something
   * was refused.
   * @param isFinal whether a refusal is told; others are tried again
   */
  async watched(items: readonly Item[], isFinal: (rejection: Rejection) => boolean): Promise<ImportProgress> {
    const jobId = toJobId(randomUUID());
    const progress = Promise.withResolvers<ImportProgress>();
    const tell = (told: ImportProgress): void => {
      if (isUnderWay(told)) return;
      const rejected = told.rejected.filter(isFinal);
      if (rejected.length > 0 || told.failure !== null)
        this.#context.emit({ name: "import.progress", progress: { ...told, rejected } });
      progress.resolve(told);
    };
    const plan = { items: each(items), total: items.length, end: nothing };
    await this.#run("library.import", { source: "watch" }, jobId, null, () => plan, tell);
    return progress.promise;
  }

  /** What runs and what was stopped, for a window that has just come. */
  unfinished(): ImportProgress[] {
    const running = [...this.#running.values()].map(({ progress }) => progress);
    return [...running, ...[...this.#stopped.values()].map(({ progress }) => progress)];
  }

  /** Stops after the films that are on their way; an import that has ended is none of its business. */
  async cancel(jobId: JobId): Promise<void> {
    const running = this.#running.get(jobId);
    if (running === undefined) return;
    running.abort.abort();
    await record(this.#context, "library.import-cancel", jobId);
  }

  /** @throws AppError import/no-such-job */
  async resume(jobId: JobId): Promise<void> {
    // Cancelled a moment ago: it is not written down before its last films are through.
    await this.#running.get(jobId)?.ended;
    const saved = this.#stopped.get(jobId);
    if (saved === undefined) throw new AppError("import/no-such-job");
    this.#stopped.delete(jobId);
    await this.#goOn(jobId, saved);
  }

  /** Lets go of an import that was stopped; films that it brought stay. */
  async forget(jobId: JobId): Promise<void> {
    await this.#running.get(jobId)?.ended;
    if (!this.#stopped.delete(jobId)) return;
    this.#journal?.remove(jobId);
  }

  /**
   * Says whose the pictures are that an import waits with; null for nobody's.
   * @throws AppError import/no-such-job
   */
  async identify(jobId: JobId, identity: PictureIdentity | null): Promise<void> {
    const running = this.#running.get(jobId);
    const identify = running?.identify ?? null;
    if (running === undefined || identify === null) throw new AppError("import/no-such-job");
    const { progress } = running;
    running.identify = null;
    await record(this.#context, "library.identify", jobId, {
      pictures: progress.pictures,
      named: identity !== null,
    });
    identify(identity);
  }

  /** Stops what runs and waits until the films that are being written are whole; the next start goes on. */
  async close(): Promise<void> {
    this.#closing = true;
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort();
    await Promise.all(running.map(({ ended }) => ended));
    this.#journal?.close();
  }

  async *#listed(csv: string, paths: readonly string[]): AsyncGenerator<Item> {
    const file = csv.split(/[\\/]/).at(-1) ?? csv;
    yield { kind: "list", source: { kind: "file", path: csv, file }, path: csv, strict: true };
    yield* pathItems(paths, this.#ingest.readIndex, new AbortController().signal);
  }

  async #saved(jobId: JobId, source: SavedSource, staged: string | null): Promise<JobId> {
    const saved = { source, progress: nothingYet(jobId) };
    this.#journal?.begin(jobId, saved, staged);
    return this.#goOn(jobId, saved);
  }

  #goOn(jobId: JobId, saved: SavedJob): Promise<JobId> {
    const { source } = saved;
    return this.#run("library.import", { source: source.kind }, jobId, source, (signal) => ({
      items:
        source.kind === "paths"
          ? pathItems(source.paths, this.#ingest.readIndex, signal)
          : byIndexes(uploadItems(source.files, this.#journal?.files(jobId) ?? ""), this.#ingest.readIndex),
      total: null,
      end: nothing,
    }));
  }

  /** @param source how it is begun again; null for an import that is not */
  async #run(
    action: AuditAction,
    details: Readonly<Record<string, string | number>>,
    jobId: JobId,
    source: SavedSource | null,
    plan: (signal: AbortSignal) => Plan,
    tell: (progress: ImportProgress) => void = (progress) => {
      this.#context.emit({ name: "import.progress", progress });
    },
  ): Promise<JobId> {
    const abort = new AbortController();
    if (this.#closing) abort.abort();
    const { items, total, end } = plan(abort.signal);
    try {
      await record(this.#context, action, jobId, { ...details, state: "started" });
    } catch (error) {
      await end();
      this.#journal?.remove(jobId);
      throw error;
    }
    const { clock, log } = this.#context;
    const saving = source !== null && this.#journal !== null;
    let films = 0;
    const report = (told: ImportProgress): void => {
      const progress = {
        ...told,
        resumable: saving && (told.state === "cancelled" || told.state === "failed"),
      };
      running.progress = progress;
      tell(progress);
      if (progress.imported === films) return;
      films = progress.imported;
      this.#onFilms();
    };
    const identify = (): Promise<PictureIdentity | null> =>
      new Promise((answer) => {
        running.identify = answer;
        abort.signal.addEventListener("abort", () => answer(null), { once: true });
      });
    // Only an import that somebody began in a window has somebody to ask.
    const asking = saving ? { identify } : {};
    const job = new ImportJob({
      jobId,
      ingest: this.#ingest,
      clock,
      log,
      signal: abort.signal,
      report,
      ...asking,
    });
    const work = async (): Promise<void> => {
      const { state, imported, duplicates, rejected, skipped } = await job.run(items, total);
      const counts = { state, imported, duplicates, rejected: rejected.length, skipped };
      try {
        if (saving) this.#settle(jobId, source, running.progress);
        await end();
        await record(this.#context, action, jobId, counts);
      } catch (error) {
        log.error(`the end of import ${jobId} was not recorded`, error);
      }
      this.#running.delete(jobId);
    };
    // Begun after this call has answered: the window knows the job before it hears of its progress.
    const ended = new Promise<void>((done) => setImmediate(done)).then(work);
    const running: Running = { abort, ended, progress: nothingYet(jobId), identify: null };
    this.#running.set(jobId, running);
    return jobId;
  }

  /** What came to its end is forgotten, what was stopped can go on; what the end of the program cut off will. */
  #settle(jobId: JobId, source: SavedSource, progress: ImportProgress): void {
    if (progress.state === "done") this.#journal?.remove(jobId);
    else if (!this.#closing) {
      this.#stopped.set(jobId, { source, progress });
      this.#journal?.write(jobId, { source, progress });
    }
  }
}

const nothing = (): Promise<void> => Promise.resolve();

/** An import of which nothing is known yet. */
const nothingYet = (jobId: JobId): ImportProgress => ({
  jobId,
  state: "running",
  done: 0,
  total: null,
  pictures: 0,
  remainingMs: null,
  imported: 0,
  duplicates: 0,
  rejected: [],
  skipped: 0,
  failure: null,
  resumable: false,
});

async function* each(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}

function* phantomItems(series: string, count: number): Generator<Item> {
  for (let number = 1; number <= count; number++) {
    const source = { kind: "phantom", series, count, seed: phantomSeed } as const;
    yield { kind: "film", source, path: `phantom ${number}`, folder: null };
  }
}
