interface Waiting {
  /** Null until it is known how much is wanted. */
  bytes: number | null;
  enter: () => void;
}

/**
 * Bytes of memory that may be in use at once, given out in the order asked, so that nobody waits for one
 * who comes later. What alone is larger than all of it gets it when nothing else is in use.
 */
export class Room {
  readonly #bytes: number;
  readonly #waiting: Waiting[] = [];
  #used = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /**
   * @param bytes must not reject
   * @returns how to give the bytes back
   */
  async take(bytes: Promise<number>): Promise<() => void> {
    const waiting: Waiting = { bytes: null, enter: () => undefined };
    const entered = new Promise<void>((resolve) => (waiting.enter = resolve));
    this.#waiting.push(waiting);
    const wanted = await bytes;
    waiting.bytes = wanted;
    this.#admit();
    await entered;
    return () => {
      this.#used -= wanted;
      this.#admit();
    };
  }

  #admit(): void {
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting) {
      if (first.bytes === null || (this.#used > 0 && this.#used + first.bytes > this.#bytes)) return;
      this.#used += first.bytes;
      this.#waiting.shift();
      first.enter();
    }
  }
}
