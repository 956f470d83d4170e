import type { AppEvent } from "../../core/api.ts";
import type { Log } from "../../core/base/ports.ts";

/** Milliseconds within which several changes of the worklist are told as one. */
const gather = 200;

/** Tells every window what changed. */
export class Events {
  readonly #listeners = new Set<(event: AppEvent) => void>();
  readonly #log: Log;
  #gathering: NodeJS.Timeout | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @returns how to stop */
  subscribe(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: AppEvent): void {
    if (event.name !== "worklist.changed") this.#send(event);
    else
      this.#gathering ??= setTimeout(() => {
        this.#gathering = undefined;
        this.#send(event);
      }, gather);
  }

  close(): void {
    clearTimeout(this.#gathering);
    this.#listeners.clear();
  }

  #send(event: AppEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#log.error(`a listener failed over ${event.name}`, error);
      }
    }
  }
}
