import type { MoveState } from "../../core/api.ts";
import { AppError, asAppError, toWire } from "../../core/base/errors.ts";
import type { Log } from "../../core/base/ports.ts";
import { integrityWorkerPath, storeWorkerPath } from "../entry-points.ts";
import { othersAtWork } from "../store/session.ts";
import type { CopyOptions } from "../store/place/copy-library.ts";
import { LibraryMove, usePlace, type MoveOutcome } from "../store/place/move-library.ts";
import { realPlace } from "../store/place/move-target.ts";
import { openStore } from "../store/store.ts";
import { watchedFolderOf } from "./watch.ts";

/** Milliseconds between two words to the window of how far it is, and between two looks for other programs. */
const tellEvery = 250;
const lookEvery = 2_000;

/** What a move needs of the workstation that it moves under. */
export interface Movable {
  /** The library's folder. */
  readonly library: () => string;
  /** Names the workstation's corner of the library. */
  readonly session: () => string;
  /** Records in the library as it is now; where the record cannot be kept the reader is told. */
  readonly recordOrTell: (
    what: "library.use" | "library.move" | "library.move-cancel" | "library.moved",
    details: Readonly<Record<string, string | number | boolean>>,
  ) => Promise<void>;
  /** Resolves when the workstation can be closed within moments. */
  readonly ready: () => Promise<void>;
  /** Closes the workstation, runs `finish`, and opens it again where the library is then. @throws what `finish` throws */
  readonly handOver: (
    move: LibraryMove,
    finish: () => Promise<MoveOutcome>,
    from: string,
  ) => Promise<MoveOutcome>;
  readonly tell: (state: MoveState) => void;
  readonly log: Log;
}

/** The library's move from the window, one at a time. */
export class Moves {
  readonly #workstation: Movable;
  readonly #stateFolder: string;
  readonly #refused: AppError | null;
  #state: MoveState;
  #running: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;

  /**
   * @param stateFolder where the library's place is stored
   * @param named the library was named at the start, so its place is not stored
   */
  constructor(workstation: Movable, stateFolder: string, named: boolean) {
    this.#workstation = workstation;
    this.#stateFolder = stateFolder;
    this.#refused = named ? new AppError("move/named-at-start") : null;
    this.#state = { refused: this.#refused && toWire(this.#refused), running: null, result: null };
  }

  get state(): MoveState {
    return this.#state;
  }

  /**
   * Checks the new place and begins to copy.
   * @throws AppError move/named-at-start, and of `LibraryMove.begin`
   */
  async start(folder: string, keep: boolean): Promise<MoveState> {
    if (this.#refused !== null) throw this.#refused;
    if (this.#running !== null) throw new AppError("move/under-way");
    const { library, log, recordOrTell } = this.#workstation;
    const abort = new AbortController();
    // Taken at once: a second move that is asked for while this one begins is refused.
    this.#running = { abort, ended: Promise.resolve() };
    try {
      const from = library();
      const watched = watchedFolderOf(from);
      const move = await LibraryMove.begin({
        stateFolder: this.#stateFolder,
        library: from,
        to: folder,
        keep,
        watched,
        integrityWorker: integrityWorkerPath(),
        log,
      });
      // First, so that the copy holds it too: all patients go to another place.
      await recordOrTell("library.move", { to: move.to, keep });
      this.#tell({ stage: "copying", done: 0, total: 0 }, null);
      this.#running = { abort, ended: this.#move(move, from, abort.signal) };
      return this.#state;
    } catch (error) {
      this.#running = null;
      throw error;
    }
  }

  /**
   * Makes another folder the library from the next start on: one that holds a library, or an empty one, in which one is begun.
   * @returns its path without links
   * @throws AppError move/named-at-start, and of `usePlace`
   */
  async use(folder: string): Promise<string> {
    if (this.#refused !== null) throw this.#refused;
    if (this.#running !== null) throw new AppError("move/under-way");
    const { log, recordOrTell } = this.#workstation;
    const place = await realPlace(folder);
    const open = async (): Promise<void> =>
      (await openStore({ folder: place, workerPath: storeWorkerPath(), log })).close();
    await usePlace(this.#stateFolder, place, open, log);
    await recordOrTell("library.use", { to: place });
    return place;
  }

  cancel(): void {
    this.#running?.abort.abort();
  }

  async close(): Promise<void> {
    this.cancel();
    await this.#running?.ended;
  }

  async #move(move: LibraryMove, from: string, signal: AbortSignal): Promise<void> {
    const { handOver, recordOrTell, log } = this.#workstation;
    const options = (stage: "copying" | "finishing"): CopyOptions => {
      let told = -Infinity;
      return {
        signal,
        onProgress: (done, total) => {
          if (performance.now() - told < tellEvery) return;
          told = performance.now();
          this.#tell({ stage, done, total }, null);
        },
      };
    };
    let moved: MoveOutcome;
    try {
      await move.copyAhead(options("copying"));
      await this.#workstation.ready();
      await this.#alone(from, signal);
      this.#tell({ stage: "finishing", done: 0, total: 0 }, null);
      moved = await handOver(move, () => move.finish(options("finishing")), from);
    } catch (thrown) {
      const error = asAppError(thrown, "app/fault");
      if (error.code === "app/fault") log.error("the library was not moved", error.cause ?? thrown);
      await move.abandon(log).catch((left: unknown) => {
        log.error(`what was copied to ${move.to} could not be removed; delete it`, left);
      });
      await recordOrTell("library.move-cancel", { to: move.to, why: error.code });
      this.#finish(
        error.code === "job/cancelled"
          ? { state: "cancelled" }
          : { state: "failed", message: error.message, error: toWire(error) },
      );
      return;
    }
    const gone = await move.clear(log).catch((thrown: unknown) => {
      log.error(`the move's end was not written down; the next start looks at ${from}`, thrown);
      return false;
    });
    const { folder, unreadable } = moved;
    await recordOrTell("library.moved", { from, to: folder, left: !gone, unreadable: unreadable.length });
    this.#finish({ state: "done", folder, left: gone ? null : from, unreadable: unreadable.length });
  }

  /** Waits until no other program has the library open. @throws AppError job/cancelled */
  async #alone(library: string, signal: AbortSignal): Promise<void> {
    while (othersAtWork(library, this.#workstation.session())) {
      if (signal.aborted) throw new AppError("job/cancelled");
      this.#tell({ stage: "waiting", done: 0, total: 0 }, null);
      await new Promise((resolve) => setTimeout(resolve, lookEvery));
    }
  }

  #finish(result: NonNullable<MoveState["result"]>): void {
    this.#running = null;
    this.#tell(null, result);
  }

  #tell(running: MoveState["running"], result: MoveState["result"]): void {
    this.#state = { refused: this.#state.refused, running, result };
    this.#workstation.tell(this.#state);
  }
}
