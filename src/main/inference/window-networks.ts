import { decodeWire, encodeWire } from "../../core/base/wire.ts";
import { AppError, fromWire } from "../../core/base/errors.ts";
import type { Log } from "../../core/base/ports.ts";
import {
  windowMessage,
  type WindowAbilities,
  type WindowBackend,
  type WindowOrder,
  type WindowOutcome,
} from "../../core/inference-exchange.ts";
import type { Answer } from "../../core/models/session.ts";
import type { VerifiedModel } from "./read-model.ts";

/** A hidden window that was opened; its page then speaks with `exchange`. */
export interface OpenedWindow {
  close(): void;
}

export interface WindowOptions {
  /** Opens a window with the page that runs networks. `gone` is told when its process ends by itself. */
  readonly open: (gone: (reason: string) => void) => OpenedWindow;
  readonly log: Log;
  readonly limits?: Partial<WindowLimits>;
}

export interface WindowLimits {
  /** Milliseconds in which an opened window must ask for the first time. */
  readonly start: number;
  /** Milliseconds that loading a network may take, shaders compiled. */
  readonly load: number;
  /** Milliseconds that one network may take for one film. */
  readonly run: number;
  /** Milliseconds after which a question without an order is answered, so that none stays open for ever. */
  readonly hold: number;
}
const usualLimits: WindowLimits = { start: 20_000, load: 60_000, run: 60_000, hold: 20_000 };

type Asked = WindowOrder extends infer Order
  ? Order extends WindowOrder
    ? Omit<Order, "id">
    : never
  : never;

interface Waiting {
  readonly order: WindowOrder;
  readonly limit: number;
  readonly resolve: (answer: Answer | null) => void;
  readonly reject: (error: AppError) => void;
}

/** WASM threads beyond these gain nothing for one film of these sizes. */
const mostThreads = 4;

/**
 * Networks in a hidden window. The window asks for orders; what is asked here waits until it does. When the
 * window is gone, does not answer in time, or has lost its graphics processor, everything outstanding fails
 * with inference/backend-lost, and the next call opens another window.
 */
export class WindowNetworks {
  readonly #options: WindowOptions;
  readonly #limits: WindowLimits;
  readonly #queue: Waiting[] = [];
  readonly #loaded = new Map<string, string>();
  readonly #files = new Map<number, ReadonlyMap<string, Uint8Array>>();
  #window: OpenedWindow | null = null;
  #word: string | null = null;
  #abilities: PromiseWithResolvers<WindowAbilities> | null = null;
  #current: Waiting | null = null;
  /** Answers the question that is open. */
  #question: ((order: WindowOrder | null) => void) | null = null;
  #timer: NodeJS.Timeout | undefined;
  #ids = 0;
  #closed = false;

  constructor(options: WindowOptions) {
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
  }

