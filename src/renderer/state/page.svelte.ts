import { tick } from "svelte";

/** A page that covers the film for as long as it is open. */
export type PageId = "worklist" | "second-reads" | "models" | "statistics" | "audit" | "settings";

/** Which page covers the film, if any. The film beneath keeps its size, its view and its read. */
class Page {
  open = $state<PageId | null>(null);
  /** The part of the page that it opens with, where it was asked for. */
  part: string | null = null;
  #before: Element | null = null;

  /** @param part of the page; its first where there is none */
  toggle(id: PageId, part: string | null = null): void {
    this.part = part;
    if (this.open === id) {
      void this.close();
      return;
    }
    if (this.open === null) this.#before = document.activeElement;
    this.open = id;
  }

  /** Back to the film; the focus goes back to where it was. */
  async close(): Promise<void> {
    this.open = null;
    await tick();
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }
}

export const page = new Page();
