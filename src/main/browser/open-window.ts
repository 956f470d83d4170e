import { spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { BrowserPipe } from "./browser-pipe.ts";

export interface BrowserWindow {
  /** Resolves when the window was closed; rejects if the browser could not be started. */
  readonly closed: Promise<void>;
  /**
   * Makes the window as large as its screen. Until then it is too small to be seen: Chromium's view is white for a
   * moment before its first page is there, and a white window blinds an eye that is used to the dark.
   * @throws Error where the browser refuses
   */
  fill(): Promise<void>;
  /** Asks the browser to end, makes it end where it does not, and waits for that. */
  close(): Promise<void>;
}

/** Milliseconds in which a browser that was asked to end clears up behind itself. */
const clearingUp = 5_000;

const targets = z.object({
  targetInfos: z.array(z.object({ targetId: z.string(), type: z.string(), url: z.string() })),
});
const windowOf = z.object({ windowId: z.number() });

/**
 * Opens the entry file as an application window of the installed browser, in a profile of Overread's
 * own, so that no extension and no history of the user's comes near a film.
 * @param profile folder of that profile
 */
export function openWindow(browser: string, entryFile: string, profile: string): BrowserWindow {
  const asRoot = process.getuid?.() === 0;
  const child = spawn(
    browser,
    [
      `--app=${pathToFileURL(entryFile).href}`,
      `--user-data-dir=${profile}`,
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // A crash report holds what was in memory: films.
      "--disable-breakpad",
      // By itself a browser asks its maker for the time, for updates and about forms. This window knows one address.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      "--no-proxy-server",
      "--disable-extensions",
      "--disable-translate",
      // Overread's own second window comes back at the start, before anybody has pressed a key.
      "--disable-popup-blocking",
      "--disable-features=Translate,MediaRouter,OptimizationHints",
      "--window-size=1,1",
      "--remote-debugging-pipe",
      // Before a page is there its window has the desktop's colour: a bright one blinds an eye that is used to the dark.
      "--force-dark-mode",
      // Without it Chromium warns of the rules above in a bar over the film, as of a flag that it does not support.
      "--test-type",
      ...(asRoot ? ["--no-sandbox"] : []),
    ],
    // On Linux that colour comes from GTK's theme; this one is part of GTK 3 and 4.
    {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      env: { ...process.env, GTK_THEME: "Adwaita:dark" },
    },
  );
  const pipe = new BrowserPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const closed = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => {
      resolve();
    });
  });
  return {
    closed,
    async fill() {
      const { targetInfos } = targets.parse(await pipe.ask("Target.getTargets"));
      // The second window, which comes back by itself, has its own size.
      const page = targetInfos.find(({ type, url }) => type === "page" && !url.endsWith("?film"));
      if (page === undefined) return;
      const { targetId } = page;
      const { windowId } = windowOf.parse(await pipe.ask("Browser.getWindowForTarget", { targetId }));
      await pipe.ask("Browser.setWindowBounds", { windowId, bounds: { windowState: "maximized" } });
    },
    async close() {
      const ended = closed.catch(() => undefined);
      child.kill();
      const late = setTimeout(() => child.kill("SIGKILL"), clearingUp);
      await ended;
      clearTimeout(late);
    },
  };
}
