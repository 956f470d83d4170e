/** A set of small whole numbers, a bit for each. */
export class Bits {
  #words: Uint32Array;

  constructor(size: number) {
    this.#words = new Uint32Array((size >>> 5) + 1);
  }

  /** The places of `values` whose value lies between these, both included. */
  static between(values: Uint32Array | Uint8Array, low: number, high: number): Bits {
    const bits = new Bits(values.length);
    const words = bits.#words;
    for (let at = 0; at < values.length; at++) {
      const value = values[at] ?? 0;
      if (value >= low && value <= high) words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31));
    }
    return bits;
  }

  has(number: number): boolean {
    return (((this.#words[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
  }

  add(number: number): void {
    const word = number >>> 5;
    if (word >= this.#words.length) {
      const larger = new Uint32Array(word + (word >>> 2) + 1);
      larger.set(this.#words);
      this.#words = larger;
    }
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (number & 31));
  }

  remove(number: number): void {
    const word = number >>> 5;
    if (word < this.#words.length) this.#words[word] = (this.#words[word] ?? 0) & ~(1 << (number & 31));
  }

  /** The numbers that are in both. */
  and(other: Bits): Bits {
    const both = new Bits(0);
    both.#words = this.#words.slice(0, other.#words.length);
    for (const [at, word] of both.#words.entries()) both.#words[at] = word & (other.#words[at] ?? 0);
    return both;
  }

  /** Those of `numbers` that are in the set, each once, in their order; the loop is its own for speed. */
  among(numbers: Uint32Array): Uint32Array {
    // One place more than are in the set, for what is written and does not stay.
    const [words, left] = [this.#words, new Uint32Array(this.count() + 1)];
    let length = 0;
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] ?? 0;
      // Written whether it stays or not: a jump that cannot be foretold costs more than the writing.
      left[length] = number;
      length += ((words[number >>> 5] ?? 0) >>> (number & 31)) & 1;
    }
    return left.subarray(0, length);
  }

  /** @returns how many numbers are in the set */
  count(): number {
    let count = 0;
    for (let word of this.#words) {
      // Bits of a word counted in parallel (Warren, Hacker's Delight, 5-1).
      word -= (word >>> 1) & 0x55555555;
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
      count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    return count;
  }
}
