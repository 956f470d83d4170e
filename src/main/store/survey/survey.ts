import type { Log } from "../../../core/base/ports.ts";
import { WorkerCalls } from "../worker-calls.ts";
import type { Survey } from "./survey-library.ts";

/**
 * Looks through a library in a thread of its own, slowly: see `surveyLibrary`.
 * @throws AppError job/cancelled on `signal`, library/films-gone, library/damaged; WorkerStopped
 */
export async function survey(options: {
  readonly library: string;
  readonly workerPath: string;
  readonly settledBefore: number;
  readonly signal: AbortSignal;
  readonly log: Log;
}): Promise<Survey> {
  const { library: folder, workerPath, settledBefore, signal, log } = options;
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const worker = new WorkerCalls(workerPath, {
    data: { folder, settledBefore, stop },
    megabytes: 256,
    log: (message) => {
      log.warn(message);
    },
  });
  const cancel = (): void => void Atomics.store(new Int32Array(stop), 0, 1);
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  try {
    // What the other side answers is typed by its interface: both are compiled together.
    return (await worker.call("survey", {})) as Survey;
  } finally {
    signal.removeEventListener("abort", cancel);
    await worker.end();
  }
}
