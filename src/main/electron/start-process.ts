import { utilityProcess } from "electron";
import { createInterface } from "node:readline";
import {
  childEnvironment,
  heapLimit,
  longestLine,
  usualPriority,
  type StartProcess,
} from "../inference/start-process.ts";

/** A child process of Electron's own kind: it needs no Node mode of the packaged program. */
export const startUtility: StartProcess = (entry, events, priority = usualPriority) => {
  const child = utilityProcess.fork(entry, [priority], {
    execArgv: [`--max-old-space-size=${heapLimit}`],
    env: childEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
    serviceName: "Overread engine",
  });
  let gone = false;
  child.on("message", (message: unknown) => {
    events.message(message);
  });
  child.on("exit", (code) => {
    gone = true;
    events.exit(`exit code ${code}`);
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      events.output(line.slice(0, longestLine));
    });
  }
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      if (!gone) child.postMessage(message);
    },
    kill() {
      // SIGTERM would wait for a decoder that never returns.
      if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
    },
  };
};
