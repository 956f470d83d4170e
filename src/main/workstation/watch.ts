import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, isAbsolute, join, resolve, sep } from "node:path";
import { z } from "zod";
import type { Rejection, WatchState } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { Item } from "../ingest/item.ts";
import { WatchedFolder, watchTimes, type SettledFile, type WatchTimes } from "../ingest/watched-folder.ts";
import { systemCode } from "../store/failures.ts";
import { layout } from "../store/library-folder.ts";
import { record, tell, type Context } from "./context.ts";
import type { Imports } from "./imports.ts";

const setting = z.object({ folder: z.string().nullable() });
const settingFile = "folder.json";
const line = z.tuple([z.string(), z.number(), z.number()]);

/** A file that ends too early may be one that is still being copied: it is tried so often before it is refused. */
const tries = 4;
const maybeUnfinished = [
  "film/truncated",
  "film/empty",
  "film/corrupt",
  "archive/damaged",
  "archive/entry-damaged",
];

/**
 * The folder whose films come into this library by themselves. It is remembered with the library, and so is
 * what was dealt with, by path, size and time: a restart goes on where it was.
 */
export class Watch {
  readonly #context: Context;
  readonly #imports: Imports;
  readonly #times: WatchTimes;
  readonly #known = new Map<string, string>();
  /** How often a file that may be unfinished was tried, and when it may be tried again. */
  readonly #tried = new Map<string, { readonly count: number; readonly notBefore: number }>();
  #watched: WatchedFolder | null = null;
  #state: WatchState = { folder: null, state: "off" };

  constructor(context: Context, imports: Imports, times: WatchTimes = watchTimes) {
    this.#context = context;
    this.#imports = imports;
    this.#times = times;
  }

  get state(): WatchState {
    return this.#state;
  }

  /** Goes on with the folder that was chosen in an earlier run. */
  resume(): void {
    const folder = watchedFolderOf(this.#context.library);
    if (folder !== null) this.#begin(folder);
  }

  /**
   * @param folder null for none
   * @throws AppError watch/not-a-folder, watch/inside-library
   */
  async choose(folder: string | null): Promise<WatchState> {
    if (folder !== null) await this.#check(folder);
    await record(this.#context, "library.watch", folder === null ? "off" : "on");
    await this.#end();
    mkdirSync(layout.watch(this.#context.library), { recursive: true, mode: 0o700 });
    writeFileSync(this.#file(settingFile), JSON.stringify({ folder }), { mode: 0o600 });
    if (folder === null) this.#tell({ folder: null, state: "off" });
    else this.#begin(resolve(folder));
    return this.#state;
  }

  close(): Promise<void> {
    return this.#end();
  }

  async #check(folder: string): Promise<void> {
    const { library } = this.#context;
    const found = isAbsolute(folder) ? await stat(folder).catch(() => null) : null;
    if (found?.isDirectory() !== true) throw new AppError("watch/not-a-folder", { folder });
    const [inner, outer] = [await realpath(folder), await realpath(library)];
    // Its own films would come back as what is to be imported.
    if (`${inner}${sep}`.startsWith(`${outer}${sep}`) || `${outer}${sep}`.startsWith(`${inner}${sep}`))
      throw new AppError("watch/inside-library", { folder });
  }

  #begin(folder: string): void {
    this.#load();
    this.#tell({ folder, state: "watching" });
    this.#watched = new WatchedFolder({
      folder,
      times: this.#times,
      log: this.#context.log,
      isKnown: (file) =>
        this.#known.get(file.path) === lookOf(file) ||
        (this.#tried.get(file.path)?.notBefore ?? 0) > performance.now(),
      onSettled: (files) => this.#take(files),
      onLost: (lost) => {
        this.#tell({ folder, state: lost ? "lost" : "watching" });
        if (lost) tell(this.#context, new AppError("watch/lost", { folder }));
      },
    });
  }

  async #end(): Promise<void> {
    await this.#watched?.close();
    this.#watched = null;
  }

  /** Imports files; what was dealt with is remembered, what may be unfinished is tried again later. */
  async #take(files: readonly SettledFile[]): Promise<void> {
    const folder = { path: this.#state.folder ?? "", files: files.length, films: 0 };
    const items = files.map(({ path }): Item => {
      const source = { kind: "file", path, file: basename(path) } as const;
      return { kind: "film", source, path, folder };
    });
    const unfinished = new Set<string>();
    const isFinal = ({ path, code }: Rejection): boolean => {
      if (!maybeUnfinished.includes(code)) return true;
      const file = files.find((one) => path === one.path || path.startsWith(`${one.path}/`));
      const count = (this.#tried.get(file?.path ?? "")?.count ?? 0) + 1;
      if (file === undefined || count >= tries) return true;
      unfinished.add(file.path);
      return false;
    };
    const { state } = await this.#imports.watched(items, isFinal);
    if (state !== "done") return;
    for (const path of unfinished) {
      const count = (this.#tried.get(path)?.count ?? 0) + 1;
      const wait = this.#times.still * 3 ** count;
      this.#tried.set(path, { count, notBefore: performance.now() + wait });
    }
    const done = files.filter(({ path }) => !unfinished.has(path));
    for (const { path } of done) this.#tried.delete(path);
    this.#remember(done);
  }

  #remember(files: readonly SettledFile[]): void {
    for (const file of files) this.#known.set(file.path, lookOf(file));
    try {
      const lines = files.map(({ path, size, mtimeMs }) => `${JSON.stringify([path, size, mtimeMs])}\n`);
      appendFileSync(this.#file("known.jsonl"), lines.join(""), { mode: 0o600 });
    } catch (error) {
      // Not remembered means looked at once more after a restart: every film is then known by its bytes.
      this.#context.log.error("what was imported of the watched folder is not remembered", error);
    }
  }

  #load(): void {
    this.#known.clear();
    for (const text of readOr(this.#file("known.jsonl"), "").split("\n")) {
      // The last line may have been cut off.
      const parsed = line.safeParse(parseOr(text));
      if (parsed.success) this.#known.set(parsed.data[0], `${parsed.data[1]} ${parsed.data[2]}`);
    }
  }

  #tell(state: WatchState): void {
    this.#state = state;
    this.#context.emit({ name: "watch.changed", watch: state });
  }

  #file(name: string): string {
    return join(layout.watch(this.#context.library), name);
  }
}

/** The folder that a library watches; null for none. */
export function watchedFolderOf(library: string): string | null {
  const parsed = setting.safeParse(parseOr(readOr(join(layout.watch(library), settingFile), "")));
  return parsed.success ? parsed.data.folder : null;
}

const lookOf = ({ size, mtimeMs }: SettledFile): string => `${size} ${mtimeMs}`;

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return otherwise;
    throw error;
  }
}
