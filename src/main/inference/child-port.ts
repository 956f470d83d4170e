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

/** The line to the engine in a process that `child_process.fork` started. */
export function forkedPort(): ParentPort {
  const send = process.send?.bind(process);
  if (send === undefined) throw new AppError("app/protocol", { detail: "started without an engine" });
  process.on("disconnect", () => process.exit(0));
  new Worker(watch, { eval: true, workerData: { parent: process.ppid } }).unref();
  return {
    send: (reply) => void send(reply),
    onMessage: (listener) => void process.on("message", listener),
  };
}
