import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import {
  firstPicture,
  joined,
  wholePicture,
  type FilmToPaint,
  type FirstPicture,
  type StageSize,
} from "../../core/display/first-picture.ts";
import { paintThreadPath } from "../entry-points.ts";
import type { StripRequest } from "./paint-thread.ts";

/** Film pixels for which two threads that paint half a picture each are the sooner done. */
const worthTwo = 1_000_000;

/** Its values lie where another thread can read them. */
const isShared = ({ pixels }: FilmToPaint): boolean =>
  !pixels.colour && pixels.stored.buffer instanceof SharedArrayBuffer && pixels.stored.length >= worthTwo;

/** Paints first pictures, one at a time: those of large films in two halves, with a thread beside this one. */
export class PaintBeside {
  #thread: Worker | null = null;
  #ready = false;
  #waiting: ((picture: FirstPicture | null) => void) | null = null;
  /** There is one core alone, or the thread stopped: this one does without. */
  #alone = availableParallelism() < 2;

  /** Whether the next large film is painted by both; the thread starts with the first one. */
  get ready(): boolean {
    return this.#ready;
  }

  async paint(film: FilmToPaint, stage: StageSize): Promise<FirstPicture> {
    if (!isShared(film) || !this.#isThere()) return firstPicture(film, stage, wholePicture);
    const strip = { index: 1, count: 2 };
    const lower = new Promise<FirstPicture | null>((resolve) => (this.#waiting = resolve));
    this.#thread?.postMessage({ film, stage, strip } satisfies StripRequest);
    const upper = firstPicture(film, stage, { index: 0, count: 2 });
    return joined(upper, (await lower) ?? firstPicture(film, stage, strip));
  }

  /** Starts the thread where there is none yet. */
  #isThere(): boolean {
    if (this.#thread === null && !this.#alone) {
      this.#thread = new Worker(paintThreadPath());
      this.#thread.unref();
      this.#thread.on("message", (message: FirstPicture | "ready") => {
        if (message === "ready") this.#ready = true;
        else this.#waiting?.(message);
      });
      this.#thread.on("error", (error) => {
        process.emitWarning(`The thread that paints stopped: ${String(error)}`);
        this.#alone = true;
        this.#ready = false;
        this.#waiting?.(null);
      });
    }
    return this.#ready;
  }
}
