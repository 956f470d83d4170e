import { Bits } from "./bits.ts";

/** Lines that were added together: their text, and the first of them. */
interface Part {
  readonly text: string;
  readonly firstLine: number;
}

/** What was added since is searched beside the long text until it is this share of it. */
const tailShare = 1 / 8;

/**
 * The searchable text of every study, one line each, end to end in memory: 100,000 studies are 6 MB
 * and are gone through in a few milliseconds, so that any part of a text is found, of one character
 * or of twenty, in every script. An index over parts of words would be larger and still need this
 * for parts that are shorter than its own.
 *
 * The text is UTF-8 with a character of a string for each byte: that way a string takes a byte for each, and the engine's search in
 * strings costs a quarter of its search in buffers where a word stands in most lines.
 */
export class SearchTexts {
  #base: Part = { text: "", firstLine: 0 };
  #tail: Part = { text: "", firstLine: 0 };
  /** Where each line begins in its part, and whose it is; 0 for a line that was replaced. */
  #starts: Uint32Array;
  #numbers: Uint32Array;
  #lines = 0;

  constructor() {
    this.#starts = new Uint32Array(1024);
    this.#numbers = new Uint32Array(1024);
  }

  /** Adds lines: `text` is UTF-8, each line ended by a newline. */
  add(numbers: readonly number[], text: Uint8Array): void {
    this.#makeRoom(numbers.length);
    const added = byteString(text);
    const before = this.#tail.text.length;
    let start = 0;
    for (const number of numbers) {
      this.#starts[this.#lines] = before + start;
      this.#numbers[this.#lines] = number;
      this.#lines++;
      start = added.indexOf("\n", start) + 1;
    }
    this.#tail = { ...this.#tail, text: this.#tail.text + added };
    if (this.#tail.text.length > this.#base.text.length * tailShare) this.#join();
  }

  /** Forgets the lines of these studies. */
  remove(numbers: Bits): void {
    for (let line = 0; line < this.#lines; line++) {
      if (numbers.has(this.#numbers[line] ?? 0)) this.#numbers[line] = 0;
    }
  }

  /** Studies whose text contains every word. */
  find(words: readonly string[], size: number): Bits {
    const found = new Bits(size);
    // The longest first: it is the rarest.
    const [first, ...others] = [...words]
      .sort((a, b) => b.length - a.length)
      .map((word) => byteString(Buffer.from(word)));
    if (first === undefined) return found;
    this.#findIn(this.#base, this.#tail.firstLine, first, others, found);
    this.#findIn(this.#tail, this.#lines, first, others, found);
    return found;
  }

  #findIn(
    { text, firstLine }: Part,
    end: number,
    word: string,
    others: readonly string[],
    found: Bits,
  ): void {
    const [starts, numbers, alone] = [this.#starts, this.#numbers, others.length === 0];
    let line = firstLine;
    for (let at = text.indexOf(word); at >= 0;) {
      while (line + 1 < end && (starts[line + 1] ?? 0) <= at) line++;
      const next = line + 1 < end ? (starts[line + 1] ?? 0) : text.length;
      const number = numbers[line] ?? 0;
      if (number !== 0 && (alone || containsAll(text, starts[line] ?? 0, next, others))) found.add(number);
      at = next < text.length ? text.indexOf(word, next) : -1;
    }
  }

  /** Makes one text of both. */
  #join(): void {
    const [base, tail] = [this.#base, this.#tail];
    for (let line = tail.firstLine; line < this.#lines; line++) {
      this.#starts[line] = (this.#starts[line] ?? 0) + base.text.length;
    }
    this.#base = { text: base.text + tail.text, firstLine: 0 };
    this.#tail = { text: "", firstLine: this.#lines };
  }

  #makeRoom(lines: number): void {
    if (this.#lines + lines <= this.#starts.length) return;
    const size = Math.ceil((this.#lines + lines) * 1.25);
    const [starts, numbers] = [new Uint32Array(size), new Uint32Array(size)];
    starts.set(this.#starts);
    numbers.set(this.#numbers);
    [this.#starts, this.#numbers] = [starts, numbers];
  }
}

/** Bytes as a string with a character for each. */
const byteString = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

function containsAll(text: string, from: number, to: number, words: readonly string[]): boolean {
  const line = text.slice(from, to);
  return words.every((word) => line.includes(word));
}
