import type { WatchState } from "../../core/api.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

/** The watched folder, as the main side tells of it. */
class Watch {
  value = $state.raw<WatchState | null>(null);

  take(value: WatchState): void {
    this.value = value;
  }

  async load(): Promise<void> {
    try {
      this.value = await request("watch.state", {});
    } catch (error) {
      notices.fail(error);
    }
  }

  /** @returns null, or the sentence of why the folder cannot be watched */
  async choose(folder: string | null): Promise<string | null> {
    try {
      this.value = await request("watch.choose", { folder });
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

export const watch = new Watch();
