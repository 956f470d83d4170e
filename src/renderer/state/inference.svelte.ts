import type { BackendStatus, InferenceProgress, Payload, RequestName } from "../../core/api.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

/** What runs the networks, and how far they are with loading or being measured. */
class Inference {
  status = $state.raw<BackendStatus | null>(null);
  /** Null while nothing is under way. */
  progress = $state.raw<InferenceProgress | null>(null);

  take(progress: InferenceProgress): void {
    this.progress = progress.done < progress.total ? progress : null;
  }

  load(): Promise<void> {
    return this.#ask("inference.backends", {});
  }

  choose(backend: Payload<"inference.choose">["backend"]): Promise<void> {
    return this.#ask("inference.choose", { backend });
  }

  measure(): Promise<void> {
    return this.#ask("inference.measure", {});
  }

  /** Something about it changed; it is asked for where it was shown before. */
  changed(): void {
    if (this.status !== null) void this.load();
  }

  async #ask<Name extends Extract<RequestName, `inference.${string}`>>(
    name: Name,
    payload: Payload<Name>,
  ): Promise<void> {
    try {
      this.status = await request(name, payload);
    } catch (error) {
      notices.fail(error);
    }
  }
}

export const inference = new Inference();
