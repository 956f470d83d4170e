import type { ModelCards } from "../../core/api.ts";
import { said } from "./notices.svelte.ts";
import { request } from "../bridge/index.ts";

/** The networks' cards, fetched when the Models page asks for them. */
class Cards {
  value = $state.raw<ModelCards | null>(null);
  /** Why they could not be fetched. */
  failure = $state<string | null>(null);

  async load(): Promise<void> {
    try {
      this.value = await request("models.cards", {});
      this.failure = null;
    } catch (error) {
      this.failure = said(error).message;
    }
  }
}

export const cards = new Cards();