  /**
   * What the window can do; opens it where it is not.
   * @throws AppError inference/backend-lost
   */
  abilities(): Promise<WindowAbilities> {
    if (this.#closed) return Promise.reject(new AppError("job/cancelled"));
    if (this.#abilities === null) {
      this.#abilities = Promise.withResolvers();
      this.#abilities.promise.catch(() => undefined);
      this.#window = this.#options.open((reason) => this.#lose(reason));
      this.#within(this.#limits.start, "its window did not start");
    }
    return this.#abilities.promise;
  }

  /**
   * Loads a network; one that is there with the same files stays.
   * @throws AppError model/load-failed, model/hash-mismatch, inference/backend-lost
   */
  async load(backend: WindowBackend, { manifest, files }: VerifiedModel): Promise<void> {
    const { isolated, cores } = await this.abilities();
    const threads = isolated ? Math.min(mostThreads, cores) : 1;
    const key = `${backend} ${manifest.id}`;
    const content = manifest.files.map(({ sha256 }) => sha256).join(" ");
    if (this.#loaded.get(key) === content) return;
    const id = ++this.#ids;
    this.#files.set(id, files);
    try {
      await this.#ask({ kind: "load", backend, manifest, threads }, id, this.#limits.load);
    } finally {
      this.#files.delete(id);
    }
    this.#loaded.set(key, content);
  }

  /**
   * Runs a loaded network on one film's input.
   * @throws AppError inference/failed, inference/backend-lost
   */
  async run(backend: WindowBackend, model: string, input: Float32Array): Promise<Answer> {
    if (!this.#loaded.has(`${backend} ${model}`)) {
      throw new AppError("inference/backend-lost", { detail: "its window was opened anew" });
    }
    const answer = await this.#ask({ kind: "run", backend, model, input }, ++this.#ids, this.#limits.run);
    if (answer === null) throw new AppError("app/protocol", { detail: "a run without an answer" });
    return answer;
  }

  /** One of the files of a network that is being loaded. */
  file(load: number, path: string): Uint8Array | undefined {
    return this.#files.get(load)?.get(path);
  }

  /**
   * Takes a question of the window, with the outcome of its last order, and answers it with the next order.
   * @throws RangeError, SyntaxError or ZodError where the bytes are no such message
   */
  async exchange(body: Uint8Array): Promise<Uint8Array> {
    const { window, abilities, outcome } = windowMessage.parse(decodeWire(body));
    if (abilities !== undefined) this.#greet(window, abilities);
    // The page of a window that was given up: it is told nothing more.
    if (window !== this.#word || this.#closed) return encodeWire(null);
    if (outcome !== undefined) this.#finish(outcome);
    this.#question?.(null);
    const order = await new Promise<WindowOrder | null>((resolve) => {
      const hold = setTimeout(() => answer(null), this.#limits.hold);
      const answer = (next: WindowOrder | null): void => {
        clearTimeout(hold);
        if (this.#question === answer) this.#question = null;
        resolve(next);
      };
      this.#question = answer;
      this.#next();
    });
    return encodeWire(order);
  }

  /** Ends the window; what is outstanding fails with job/cancelled. */
  close(): void {
    this.#closed = true;
    this.#end(new AppError("job/cancelled"));
  }

  #greet(window: string, abilities: WindowAbilities): void {
    if (this.#abilities === null) return;
    // A page that was loaded again has no network any more.
    if (this.#word !== null) return this.#lose("its window was loaded anew");
    clearTimeout(this.#timer);
    this.#word = window;
    this.#abilities.resolve(abilities);
  }

  #ask(asked: Asked, id: number, limit: number): Promise<Answer | null> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ order: { ...asked, id }, limit, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current !== null || this.#question === null) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) return;
    this.#current = waiting;
    this.#within(waiting.limit, "its window did not answer in time");
    this.#question(waiting.order);
  }

  #finish(outcome: WindowOutcome): void {
    const waiting = this.#current;
    if (waiting?.order.id !== outcome.id) return;
    clearTimeout(this.#timer);
    this.#current = null;
    if (outcome.ok) return waiting.resolve(outcome.answer);
    const error = fromWire(outcome.error);
    waiting.reject(error);
    if (error.code === "inference/backend-lost") this.#lose(String(error.params["detail"] ?? ""));
  }

  #within(limit: number, reason: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose(reason), limit);
  }

  #lose(reason: string): void {
    if (this.#abilities === null) return;
    this.#options.log.warn(`the window that runs networks was lost: ${reason}`);
    this.#end(new AppError("inference/backend-lost", { detail: reason }));
  }

  #end(error: AppError): void {
    clearTimeout(this.#timer);
    const [abilities, current, window] = [this.#abilities, this.#current, this.#window];
    this.#abilities = null;
    this.#current = null;
    this.#window = null;
    this.#word = null;
    this.#loaded.clear();
    this.#question?.(null);
    window?.close();
    abilities?.reject(error);
    for (const waiting of [current, ...this.#queue.splice(0)]) waiting?.reject(error);
  }
}
