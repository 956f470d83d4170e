import { parentPort } from "node:worker_threads";
import { AppError, toWire } from "../../core/base/errors.ts";
import { leave, type CallMessage, type WorkerMessage } from "./worker-protocol.ts";

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
 * @param beside calls that are begun in their turn but not waited for: while their work waits for the disk, the next call is answered
 */
export function serveCalls(
  handle: (name: string, argument: unknown) => unknown,
  explain: (thrown: unknown) => unknown,
  beside: readonly string[] = [],
): void {
  let last: Promise<void> = Promise.resolve();
  const running = new Set<Promise<void>>();
  const answer = async (call: CallMessage): Promise<void> => {
    try {
      post({ kind: "value", number: call.number, value: await handle(call.name, call.argument) });
    } catch (thrown) {
      const error = explain(thrown);
      if (error instanceof AppError)
        return post({ kind: "error", number: call.number, error: toWire(error) });
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      post({ kind: "fault", number: call.number, detail });
    }
  };
  const begin = (call: CallMessage): void => {
    const ended: Promise<void> = answer(call).finally(() => running.delete(ended));
    running.add(ended);
  };
  parentPort?.on("message", (call: CallMessage | typeof leave) => {
    if (call === leave) return void last.then(() => Promise.all(running)).finally(() => parentPort?.close());
    last = last.then(() => {
      if (!beside.includes(call.name)) return answer(call);
      begin(call);
      return undefined;
    });
  });
}
