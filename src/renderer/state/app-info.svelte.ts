import type { AppInfo } from "../../core/api.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

/** What is true of this run: who reads, which networks are loaded. */
class Info {
  value = $state.raw<AppInfo | null>(null);

  async load(): Promise<void> {
    try {
      this.value = await request("app.info", {});
      for (const sentence of this.value.modelFailures) notices.tell("error", sentence);
    } catch (error) {
      notices.fail(error);
    }
  }
}

export const info = new Info();
