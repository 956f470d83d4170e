import type { FilmId } from "../../core/base/ids.ts";
import type { DecodedFrame } from "../inference/engine-messages.ts";

/** Milliseconds for which a decoded frame waits for who may have gone on. */
const wait = 5_000;

/** Frames that are decoded before they are asked for: who has a film's first picture asks for its pixels next. */
export class ComingFrames {
  readonly #coming = new Map<string, Promise<DecodedFrame>>();

  /** Has a frame decoded, once for all who ask for it. */
  begin(filmId: FilmId, frame: number, decode: () => Promise<DecodedFrame>): void {
    const of = `${filmId} ${frame}`;
    if (this.#coming.has(of)) return;
    const decoded = decode();
    this.#coming.set(of, decoded);
    const forget = (): void => {
      if (this.#coming.get(of) === decoded) this.#coming.delete(of);
    };
    decoded.then(
      () => void setTimeout(forget, wait).unref(),
      // Whoever asks for it has it decoded anew and is told.
      forget,
    );
  }

  /** Hands a frame over that is decoded or being decoded; null where none is. */
  take(filmId: FilmId, frame: number): Promise<DecodedFrame> | null {
    const of = `${filmId} ${frame}`;
    const decoded = this.#coming.get(of) ?? null;
    this.#coming.delete(of);
    return decoded;
  }
}
