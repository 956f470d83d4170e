import { Inflate } from "fflate";
import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import type { FilmLimits } from "../limits.ts";

/** Small data sets may deflate to next to nothing; the ratio counts only from here on. */
const ratioFrom = 16 * 1024 * 1024;
const step = 16_384;

/**
 * Inflates raw deflate data, stopping as soon as the output passes its cap.
 * @param head bytes that the result starts with, unchanged
 * @param deflated raw deflate stream (RFC 1951); bytes after its end are ignored
 * @returns head followed by the inflated bytes
 * @throws AppError film/too-large, film/truncated, film/corrupt
 */
export function inflateBounded(
  head: Uint8Array,
  deflated: Uint8Array,
  limits: Pick<FilmLimits, "inflatedBytes" | "inflationRatio">,
): Uint8Array {
  const cap = Math.min(limits.inflatedBytes, Math.max(ratioFrom, deflated.length * limits.inflationRatio));
  const chunks: Uint8Array[] = [head];
  let total = 0;
  const inflate = new Inflate((chunk) => {
    total += chunk.length;
    if (total > cap) {
      throw new AppError("film/too-large", {
        asked: filmPhrases.asksForInflation(deflated.length),
        limit: filmPhrases.bytes(cap),
      });
    }
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < deflated.length; at += step) {
      inflate.push(deflated.subarray(at, at + step), at + step >= deflated.length);
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const code = typeof thrown === "object" && thrown !== null && "code" in thrown ? thrown.code : undefined;
    // fflate's code 0: unexpected end of the deflated data.
    if (code === 0) throw new AppError("film/truncated", { actual: deflated.length }, { cause: thrown });
    throw new AppError("film/corrupt", { detail: filmPhrases.badDeflate }, { cause: thrown });
  }
  const out = new Uint8Array(head.length + total);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
