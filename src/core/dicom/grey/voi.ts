import type { Voi } from "../grey-chain.ts";

/**
 * Display value of a modality value (PS3.3 C.11.2), from `black` to `white` (exchanged where low values
 * are bright). Windows: LINEAR by C.11.2.1.2.1, SIGMOID by C.11.2.1.3.1, LINEAR_EXACT by C.11.2.1.3.2.
 * A table's first and last entries go on beyond it (C.11.2.1.1).
 */
export function displayFunction(voi: Voi, black: number, white: number): (modality: number) => number {
  const range = white - black;
  if (voi.kind === "lut") {
    const { first, entries, bits } = voi.lut;
    const last = entries.length - 1;
    const top = 2 ** bits - 1;
    return (x) => {
      const entry = entries[Math.min(Math.max(Math.trunc(x) - first, 0), last)] ?? 0;
      return black + (Math.min(entry, top) / top) * range;
    };
  }
  const { centre, width } = voi;
  if (voi.function === "SIGMOID") return (x) => black + range / (1 + Math.exp((-4 * (x - centre)) / width));

  const exact = voi.function === "LINEAR_EXACT";
  const middle = exact ? centre : centre - 0.5;
  const span = exact ? width : width - 1;
  // Written as offset and slope, a window of 256 around 128 is the identity without rounding errors.
  const slope = span === 0 ? 0 : range / span;
  const offset = span === 0 ? 0 : white - (middle / span + 0.5) * range;
  return (x) => {
    if (x <= middle - span / 2) return black;
    if (x > middle + span / 2) return white;
    return offset + x * slope;
  };
}
