import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../core/base/errors.ts";
import * as words from "../../core/base/messages/shell.ts";
import { modelsFolder } from "../entry-points.ts";
import { auditKeyFile } from "../shell/audit-key.ts";
import { openMovable } from "../movable-workstation.ts";
import { diskEncryption } from "../shell/disk-encryption.ts";
import { graphicsProcessors } from "../shell/graphics.ts";
import { libraryToOpen } from "../shell/places.ts";
import { consoleLog as log, productVersion, systemClock, systemReader } from "../shell/system.ts";
import { createWorkstation, type Workstation } from "../workstation.ts";
import { openWindow } from "./open-window.ts";
import { startBrowserShell } from "./server.ts";
import { entryFileName, removeStaleEntries } from "./stale-entries.ts";

/** Milliseconds in which the window's page comes in. */
const comingIn = 5_000;

export interface BrowserRun {
  /** The library's folder; undefined is the user's own, which has a place of its own choosing. */
  readonly library: string | undefined;
  /** Folder of the user's own networks. */
  readonly ownModelsFolder: string;
  /** Folder of the entry file and the browser's profile; only this user can read it. */
  readonly stateFolder: string;
  readonly rendererFolder: string;
  readonly packageFile: string;
  /** The browser to open a window in; undefined serves without one. */
  readonly browser: string | undefined;
  /** Why it is not Electron. */
  readonly why: string;
}

/** Runs the browser shell until its window is closed or the program is told to stop; resolves to the exit code. */
export async function runBrowserShell(run: BrowserRun): Promise<number> {
  let workstation: Workstation;
  try {
    const options = {
      modelsFolders: [modelsFolder()],
      ownModelsFolders: [run.ownModelsFolder],
      settingsFolder: run.stateFolder,
      graphics: graphicsProcessors,
      encryption: diskEncryption,
      reader: systemReader(),
      shell: "browser" as const,
      version: productVersion(run.packageFile),
      auditKey: await auditKeyFile(run.stateFolder),
      headsFolder: join(run.stateFolder, "audit-heads"),
      clock: systemClock,
      log,
    };
    workstation = await openMovable({
      library: run.library ?? (await libraryToOpen(run.stateFolder, log)),
      named: run.library !== undefined,
      stateFolder: run.stateFolder,
      open: (libraryFolder, moves, signedIn) =>
        createWorkstation({ ...options, libraryFolder, moves, signedIn }),
      log,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error(error.message);
    return 1;
  }
  await removeStaleEntries(run.stateFolder);
  const shell = await startBrowserShell({
    workstation,
    rendererFolder: run.rendererFolder,
    entryFile: join(run.stateFolder, entryFileName(process.pid)),
    portFile: join(run.stateFolder, "port"),
    log,
  });
  let code = 0;
  const stopped = signalled();
  if (run.browser === undefined) {
    log.info(words.serving(shell.address, shell.entryFile));
    log.info(words.stopHint);
    await stopped;
  } else {
    log.info(words.startedBrowser(run.browser, run.why));
    if (process.getuid?.() === 0) log.warn(words.sandboxOff);
    const window = openWindow(run.browser, shell.entryFile, join(run.stateFolder, "browser-profile"));
    // A page that does not come in says why, and has to be seen then.
    void Promise.race([shell.asked, delay(comingIn, undefined, { ref: false })])
      .then(() => window.fill())
      .catch((error: unknown) => {
        log.error("the window could not be enlarged", error);
      });
    try {
      await Promise.race([window.closed, stopped]);
    } catch (error) {
      log.error(words.browserFailed(error instanceof Error ? error.message : String(error)));
      code = 1;
    }
    await window.close();
  }
  await shell.close();
  await workstation.close();
  log.info(words.stopped);
  return code;
}

/** Resolves at the first signal that asks the program to stop. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        resolve();
      });
    }
  });
}
