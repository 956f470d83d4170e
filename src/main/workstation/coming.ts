/** Milliseconds for which what was made waits for who may have gone on. */
const wait = 5_000;

/** What is made before it is asked for, each by its name: who opens a film asks for its picture next, and then for its pixels. */
export class Coming<Made> {
  readonly #coming = new Map<string, Promise<Made>>();

  /** Begins to make something, once for all who ask for it. */
  begin(name: string, make: () => Promise<Made>): void {
    if (this.#coming.has(name)) return;
    const made = make();
    this.#coming.set(name, made);
    const forget = (): void => {
      if (this.#coming.get(name) === made) this.#coming.delete(name);
    };
    made.then(
      () => void setTimeout(forget, wait).unref(),
      // Whoever asks for it has it made anew and is told.
      forget,
    );
  }

  /** Hands over what is made or being made; null where nothing is. */
  take(name: string): Promise<Made> | null {
    const made = this.#coming.get(name) ?? null;
    this.#coming.delete(name);
    return made;
  }
}
