import { app, BrowserWindow, dialog, type BrowserWindowConstructorOptions } from "electron";
import { inLanguage, spoken } from "../../core/base/language.ts";
import { closingWords } from "../../core/base/messages/entry.ts";
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
  askBeforeLosing(window);
  return window;
}

/**
 * A page with an unsaved read does not let its window be closed, and Electron would leave it at that, without a word.
 * While the question stands the page goes on trying to save.
 */
function askBeforeLosing(window: BrowserWindow): void {
  let asking = false;
  window.webContents.on("will-prevent-unload", () => {
    if (asking) return;
    asking = true;
    // Its own copy: what is read of the table afterwards is in this process's language again.
    const { stay, lose, ...question } = inLanguage(spoken(app.getPreferredSystemLanguages()), () => ({
      ...closingWords,
    }));
    const buttons = [stay, lose];
    const box = { ...question, type: "warning", buttons, defaultId: 0, cancelId: 0 } as const;
    void dialog.showMessageBox(window, box).then(({ response }) => {
      asking = false;
      if (response === 1 && !window.isDestroyed()) window.destroy();
    });
  });
}
