import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

export interface BrowserWindow {
  /** Resolves when the window was closed; rejects if the browser could not be started. */
  readonly closed: Promise<void>;
  close(): void;
}

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
      "--disable-extensions",
      "--disable-translate",
      "--disable-features=Translate,MediaRouter,OptimizationHints",
      "--start-maximized",
      ...(asRoot ? ["--no-sandbox", "--test-type"] : []),
    ],
    { stdio: "ignore" },
  );
  const closed = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => {
      resolve();
    });
  });
  return {
    closed,
    close() {
      child.kill();
    },
  };
}
