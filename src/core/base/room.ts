/** Bytes of a room that is kept; what needs more has memory of its own. */
const most = 64 * 1024 ** 2;

/**
 * Memory that is used again and again. A fresh block of a film's size costs more than what is done in it: the system
 * hands it over page by page, each made empty first.
 */
export class Room<Memory extends ArrayBufferLike = ArrayBuffer> {
  readonly #fresh: (length: number) => Uint8Array<Memory>;
  #bytes: Uint8Array<Memory>;

  private constructor(fresh: (length: number) => Uint8Array<Memory>) {
    this.#fresh = fresh;
    this.#bytes = fresh(0);
  }

  static own(): Room {
    return new Room((length) => new Uint8Array(length));
  }

  /** Other threads can read what is in it. */
  static shared(): Room<SharedArrayBuffer> {
    return new Room((length) => new Uint8Array(new SharedArrayBuffer(length)));
  }

  /**
   * @param length in bytes
   * @returns so many bytes with anything in them; they hold until the next are taken
   */
  take(length: number): Uint8Array<Memory> {
    if (length > most) return this.#fresh(length);
    if (length > this.#bytes.length) this.#bytes = this.#fresh(length);
    return this.#bytes.subarray(0, length);
  }

  /** So many single-precision numbers in the same way. */
  takeFloats(count: number): Float32Array {
    return new Float32Array(this.take(count * Float32Array.BYTES_PER_ELEMENT).buffer, 0, count);
  }
}
