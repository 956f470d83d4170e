import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { watch, type FSWatcher } from "chokidar";
import type { Log } from "../../core/base/ports.ts";
import { isMediaIndex } from "../../core/dicom/media/media-index.ts";
import { isIdentityList } from "./identity-csv.ts";
import { walk, type Found } from "./walk.ts";

/** How a file looked: another look means that somebody writes it. */
export interface Look {
  readonly size: number;
  readonly mtimeMs: number;
}
export interface SettledFile extends Look {
  readonly path: string;
}

export interface WatchTimes {
  /** Milliseconds for which a file must look the same before it is read. */
  readonly still: number;
  /** Between two looks at files that are not yet still. */
  readonly look: number;
  /** Between two searches of the whole folder: network shares tell nothing of what others write. */
  readonly search: number;
}
export const watchTimes: WatchTimes = { still: 2_000, look: 500, search: 30_000 };

export interface WatchOptions {
  readonly folder: string;
  readonly times: WatchTimes;
  readonly log: Log;
  /** Whether a file that looks like this was dealt with. */
  readonly isKnown: (file: SettledFile) => boolean;
  /** Files that nobody writes any more; the next ones come when it has resolved. */
  readonly onSettled: (files: readonly SettledFile[]) => Promise<void>;
  /** The folder is gone (a share that was disconnected), or there again. */
  readonly onLost: (lost: boolean) => void;
}

interface Pending extends Look {
  /** Milliseconds since the process began, when it first looked like this. */
  readonly since: number;
}

/**
 * Watches a folder and everything below it. The system's events make it quick, a search now and then makes
 * it sure: they are lost on network shares and where there are too many. A file is handed on when its size
 * and time have not changed for a while; whether it is whole, only its reader can say.
 */
export class WatchedFolder {
  readonly #options: WatchOptions;
  readonly #pending = new Map<string, Pending>();
  readonly #abort = new AbortController();
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #searched = -Infinity;
  /** The system's events have begun: what came before them may be in no search yet either. */
  #begun = false;
  #lost = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#next(0);
  }

  /** Waits for what was handed on. */
  async close(): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#timer);
    await this.#watcher?.close();
    await this.#working;
  }

  #next(after: number): void {
    if (this.#abort.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#working = this.#turn().catch((error: unknown) => {
        this.#options.log.error("the watched folder could not be looked through", error);
      });
      void this.#working.then(() => {
        this.#next(this.#options.times.look);
      });
    }, after);
  }

  async #turn(): Promise<void> {
    const { folder, times, onLost } = this.#options;
    const there = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (there === this.#lost) {
      this.#lost = !there;
      onLost(!there);
    }
    if (!there) {
      // Its events are over; when it comes back it is another folder.
      await this.#watcher?.close();
      this.#watcher = null;
      this.#searched = -Infinity;
      return;
    }
    this.#watcher ??= this.#listen();
    if (this.#begun || performance.now() - this.#searched >= times.search) {
      this.#begun = false;
      await this.#search(walk([folder], this.#abort.signal));
      this.#searched = performance.now();
    }
    await this.#settle();
  }

  async #search(found: AsyncGenerator<Found>): Promise<void> {
    for await (const next of found) {
      if (next.kind === "file") this.#see(next.path);
      // What a disc's index lists comes file by file, like everything else here.
      else if (next.kind === "index") await this.#search(next.rest());
    }
  }

  #listen(): FSWatcher {
    const { folder, log } = this.#options;
    const watcher = watch(folder, { ignoreInitial: true, ignorePermissionErrors: true, persistent: true });
    const see = (path: string): void => {
      this.#see(path);
    };
    watcher.on("add", see);
    watcher.on("change", see);
    watcher.on("ready", () => (this.#begun = true));
    watcher.on("error", (error) => {
      log.warn(`the watched folder tells of no changes, it is searched instead: ${String(error)}`);
    });
    return watcher;
  }

  #see(path: string): void {
    const name = basename(path);
    if (isMediaIndex(name) || isIdentityList(name)) return;
    if (!this.#pending.has(path))
      this.#pending.set(path, { size: -1, mtimeMs: -1, since: performance.now() });
  }

  /** Looks at every file that is not still, and hands on those that have become so. */
  async #settle(): Promise<void> {
    const { times, isKnown, onSettled } = this.#options;
    const settled: SettledFile[] = [];
    for (const [path, before] of this.#pending) {
      if (this.#abort.signal.aborted) return;
      const look = await stat(path).catch(() => null);
      if (look === null || !look.isFile()) {
        this.#pending.delete(path);
        continue;
      }
      const { size, mtimeMs } = look;
      if (isKnown({ path, size, mtimeMs })) this.#pending.delete(path);
      else if (size !== before.size || mtimeMs !== before.mtimeMs)
        this.#pending.set(path, { size, mtimeMs, since: performance.now() });
      else if (performance.now() - before.since >= times.still) {
        settled.push({ path, size, mtimeMs });
        this.#pending.delete(path);
      }
    }
    if (settled.length > 0) await onSettled(settled.sort((a, b) => (a.path < b.path ? -1 : 1)));
  }
}
