import { z } from "zod";
import { AppError } from "../../../core/base/errors.ts";
import { contentHash } from "../../../core/base/ids.ts";

/** What a backup holds, one after the other: a line of JSON behind its length (u32, little endian), then `bytes` bytes. */
export const entrySchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("film"),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .transform(contentHash),
    bytes: z.int().nonnegative(),
  }),
  /** Comes last: it names no film that could have come into the library after the films were written. */
  z.object({ kind: z.literal("database"), bytes: z.int().nonnegative() }),
]);
export type Entry = z.infer<typeof entrySchema>;

export function entryHead(entry: Entry): Buffer {
  const text = Buffer.from(JSON.stringify(entry));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text]);
}

const headLimit = 4096;

/** Reads entries out of pieces whose bounds are not the entries'. */
export class EntryReader {
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #name: string;
  #left: Buffer = Buffer.alloc(0);

  /** @param name the backup file's, for sentences */
  constructor(pieces: AsyncIterator<Buffer>, name: string) {
    this.#pieces = pieces;
    this.#name = name;
  }

  /**
   * @returns null at the end
   * @throws AppError backup/altered
   */
  async next(): Promise<Entry | null> {
    while (this.#left.length === 0) if (!(await this.#more())) return null;
    const length = (await this.#take(4)).readUInt32LE();
    if (length > headLimit) throw this.#altered();
    const text = (await this.#take(length)).toString();
    try {
      return entrySchema.parse(JSON.parse(text));
    } catch (cause) {
      throw this.#altered(cause);
    }
  }

  /** The bytes of the entry that was read last, in pieces. */
  async *body(bytes: number): AsyncGenerator<Buffer, void, undefined> {
    for (let rest = bytes; rest > 0;) {
      if (this.#left.length === 0 && !(await this.#more())) throw this.#altered();
      const piece = this.#left.subarray(0, rest);
      this.#left = this.#left.subarray(piece.length);
      rest -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }

  async #take(bytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.body(bytes)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async #more(): Promise<boolean> {
    const next = await this.#pieces.next();
    if (next.done === true) return false;
    this.#left = next.value;
    return true;
  }

  #altered(cause?: unknown): AppError {
    return new AppError("backup/altered", { file: this.#name }, { cause });
  }
}
