import { app, type Session } from "electron";
import { isOurPage } from "./protocol.ts";

/** Nothing from outside is loaded, no permission is granted, no window leads elsewhere. */
export function closeToTheOutside(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => {
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isOurPage(details.url) && !/^(blob|data|devtools):/.test(details.url) });
  });
  session.on("will-download", (event) => {
    event.preventDefault();
  });
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-navigate", (event) => {
      if (!isOurPage(event.url)) event.preventDefault();
    });
    contents.on("will-attach-webview", (event) => {
      event.preventDefault();
    });
  });
}
