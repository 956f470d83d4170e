import { Worker } from "node:worker_threads";
import { AppError } from "../../core/base/errors.ts";
import type { ParentPort } from "./serve-films.ts";

/** Bytes at which the process is ended in the middle of its work: twice what it may hold after a film. */
const mostMemory = 4 * 1024 ** 3;
/** Milliseconds between two looks: a network can take a gigabyte in less than a second. */
const lookAgain = 250;

/**
 * Ends this process when its parent is gone, or when it takes more memory than any film or network
 * needs. The channel's end says the former at once; but a decoder that never returns keeps the main
 * thread from hearing of it, and neither does native code come back before it has what it asked for:
 * so a thread of its own looks.
 */
const watch = `
const { workerData } = require("node:worker_threads");
const gone = () => {
  if (process.ppid !== workerData.parent) return true;
  try { process.kill(workerData.parent, 0); return false; } catch (error) { return error.code === "ESRCH"; }
};
const full = () => process.memoryUsage.rss() > workerData.memory;
setInterval(() => { if (gone() || full()) process.kill(process.pid, "SIGKILL"); }, workerData.every);
`;

/** What Electron gives to a utility process in place of `process.send`. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(name: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * The line to the engine, in whichever kind of child process this is.
 * @param memory bytes at which a forked process is ended in the middle of its work
 */
export function parentPort(memory = mostMemory): ParentPort {
  const utility = (process as { parentPort?: UtilityPort }).parentPort;
  return utility === undefined ? forkedPort(memory) : utilityPort(utility);
}

/** Electron ends a utility process together with its parent. */
const utilityPort = (port: UtilityPort): ParentPort => ({
  send: (reply) => port.postMessage(reply),
  onMessage: (listener) => port.on("message", (event) => listener(event.data)),
});

/** In a process that `child_process.fork` started. */
function forkedPort(memory: number): ParentPort {
  const send = process.send?.bind(process);
  if (send === undefined) throw new AppError("app/protocol", { detail: "started without an engine" });
  process.on("disconnect", () => process.exit(0));
  new Worker(watch, { eval: true, workerData: { parent: process.ppid, memory, every: lookAgain } }).unref();
  return {
    send: (reply) => void send(reply),
    onMessage: (listener) => void process.on("message", listener),
  };
}
