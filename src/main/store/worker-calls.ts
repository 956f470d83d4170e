import { Worker } from "node:worker_threads";
import { fromWire } from "../../core/base/errors.ts";
import { leave, type CallMessage, type WorkerMessage } from "./worker-protocol.ts";

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A worker thread stopped without having been asked to. */
export class WorkerStopped extends Error {
  override readonly name = "WorkerStopped";
}

/** The calling side of one worker thread. */
export class WorkerCalls {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #exit: Promise<void>;
  #gone = false;
  #last = 0;
  #stopped: Error | null = null;

  /** @param options.megabytes limit of the thread's heap; beyond it the thread stops, not the program */
  constructor(
    path: string,
    options: { readonly data: unknown; readonly megabytes: number; readonly log: (message: string) => void },
  ) {
    this.#worker = new Worker(path, {
      workerData: options.data,
      resourceLimits: { maxOldGenerationSizeMb: options.megabytes },
    });
    this.#worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "log") options.log(message.message);
      else this.#settle(message);
    });
    this.#worker.on("error", (cause) => {
      this.#stop(new WorkerStopped("a worker thread failed", { cause }));
    });
    this.#exit = new Promise((resolve) => {
      this.#worker.on("exit", () => {
        this.#gone = true;
        this.#stop(new WorkerStopped("a worker thread ended"));
        resolve();
      });
    });
  }

  get stopped(): boolean {
    return this.#stopped !== null;
  }

  /** @throws AppError of the other side; `WorkerStopped`; `Error` for a fault of the other side */
  call(name: string, argument: unknown): Promise<unknown> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    const number = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ number, name, argument } satisfies CallMessage);
    });
  }

  /**
   * Lets the thread leave by itself: ended from outside, it can die in the middle of native code and take
   * the whole process with it. One that is still at work after two seconds is ended all the same.
   */
  async end(): Promise<void> {
    const running = !this.#gone;
    this.#stop(new WorkerStopped("closed"));
    if (!running) return;
    this.#worker.postMessage(leave);
    const late = setTimeout(() => void this.#worker.terminate(), 2_000);
    await this.#exit;
    clearTimeout(late);
  }

  #settle(message: Exclude<WorkerMessage, { kind: "log" }>): void {
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if (message.kind === "value") waiting?.resolve(message.value);
    else if (message.kind === "error") waiting?.reject(fromWire(message.error));
    else waiting?.reject(new Error(`a worker thread's fault: ${message.detail}`));
  }

  #stop(error: Error): void {
    this.#stopped ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
