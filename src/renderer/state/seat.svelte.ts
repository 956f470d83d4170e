import type { SessionInfo } from "../../core/api.ts";
import type { ReaderId } from "../../core/base/ids.ts";
import type { Language } from "../../core/base/language.ts";
import { request, subscribe } from "../bridge/index.ts";
import { firstRead } from "./first-read.svelte.ts";
import { windowLanguage } from "./language.svelte.ts";
import { notices } from "./notices.svelte.ts";

/** Milliseconds between two words to the workstation that somebody is here. */
const tellEvery = 20_000;

/** Who sits at this window. The workstation decides it; the window only asks and shows. */
class Seat {
  info = $state.raw<SessionInfo | null>(null);
  locked = $derived(this.info !== null && this.info.reader === null);
  #reader: ReaderId | null = null;
  #told = 0;

  /** Returns how to stop listening. */
  start(): () => void {
    void this.load();
    return subscribe((event) => {
      if (event.name === "session.changed") void this.load();
    });
  }

  async load(): Promise<void> {
    try {
      this.take(await request("session.get", {}));
    } catch (error) {
      notices.fail(error);
    }
  }

  take(info: SessionInfo): void {
    const reader = info.reader?.id ?? null;
    if (reader !== null) windowLanguage.use(info.language);
    // Another reader begins with an empty window: nothing of what the one before saw is left in it.
    if (reader !== null && this.#reader !== null && reader !== this.#reader) {
      firstRead.forget();
      location.reload();
      return;
    }
    this.#reader = reader ?? this.#reader;
    this.info = info;
    firstRead.pause(reader === null);
  }

  /** Changes the window's language at once, and keeps it for this reader. */
  async speak(language: Language): Promise<void> {
    windowLanguage.use(language);
    try {
      this.take(await request("session.setLanguage", { language }));
    } catch (error) {
      notices.fail(error);
    }
  }

  async lock(): Promise<void> {
    try {
      await firstRead.flush();
      this.take(await request("session.signOut", {}));
    } catch (error) {
      notices.fail(error);
    }
  }

  /** A key or pointer was used. */
  active(): void {
    const now = Date.now();
    if (this.locked || now - this.#told < tellEvery) return;
    this.#told = now;
    request("session.active", {}).catch((error: unknown) => {
      notices.fail(error);
    });
  }
}

export const seat = new Seat();
