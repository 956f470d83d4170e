import { join } from "node:path";
import * as words from "../../core/base/messages/shell.ts";
import { userPlaces } from "../shell/places.ts";
import { consoleLog as log } from "../shell/system.ts";
import { findBrowser, hasDisplay } from "./find-browser.ts";
import { runBrowserShell } from "./main.ts";

export interface BrowserStart {
  /** Serve and open no window. */
  readonly serve: boolean;
  /** The library's folder; undefined is the user's own. */
  readonly library: string | undefined;
  /** Why it is not Electron. */
  readonly why: string;
  /** Overread's own folder, with `out` and `package.json`. */
  readonly folder: string;
  /** What the user typed. */
  readonly startedBy: string;
}

/** Runs the browser shell in the user's places, with a window where one can be opened; resolves to the exit code. */
export async function startInBrowser({
  serve,
  library,
  why,
  folder,
  startedBy,
}: BrowserStart): Promise<number> {
  const places = await userPlaces();
  const browser = serve || !hasDisplay() ? undefined : findBrowser();
  if (!serve && browser === undefined) {
    log.info(`${hasDisplay() ? words.noBrowser : words.noDisplay}; ${words.installBrowser(startedBy)}`);
  }
  return runBrowserShell({
    library,
    ownModelsFolder: places.models,
    stateFolder: places.state,
    rendererFolder: join(folder, "out", "renderer"),
    packageFile: join(folder, "package.json"),
    browser,
    why,
  });
}
