import { basename } from "node:path";
import type { ImportProgress, Rejection } from "../../core/api.ts";
import { AppError, asAppError, toWire } from "../../core/base/errors.ts";
import type { JobId } from "../../core/base/ids.ts";
import type { Clock, Log } from "../../core/base/ports.ts";
import type { PictureIdentity } from "../../core/studies/picture-identity.ts";
import { stopsImport, type Ingest, type Outcome } from "./ingest.ts";
import { archiveItems, type Item } from "./item.ts";
import type { Said } from "./ingest-calls.ts";
import { byIndexes } from "./media-items.ts";
import { PictureLists } from "./picture-lists.ts";
import type { NamedFolder } from "./walk.ts";

/** Milliseconds between two reports; more where a report carries many rejections. */
const reportEvery = (rejected: number): number => Math.max(100, rejected);
/** Films on their way at once: enough that every thread has one and every sync of the disk many. */
const width = 64;
/** Before so many files and milliseconds an estimate of the rest would jump about. */
const leastDone = 10;
const leastElapsed = 2_000;

export interface ImportJobOptions {
  readonly jobId: JobId;
  readonly ingest: Ingest;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /**
   * Asked once, when all else is imported, whose the pictures are that nothing names; null for nobody's.
   * Absent where nobody is there to be asked.
   */
  readonly identify?: (pictures: readonly string[]) => Promise<PictureIdentity | null>;
  /** Called about ten times a second while the import runs, and once with its end. */
  readonly report: (progress: ImportProgress) => void;
}

type FilmItem = Extract<Item, { kind: "film" }>;
/** An item on its way; its end never rejects. */
interface Begun {
  readonly item: Item;
  readonly end: Promise<Outcome | { readonly thrown: unknown } | null>;
}

/**
 * One import: films in the order found, several on their way at once, each imported or refused with its
 * reason, until the end or a stop.
 */
export class ImportJob {
  readonly #options: ImportJobOptions;
  readonly #rejected: Rejection[] = [];
  readonly #folders: NamedFolder[] = [];
  /** What lists say of pictures, by path. */
  readonly #lists = new PictureLists();
  /** PNG and JPEG files that wait until somebody has said whose they are. */
  #pictures: FilmItem[] = [];
  /** What holds for a picture that no list names. */
  #said: Said;
  readonly #counts = { done: 0, imported: 0, duplicates: 0, skipped: 0 };
  /** Items that were found and not yet begun. */
  readonly #found: Item[] = [];
  #walked = false;
  #wake = (): void => undefined;
  #count = 0;
  #total: number | null = null;
  #reported = -Infinity;
  readonly #began = performance.now();

  constructor(options: ImportJobOptions) {
    this.#options = options;
    this.#said = options.identify === undefined ? null : "ask";
  }

