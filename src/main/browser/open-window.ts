import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

export interface BrowserWindow {
  /** Resolves when the window was closed; rejects if the browser could not be started. */
  readonly closed: Promise<void>;
  /** Asks the browser to end, makes it end where it does not, and waits for that. */
  close(): Promise<void>;
}

/** Milliseconds in which a browser that was asked to end clears up behind itself. */
const clearingUp = 5_000;

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
      "--start-maximized",
      // Before a page is there its window has the desktop's colour: a bright one blinds an eye that is used to the dark.
      "--force-dark-mode",
      ...(asRoot ? ["--no-sandbox", "--test-type"] : []),
    ],
    // On Linux that colour comes from GTK's theme; this one is part of GTK 3 and 4.
    { stdio: "ignore", env: { ...process.env, GTK_THEME: "Adwaita:dark" } },
  );
  const closed = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => {
      resolve();
    });
  });
  return {
    closed,
    async close() {
      const ended = closed.catch(() => undefined);
      child.kill();
      const late = setTimeout(() => child.kill("SIGKILL"), clearingUp);
      await ended;
      clearTimeout(late);
    },
  };
}
