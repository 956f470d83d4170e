/** Bytes of a room that is kept; what needs more has memory of its own. */
const most = 64 * 1024 ** 2;

/**
 * Memory that is used again and again. A fresh block of a film's size costs more than what is done in it: the system
 * hands it over page by page, each made empty first.
 */
export class Room {
  #bytes = new Uint8Array(0);

  /**
   * @param length in bytes
   * @returns so many bytes with anything in them; they hold until the next are taken
   */
  take(length: number): Uint8Array<ArrayBuffer> {
    if (length > most) return new Uint8Array(length);
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(length);
    return this.#bytes.subarray(0, length);
  }

  /** So many single-precision numbers in the same way. */
  takeFloats(count: number): Float32Array {
    return new Float32Array(this.take(count * Float32Array.BYTES_PER_ELEMENT).buffer, 0, count);
  }
}
