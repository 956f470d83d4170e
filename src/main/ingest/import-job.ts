import { basename } from "node:path";
import type { ImportProgress, Rejection } from "../../core/api.ts";
import { AppError, asAppError } from "../../core/base/errors.ts";
import type { JobId } from "../../core/base/ids.ts";
import type { Clock, Log } from "../../core/base/ports.ts";
import type { FilmSource } from "./ingest-calls.ts";
import { stopsImport, type Ingest } from "./ingest.ts";
import type { NamedFolder } from "./walk.ts";

/** One thing to import, or one that is refused before it is looked at. */
export type Item =
  | { readonly kind: "folder"; readonly folder: NamedFolder }
  | {
      readonly kind: "film";
      readonly source: FilmSource;
      /** As the user knows it. */
      readonly path: string;
      readonly folder: NamedFolder | null;
    }
  | { readonly kind: "problem"; readonly path: string; readonly error: AppError };

/** Milliseconds between two reports; more where a report carries many rejections. */
const reportEvery = (rejected: number): number => Math.max(100, rejected);

export interface ImportJobOptions {
  readonly jobId: JobId;
  readonly ingest: Ingest;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Called about ten times a second while the import runs, and once with its end. */
  readonly report: (progress: ImportProgress) => void;
}

/** One import: films in the order found, each imported or refused with its reason, until the end or a stop. */
export class ImportJob {
  readonly #options: ImportJobOptions;
  readonly #rejected: Rejection[] = [];
  readonly #folders: NamedFolder[] = [];
  readonly #counts = { done: 0, imported: 0, duplicates: 0, skipped: 0 };
  #found = 0;
  #total: number | null = null;
  #reported = -Infinity;

  constructor(options: ImportJobOptions) {
    this.#options = options;
  }

  /**
   * Runs to the end; never rejects.
   * @param total films to come, where that is known beforehand
   */
  async run(items: AsyncIterable<Item>, total: number | null = null): Promise<ImportProgress> {
    const { signal } = this.#options;
    let state: ImportProgress["state"] = "done";
    let failure: AppError | null = null;
    try {
      for await (const item of this.#ahead(items, total)) {
        if (signal.aborted) break;
        await this.#one(item);
        this.#tell();
      }
      if (signal.aborted) state = "cancelled";
      else this.#rejectEmptyFolders();
    } catch (error) {
      state = "failed";
      failure = this.#failureOf(error);
    }
    const progress = this.#progress(state, failure);
    this.#options.report(progress);
    return progress;
  }

  /** Lets the walk run ahead of the import, so that the number of files is known early. */
  async *#ahead(items: AsyncIterable<Item>, total: number | null): AsyncGenerator<Item> {
    const found: Item[] = [];
    let wake = (): void => undefined;
    let stopped = false;
    let ended = false;
    this.#total = total;
    const walk = async (): Promise<void> => {
      for await (const item of items) {
        if (stopped || this.#options.signal.aborted) break;
        found.push(item);
        if (item.kind !== "folder") this.#found++;
        wake();
      }
      ended = true;
      this.#total ??= this.#found;
    };
    const walker = walk();
    // Awaited below, but it may fail before that.
    walker.catch(() => undefined);
    try {
      for (let at = 0; ;) {
        const item = found[at];
        if (item !== undefined) {
          at++;
          yield item;
        } else if (ended) return;
        else await Promise.race([walker, new Promise<void>((resolve) => (wake = resolve))]);
      }
    } finally {
      stopped = true;
    }
  }

  async #one(item: Item): Promise<void> {
    if (item.kind === "folder") {
      this.#folders.push(item.folder);
      return;
    }
    try {
      if (item.kind === "problem") throw item.error;
      await this.#film(item);
    } catch (thrown) {
      if (stopsImport(thrown)) throw thrown;
      const error = asAppError(thrown, "app/fault");
      if (error !== thrown) this.#options.log.error(`a film of import ${this.#options.jobId} failed`, thrown);
      this.#reject(item.path, error);
    }
    this.#counts.done++;
  }

  async #film({ source, folder, path }: Extract<Item, { kind: "film" }>): Promise<void> {
    const counts = this.#counts;
    try {
      const outcome = await this.#options.ingest.add(source, this.#options.clock.now());
      if (outcome === "not-a-film") {
        if (folder === null) throw new AppError("film/not-a-film", { file: basename(path) });
        counts.skipped++;
        return;
      }
      if (outcome === "added") counts.imported++;
      else if (outcome === "duplicate") counts.duplicates++;
      if (folder) folder.films++;
    } catch (error) {
      // A disc's index is DICOM without a picture; it is not one of the disc's films.
      if (folder && error instanceof AppError && isIndex(path, error)) {
        counts.skipped++;
        return;
      }
      if (folder && !(error instanceof AppError && error.code.startsWith("file/"))) folder.films++;
      throw error;
    }
  }

  #rejectEmptyFolders(): void {
    for (const folder of this.#folders) {
      if (folder.films > 0) continue;
      const params = { folder: basename(folder.path), files: folder.files };
      this.#reject(folder.path, new AppError("folder/no-films", params));
    }
  }

  #reject(path: string, error: AppError): void {
    this.#rejected.push({ path, code: error.code, message: error.message });
  }

  #failureOf(thrown: unknown): AppError {
    const { log, jobId } = this.#options;
    const error = asAppError(thrown, "app/fault");
    log.error(`import ${jobId} ended with ${error.code}`, error.cause ?? thrown);
    const params = { ...error.params, imported: this.#counts.imported };
    return new AppError(error.code, params, { cause: thrown });
  }

  #progress(state: ImportProgress["state"], failure: AppError | null): ImportProgress {
    return {
      jobId: this.#options.jobId,
      state,
      ...this.#counts,
      total: this.#total,
      rejected: [...this.#rejected],
      failure: failure?.message ?? null,
    };
  }

  #tell(): void {
    const time = performance.now();
    if (time - this.#reported < reportEvery(this.#rejected.length)) return;
    this.#reported = time;
    this.#options.report(this.#progress("running", null));
  }
}

const isIndex = (path: string, error: AppError): boolean =>
  error.code === "film/no-pixels" && basename(path).toUpperCase() === "DICOMDIR";
