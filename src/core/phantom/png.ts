import { encode } from "fast-png";
import type { PhantomFilm } from "./develop.ts";

/**
 * The film as a grey PNG file, bright bone on dark air whatever its polarity: 8 bits for an 8-bit
 * film, else 16 bits with the window's range spread over all of them (a PNG says nothing of its window).
 */
export function phantomPng(phantom: PhantomFilm): Uint8Array {
  const { columns: width, rows: height, bits, polarity, values, window } = phantom;
  const depth = bits === 8 ? 8 : 16;
  const full = 2 ** bits - 1;
  const top = 2 ** depth - 1;
  const invert = polarity === "MONOCHROME1";
  const first = (invert ? full + 1 - window.centre : window.centre) - window.width / 2;
  const data = depth === 8 ? new Uint8Array(values.length) : new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = invert ? full - (values[i] ?? 0) : (values[i] ?? 0);
    const spread = bits === 8 ? value : Math.round(((value - first) * top) / (window.width - 1));
    data[i] = Math.min(top, Math.max(0, spread));
  }
  return encode({ width, height, data, depth, channels: 1 });
}
