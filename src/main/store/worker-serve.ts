import { parentPort } from "node:worker_threads";
import { AppError, toWire } from "../../core/base/errors.ts";
import type { CallMessage, WorkerMessage } from "./worker-protocol.ts";

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** Tells the main thread's log. Never patient text. */
export function logFromWorker(message: string): void {
  post({ kind: "log", message });
}

/**
 * Answers the calls that come to this worker thread, one after the other in their order.
 * @param explain turns what was thrown into the error that a person is told of, where it is one
 */
export function serveCalls(
  handle: (name: string, argument: unknown) => unknown,
  explain: (thrown: unknown) => unknown,
): void {
  let last: Promise<void> = Promise.resolve();
  parentPort?.on("message", (call: CallMessage) => {
    last = last.then(async () => {
      try {
        post({ kind: "value", number: call.number, value: await handle(call.name, call.argument) });
      } catch (thrown) {
        const error = explain(thrown);
        if (error instanceof AppError)
          return post({ kind: "error", number: call.number, error: toWire(error) });
        const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
        post({ kind: "fault", number: call.number, detail });
      }
    });
  });
}
