import { film as words } from "../../core/base/messages/ui.ts";
import { notices } from "../state/notices.svelte.ts";

/** Fills the screen with the window, or gives it back. */
export async function fullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement === null) await document.documentElement.requestFullscreen();
    else await document.exitFullscreen();
  } catch (error) {
    notices.tell("warning", words.noFullScreen(error instanceof Error ? error.message : String(error)));
  }
}
