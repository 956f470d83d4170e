import { hangingWords } from "../../core/base/messages/hanging.ts";
import { film as words } from "../../core/base/messages/ui.ts";
import { run } from "../ui/commands.ts";
import { firstRead } from "./first-read.svelte.ts";
import { hanging } from "./hanging.svelte.ts";
import { notices } from "./notices.svelte.ts";
import { panel } from "./panel.svelte.ts";
import { study } from "./study.svelte.ts";
import { worklist } from "./worklist.svelte.ts";
import {
  rememberPlace,
  rememberedPlace,
  WindowLink,
  type Lead,
  type SecondShows,
  type Show,
} from "./window-link.ts";

/** A screen as the Window Management API tells of it (https://www.w3.org/TR/window-management/). */
interface ScreenDetailed {
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
}
interface ScreenDetails {
  readonly screens: readonly ScreenDetailed[];
  readonly currentScreen: ScreenDetailed;
}

/** The screen that the reader's window is not on; null where there is one, or the browser may not tell. */
async function otherScreen(): Promise<ScreenDetailed | null> {
  if (!("getScreenDetails" in window)) return null;
  try {
    const { screens, currentScreen } = await (window.getScreenDetails as () => Promise<ScreenDetails>)();
    return screens.find((screen) => screen !== currentScreen) ?? null;
  } catch {
    // The reader or the shell has not allowed it: the window opens on this screen and can be moved.
    return null;
  }
}

/** How long a second window that is still open has to say so after the reader's window has been loaded again. */
const answerWithin = 1000;

/** The second window as the reader's window sees it: opened, told what is open, brought back after a restart. */
class SecondWindow {
  open = $state(false);
  shows = $state<SecondShows>(rememberedPlace()?.shows ?? "film");
  #link: WindowLink | null = null;
  #handle: Window | null = null;
  /** Gives a window that has just been opened its size. */
  #grow: (() => void) | null = null;

  /** Begins to follow a second window; returns how to stop. */
  start(): () => void {
    const link = new WindowLink((message) => {
      if (message.kind === "command") run(message.command);
      if (message.kind === "here") {
        this.open = true;
        rememberPlace({ open: true });
        link.send(this.#show());
        this.#grow?.();
        this.#grow = null;
      }
      if (message.kind === "gone") {
        this.open = false;
        rememberPlace({ open: false });
      }
    });
    this.#link = link;
    const timer = setTimeout(() => {
      if (!this.open && rememberedPlace()?.open === true) void this.#bringBack();
    }, answerWithin);
    link.send(this.#show());
    return () => {
      clearTimeout(timer);
      link.close();
      this.#link = null;
    };
  }

  /** What is on screen has changed. */
  tell(): void {
    const shown = this.#show();
    if (this.open) this.#link?.send(shown);
  }

  /** How the film that is looked at is shown has changed; null where films do not follow each other. */
  lead(lead: Lead | null): void {
    if (this.open && this.shows === "prior") this.#link?.send({ kind: "lead", lead });
  }

  show(shows: SecondShows): void {
    this.shows = shows;
    rememberPlace({ shows });
    notices.tell("info", hangingWords.secondShows[shows]);
  }

  async toggle(): Promise<void> {
    if (this.open) this.close();
    else if (!(await this.#bringBack())) notices.tell("warning", words.noSecondWindow);
  }

  close(): void {
    this.#link?.send({ kind: "close" });
    this.#handle?.close();
  }

  /**
   * The reader's window goes. Where it is closed the second one goes with it, and is remembered as open:
   * it comes back with the next start. Where it is loaded again the same happens a moment later.
   */
  leave(): void {
    const { open } = this;
    this.#link?.close();
    this.#link = null;
    this.#handle?.close();
    if (open) rememberPlace({ open: true });
  }

  async #bringBack(): Promise<boolean> {
    const known = rememberedPlace();
    const other = await otherScreen();
    const { left, top, width, height } = known ?? {
      left: other?.availLeft ?? 0,
      top: other?.availTop ?? 0,
      width: other?.availWidth ?? 1200,
      height: other?.availHeight ?? 900,
    };
    const features = `popup,left=${left},top=${top},width=${width},height=${height}`;
    const opened = window.open("./?film", "overread-film", features);
    this.#handle = opened;
    if (opened === null) return false;
    // The browser shell starts every window too small to be seen, whatever it is asked for: it grows once it is drawn.
    this.#grow = () => {
      opened.resizeTo(
        width + opened.outerWidth - opened.innerWidth,
        height + opened.outerHeight - opened.innerHeight,
      );
    };
    return true;
  }

  #show(): Show {
    return {
      kind: "show",
      detail: study.detail,
      filmIndex: hanging.filmIndex,
      frame: hanging.own?.frame ?? 0,
      committed: firstRead.committed !== null,
      heat: panel.pointed ?? panel.held,
      shows: this.shows,
      coming: [...worklist.upcoming],
    };
  }
}

export const secondWindow = new SecondWindow();
