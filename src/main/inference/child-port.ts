import { Worker } from "node:worker_threads";
import { AppError } from "../../core/base/errors.ts";
import type { ParentPort } from "./serve-films.ts";

/**
 * Ends this process when its parent is gone. The channel's end does so at once; but a decoder that
 * never returns keeps the main thread from hearing of it, so a thread of its own looks every second.
 */
const watch = `
const { workerData } = require("node:worker_threads");
const gone = () => {
  if (process.ppid !== workerData.parent) return true;
  try { process.kill(workerData.parent, 0); return false; } catch (error) { return error.code === "ESRCH"; }
};
setInterval(() => { if (gone()) process.kill(process.pid, "SIGKILL"); }, 1000);
`;

/** What Electron gives to a utility process in place of `process.send`. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(name: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** The line to the engine, in whichever kind of child process this is. */
export function parentPort(): ParentPort {
  const utility = (process as { parentPort?: UtilityPort }).parentPort;
  return utility === undefined ? forkedPort() : utilityPort(utility);
}

/** Electron ends a utility process together with its parent. */
const utilityPort = (port: UtilityPort): ParentPort => ({
  send: (reply) => port.postMessage(reply),
  onMessage: (listener) => port.on("message", (event) => listener(event.data)),
});

/** In a process that `child_process.fork` started. */
function forkedPort(): ParentPort {
  const send = process.send?.bind(process);
  if (send === undefined) throw new AppError("app/protocol", { detail: "started without an engine" });
  process.on("disconnect", () => process.exit(0));
  new Worker(watch, { eval: true, workerData: { parent: process.ppid } }).unref();
  return {
    send: (reply) => void send(reply),
    onMessage: (listener) => void process.on("message", listener),
  };
}
