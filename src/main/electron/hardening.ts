import { app, type Session } from "electron";
import { isFilmPage, isOurPage } from "./protocol.ts";
import { secondWindowOptions } from "./window.ts";

/** To fill the screen, to know where the second screen is, to copy a report. */
const granted: ReadonlySet<string> = new Set([
  "fullscreen",
  "window-management",
  "clipboard-sanitized-write",
]);

/**
 * Nothing but what `isInside` lets pass is loaded, and our own page may fill the screen, save what it made, ask where
 * screens are, and put a report into the clipboard (nothing is read from it): no other permission is granted.
 */
export function closeToTheOutside(session: Session, isInside: (url: string) => boolean): void {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    callback(granted.has(permission) && isOurPage(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (contents, permission) => granted.has(permission) && isOurPage(contents?.getURL()),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isInside(details.url) && !/^(blob|data|devtools):/.test(details.url) });
  });
  // What our own page made (an export) is saved where its user says; nothing is fetched.
  session.on("will-download", (event, item, contents) => {
    if (!item.getURL().startsWith("blob:") || !isOurPage(contents.getURL())) event.preventDefault();
  });
}

/** No window of the program leads elsewhere, or opens another than the reader's second one. */
export function keepWindowsIn(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) =>
      isFilmPage(url) && isOurPage(contents.getURL())
        ? { action: "allow", overrideBrowserWindowOptions: secondWindowOptions }
        : { action: "deny" },
    );
    contents.on("will-navigate", (event) => {
      if (!isOurPage(event.url)) event.preventDefault();
    });
    contents.on("will-attach-webview", (event) => {
      event.preventDefault();
    });
  });
}
