import { app, dialog, ipcMain, nativeTheme, session, type BrowserWindow } from "electron";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { AppError } from "../../core/base/errors.ts";
import * as words from "../../core/base/messages/shell.ts";
import { modelsFolder } from "../entry-points.ts";
import { diskEncryption } from "../shell/disk-encryption.ts";
import { libraryToOpen, userPlaces } from "../shell/places.ts";
import { consoleLog as log, productVersion, systemClock, systemReader } from "../shell/system.ts";
import { Engine } from "../inference/engine.ts";
import { openMovable } from "../movable-workstation.ts";
import { createWorkstation } from "../workstation.ts";
import { dispatch } from "../workstation/dispatch.ts";
import { auditKey } from "./audit-key.ts";
import { closeToTheOutside, keepWindowsIn } from "./hardening.ts";
import { inferenceWindow } from "./inference-window.ts";
import { startUtility } from "./start-process.ts";
import { isOurPage, page, registerScheme, serveRenderer } from "./protocol.ts";
import { createWindow } from "./window.ts";

const out = dirname(dirname(fileURLToPath(import.meta.url)));

async function start(): Promise<void> {
  // Unpacked, the program's folder stands before the user's own words.
  const args = process.argv.slice(app.isPackaged ? 1 : 2);
  const { values } = parseArgs({ args, options: { library: { type: "string" } }, strict: false });
  const places = await userPlaces();
  nativeTheme.themeSource = "dark";
  closeToTheOutside(session.defaultSession, isOurPage);
  keepWindowsIn();
  serveRenderer(session.defaultSession, join(out, "renderer"));

  const named = typeof values["library"] === "string" ? values["library"] : null;
  const options = {
    modelsFolders: [modelsFolder()],
    ownModelsFolders: [places.models],
    settingsFolder: places.state,
    graphics: async () => JSON.stringify(await app.getGPUInfo("basic")),
    encryption: diskEncryption,
    reader: systemReader(),
    shell: "electron" as const,
    version: productVersion(join(out, "..", "package.json")),
    auditKey: await auditKey(places.state),
    headsFolder: join(places.state, "audit-heads"),
    clock: systemClock,
    log,
  };
  const workstation = await openMovable({
    library: named ?? (await libraryToOpen(places.state, log)),
    named: named !== null,
    stateFolder: places.state,
    open: (libraryFolder, moves, signedIn) => {
      const window = inferenceWindow(join(out, "renderer"), log);
      return createWorkstation({ ...options, libraryFolder, moves, signedIn, window }, (engine) =>
        Engine.start({ ...engine, startProcess: startUtility }),
      );
    },
    log,
  });
  // The sender is checked before the request is looked at: no other page speaks to the workstation.
  ipcMain.handle("overread:request", (event, name: unknown, payload: unknown) => {
    if (!isOurPage(event.senderFrame?.url)) throw new AppError("app/bad-request", { detail: "sender" });
    return dispatch(workstation.api, name, payload);
  });
  // The hidden window that runs networks is none of the readers', and keeps no program open.
  const windows = new Set<BrowserWindow>();
  workstation.subscribe((event) => {
    for (const window of windows) window.webContents.send("overread:event", event);
  });

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    workstation.close().then(
      () => {
        app.exit(0);
      },
      (error: unknown) => {
        log.error("the workstation did not close cleanly", error);
        app.exit(1);
      },
    );
  };
  const open = (): void => {
    const window = createWindow(join(out, "preload", "preload.cjs"));
    windows.add(window);
    window.on("closed", () => {
      windows.delete(window);
      if (windows.size === 0) end();
    });
    void window.loadURL(page);
  };
  open();
  app.on("activate", () => {
    if (windows.size === 0) open();
  });
  app.on("second-instance", () => [...windows][0]?.focus());

  app.on("before-quit", (event) => {
    event.preventDefault();
    if (windows.size === 0) end();
    // One may have a read to save first, or stay open.
    for (const window of windows) window.close();
  });
}

if (app.requestSingleInstanceLock()) {
  registerScheme();
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      log.error("the workstation could not be started", error);
      dialog.showErrorBox(words.productName, error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
} else {
  app.quit();
}
