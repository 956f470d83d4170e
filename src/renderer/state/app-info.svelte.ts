import type { AppInfo } from "../../core/api.ts";
import { fromWire } from "../../core/base/errors.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

/** What is true of this run: who reads, which networks are loaded. */
class Info {
  value = $state.raw<AppInfo | null>(null);

  async load(): Promise<void> {
    try {
      this.value = await request("app.info", {});
      for (const failure of [...this.value.modelFailures, ...this.value.warnings]) {
        notices.fail(fromWire(failure));
      }
    } catch (error) {
      notices.fail(error);
    }
  }
}

export const info = new Info();
