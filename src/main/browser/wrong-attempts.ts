/** Wrong attempts in a row that are answered at once. */
const atOnce = 5;
/** Milliseconds that the next one's answer is held back: doubling up to the longest. */
const firstWait = 500;
const longestWait = 4_000;
/** Answers that are held back at a time; what comes beyond them is turned away. */
const mostHeld = 16;
/** Milliseconds without a wrong attempt after which all are forgotten. */
const forgottenAfter = 60_000;

/** What a wrong attempt is answered: so many milliseconds later, or not at all until others were. */
export type Answer = { readonly heldFor: number } | "turned-away";

/**
 * Slows down whoever tries one secret after another. Only wrong attempts are held back, each for itself: the
 * right secret is let in at once, so that no program on this PC can keep the reader out by guessing.
 */
export class WrongAttempts {
  readonly #now: () => number;
  #inARow = 0;
  #last = 0;
  #held = 0;

  /** @param now milliseconds of a steady clock */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Counts a wrong attempt; whoever holds its answer back says so with `released` afterwards. */
  wrong(): Answer {
    const now = this.#now();
    if (now - this.#last > forgottenAfter) this.#inARow = 0;
    this.#last = now;
    this.#inARow++;
    const doublings = this.#inARow - atOnce - 1;
    if (doublings < 0) return { heldFor: 0 };
    if (this.#held >= mostHeld) return "turned-away";
    this.#held++;
    return { heldFor: Math.min(longestWait, firstWait * 2 ** doublings) };
  }

  /** An answer that was held back has been given. */
  released(): void {
    this.#held--;
  }

  /** Whether the last attempt was the first of many: said to the log once. */
  get becameMany(): boolean {
    return this.#inARow === atOnce + 1;
  }
}
