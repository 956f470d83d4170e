import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { Transport } from "../core/api.ts";

/** Binds the contract of core/api.ts to Electron's IPC; nothing else. */
const transport: Transport = {
  request: (name, payload) => ipcRenderer.invoke("overread:request", name, payload),
  subscribe(listener) {
    const forward = (_event: unknown, message: unknown): void => {
      listener(message);
    };
    ipcRenderer.on("overread:event", forward);
    return () => {
      ipcRenderer.off("overread:event", forward);
    };
  },
  offer: (files) =>
    Promise.resolve({
      kind: "paths",
      paths: (files as readonly { readonly file: File }[]).map(({ file }) => webUtils.getPathForFile(file)),
    }),
};

contextBridge.exposeInMainWorld("overread", transport);