  /**
   * Runs to the end; never rejects.
   * @param total films to come, where that is known beforehand
   */
  async run(items: AsyncIterable<Item>, total: number | null = null): Promise<ImportProgress> {
    const { signal, ingest } = this.#options;
    let state: ImportProgress["state"] = "done";
    let failure: AppError | null = null;
    this.#total = total;
    try {
      await this.#all(items);
      if (!signal.aborted && this.#pictures.length > 0) await this.#identified();
      if (signal.aborted) state = "cancelled";
      else {
        this.#rejectEmptyFolders();
        for (const { path, error } of this.#lists.unused()) this.#reject(path, error);
      }
    } catch (error) {
      state = "failed";
      failure = this.#failureOf(error);
    }
    await ingest.closeArchives();
    const progress = this.#progress(state, failure);
    this.#options.report(progress);
    return progress;
  }

  /** Asks whose the waiting pictures are and imports them. */
  async #identified(): Promise<void> {
    const { identify, report } = this.#options;
    const pictures = this.#pictures;
    report(this.#progress("waiting", null));
    this.#said = (await identify?.(pictures.map(({ path }) => path))) ?? null;
    this.#pictures = [];
    await this.#all(each(pictures), false);
  }

  /** Keeps `width` items on their way and takes their ends in the order in which they were found. */
  async #all(items: AsyncIterable<Item>, isNew = true): Promise<void> {
    const { signal } = this.#options;
    const walker = this.#walk(items, isNew);
    // Awaited below, but it may fail before that.
    walker.catch(() => undefined);
    const begun: Begun[] = [];
    let failed: { readonly thrown: unknown } | null = null;
    for (;;) {
      // What a list says holds for what comes behind it.
      while (
        begun.length < width &&
        failed === null &&
        !signal.aborted &&
        begun.at(-1)?.item.kind !== "list"
      ) {
        const item = this.#found.shift();
        if (item === undefined) break;
        begun.push(this.#begin(item));
      }
      const first = begun.shift();
      if (first !== undefined) {
        try {
          await this.#end(first.item, await first.end);
        } catch (thrown) {
          failed ??= { thrown };
        }
        this.#tell();
      } else if (failed !== null || signal.aborted || (this.#walked && this.#found.length === 0)) break;
      else await Promise.race([walker, new Promise<void>((resolve) => (this.#wake = resolve))]);
    }
    this.#found.length = 0;
    if (failed !== null) throw failed.thrown;
    if (!signal.aborted) await walker;
  }

  /** Runs ahead of the import, so that the number of files is known early. */
  async #walk(items: AsyncIterable<Item>, isNew: boolean): Promise<void> {
    this.#walked = false;
    for await (const item of items) {
      if (this.#options.signal.aborted) break;
      this.#found.push(item);
      if (isNew && isFile(item)) this.#count++;
      this.#wake();
    }
    this.#walked = true;
    this.#total ??= this.#count;
    this.#wake();
  }

  #begin(item: Item): Begun {
    if (item.kind === "folder") return { item, end: Promise.resolve(null) };
    if (item.kind === "problem") return { item, end: Promise.resolve({ thrown: item.error }) };
    const { ingest, clock, signal } = this.#options;
    const failed = (thrown: unknown) => ({ thrown });
    if (item.kind === "list") return { item, end: this.#readList(item).then(() => null, failed) };
    const said = this.#lists.of(item.path) ?? (this.#lists.strict ? "ask" : this.#said);
    if (said instanceof AppError) return { item, end: Promise.resolve({ thrown: said }) };
    return { item, end: ingest.add(item.source, clock.now(), signal, said).catch(failed) };
  }

  async #readList({ source, path, strict }: Extract<Item, { kind: "list" }>): Promise<void> {
    this.#lists.add(path, await this.#options.ingest.readList(source), strict);
  }

  /** @throws what ends the whole import */
  async #end(item: Item, end: Awaited<Begun["end"]>): Promise<void> {
    if (item.kind === "folder") {
      this.#folders.push(item.folder);
      return;
    }
    try {
      if (end !== null && typeof end === "object") {
        if (item.kind === "film") this.#countFailed(item, end.thrown);
        throw end.thrown;
      }
      if (item.kind === "film" && end === "picture" && !this.#lists.strict) {
        this.#pictures.push(item);
        return;
      }
      if (item.kind === "film" && end !== null) await this.#film(item, end);
    } catch (thrown) {
      if (stopsImport(thrown)) throw thrown;
      const error = asAppError(thrown, "app/fault");
      // Not begun before the import was cancelled: it is as if it had not been found.
      if (error.code === "job/cancelled") return;
      if (error !== thrown) this.#options.log.error(`a film of import ${this.#options.jobId} failed`, thrown);
      this.#reject(item.path, error);
    }
    if (isFile(item)) this.#counts.done++;
  }

  async #film(item: FilmItem, outcome: Outcome): Promise<void> {
    const { folder, path } = item;
    const counts = this.#counts;
    switch (outcome) {
      case "archive":
        return this.#archive(item);
      case "added":
        counts.imported++;
        break;
      case "duplicate":
        counts.duplicates++;
        break;
      case "not-a-film":
        if (folder === null) throw new AppError("film/not-a-film", { file: basename(path) });
        counts.skipped++;
        return;
      case "picture":
        throw new AppError("identity/not-listed", { file: basename(path) });
      case "end":
        return;
    }
    if (folder) folder.films++;
  }

  /** What an archive holds comes next, before what was found behind it. */
  async #archive(item: FilmItem): Promise<void> {
    const { ingest, signal } = this.#options;
    if (item.folder) item.folder.films++;
    const listing = await ingest.list(
      item.source.kind === "file" ? item.source.path : "",
      basename(item.path),
    );
    const inside: Item[] = [];
    for await (const found of byIndexes(archiveItems(item, listing), ingest.readIndex)) inside.push(found);
    if (signal.aborted) return;
    this.#found.unshift(...inside);
    const files = inside.filter(isFile).length;
    this.#count += files;
    if (this.#total !== null && this.#walked) this.#total += files;
  }

  /** A film that is refused is a film all the same: its folder does not hold none. */
  #countFailed({ folder }: FilmItem, thrown: unknown): void {
    if (folder && !(thrown instanceof AppError && thrown.code.startsWith("file/"))) folder.films++;
  }

  #rejectEmptyFolders(): void {
    for (const folder of this.#folders) {
      if (folder.films > 0) continue;
      const params = { folder: basename(folder.path), files: folder.files };
      this.#reject(folder.path, new AppError("folder/no-films", params));
    }
  }

  #reject(path: string, error: AppError): void {
    this.#rejected.push({ path, ...toWire(error) });
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
      pictures: state === "waiting" ? this.#pictures.length : 0,
      remainingMs: state === "running" ? this.#remaining() : null,
      rejected: [...this.#rejected],
      failure: failure && toWire(failure),
      resumable: false,
    };
  }

  /** Milliseconds that the rest will take at the pace so far; null while that would be a guess. */
  #remaining(): number | null {
    const elapsed = performance.now() - this.#began;
    const { done } = this.#counts;
    if (this.#total === null || done < leastDone || elapsed < leastElapsed) return null;
    return Math.round((elapsed / done) * Math.max(0, this.#total - done));
  }

  #tell(): void {
    const time = performance.now();
    if (time - this.#reported < reportEvery(this.#rejected.length)) return;
    this.#reported = time;
    this.#options.report(this.#progress("running", null));
  }
}

/** Whether an item counts as a file: folders and lists are about files. */
const isFile = ({ kind }: Item): boolean => kind === "film" || kind === "problem";

async function* each(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
