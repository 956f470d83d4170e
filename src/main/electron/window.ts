import { BrowserWindow, type BrowserWindowConstructorOptions } from "electron";
import { productName } from "../../core/base/messages/shell.ts";

/**
 * The second window, for a second screen: where it stands comes from who opens it, its preload and its
 * sandbox are those of the reader's window.
 */
export const secondWindowOptions: BrowserWindowConstructorOptions = {
  title: productName,
  backgroundColor: "#000000",
  autoHideMenuBar: true,
};

/** The reader's window; shown once it has something to show, so that nothing white flashes in the dark. */
export function createWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: productName,
    width: 1600,
    height: 1000,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: "#0a0c0f",
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.removeMenu();
  window.once("ready-to-show", () => {
    window.maximize();
    window.show();
  });
  return window;
}
