import { app, BrowserWindow, dialog, ipcMain, nativeTheme, session } from "electron";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { AppError } from "../../core/base/errors.ts";
import * as words from "../../core/base/messages/shell.ts";
import { modelsFolder } from "../entry-points.ts";
import { userPlaces } from "../shell/places.ts";
import { consoleLog as log, productVersion, systemClock, systemReader } from "../shell/system.ts";
import { Engine } from "../inference/engine.ts";
import { createWorkstation, type WorkstationOptions } from "../workstation.ts";
import { dispatch } from "../workstation/dispatch.ts";
import { closeToTheOutside } from "./hardening.ts";
import { startUtility } from "./start-process.ts";
import { isOurPage, page, registerScheme, serveRenderer } from "./protocol.ts";
import { createWindow } from "./window.ts";

const out = dirname(dirname(fileURLToPath(import.meta.url)));

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { library: { type: "string" } }, strict: false });
  const places = await userPlaces();
  nativeTheme.themeSource = "dark";
  closeToTheOutside(session.defaultSession);
  serveRenderer(session.defaultSession, join(out, "renderer"));

  const options: WorkstationOptions = {
    libraryFolder: typeof values["library"] === "string" ? values["library"] : places.library,
    modelsFolders: [modelsFolder()],
    ownModelsFolders: [places.models],
    reader: systemReader(),
    shell: "electron",
    version: productVersion(join(out, "..", "package.json")),
    clock: systemClock,
    log,
  };
  const workstation = await createWorkstation(options, (engine) =>
    Engine.start({ ...engine, startProcess: startUtility }),
  );
  // The sender is checked before the request is looked at: no other page speaks to the workstation.
  ipcMain.handle("overread:request", (event, name: unknown, payload: unknown) => {
    if (!isOurPage(event.senderFrame?.url)) throw new AppError("app/bad-request", { detail: "sender" });
    return dispatch(workstation.api, name, payload);
  });
  workstation.subscribe((event) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send("overread:event", event);
  });

  const open = (): void => {
    void createWindow(join(out, "preload", "preload.cjs")).loadURL(page);
  };
  open();
  app.on("activate", () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
  app.on("second-instance", () => BrowserWindow.getAllWindows()[0]?.focus());

  let closing = false;
  app.on("before-quit", (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    workstation.close().then(
      () => {
        app.quit();
      },
      (error: unknown) => {
        log.error("the workstation did not close cleanly", error);
        app.exit(1);
      },
    );
  });
}

if (app.requestSingleInstanceLock()) {
  registerScheme();
  app.on("window-all-closed", () => {
    app.quit();
  });
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
