import { BrowserWindow, session } from "electron";
import type { Log } from "../../core/base/ports.ts";
import { WindowNetworks } from "../inference/window-networks.ts";
import { inferencePage, serveInference } from "../shell/inference-page.ts";
import { closeToTheOutside } from "./hardening.ts";

const origin = "overread://networks";

/**
 * The hidden window that runs networks. Its session is its own and kept in memory: no other window can ask what
 * it asks, nothing of a film is written by it, and it runs on while it is not seen.
 */
export function inferenceWindow(rendererFolder: string, log: Log): WindowNetworks {
  const own = session.fromPartition("networks");
  const isInside = (url: string): boolean => url.startsWith(`${origin}/`);
  closeToTheOutside(own, isInside);
  const networks = new WindowNetworks({
    log,
    open: (gone) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          session: own,
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          backgroundThrottling: false,
        },
      });
      window.webContents.on("render-process-gone", (_event, { reason }) => {
        gone(reason);
      });
      window.loadURL(origin + inferencePage).catch((error: unknown) => {
        gone(error instanceof Error ? error.message : String(error));
      });
      return {
        close: () => {
          if (!window.isDestroyed()) window.destroy();
        },
      };
    },
  });
  const answer = serveInference(rendererFolder, networks);
  // Of a workstation before this one, whose library was moved.
  if (own.protocol.isProtocolHandled("overread")) own.protocol.unhandle("overread");
  own.protocol.handle("overread", (request) =>
    isInside(request.url) ? answer(request) : new Response(null, { status: 404 }),
  );
  return networks;
}
