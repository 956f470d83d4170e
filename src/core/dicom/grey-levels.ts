import type { Film, StoredValues } from "./film.ts";
import type { GreyChain, Voi } from "./grey-chain.ts";
import { displayTable, firstStored, isPadding, type DisplayInput } from "./grey/display-table.ts";
import { modalityRange, type Range } from "./grey/modality.ts";

/** Grey level 0 to 255 of every stored value there can be. */
export interface GreyLevels {
  /** Stored value that `levels[0]` belongs to. */
  readonly first: number;
  readonly levels: Uint8Array;
}

/** Lowest and highest stored value of a frame, padding left out; null if there is nothing else. */
function storedRange(stored: StoredValues, padding: GreyChain["padding"]): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < stored.length; index++) {
    const value = stored[index] ?? 0;
    if (value < low && !isPadding(padding, value)) low = value;
    if (value > high && !isPadding(padding, value)) high = value;
  }
  return low <= high ? { low, high } : null;
}

/**
 * How a frame is shown first: by the film's first VOI, else by its full range. That is the range of
 * the bits for a film of up to 8 bits (shown as it is stored), and from the frame's lowest to its
 * highest value, padding left out, for a deeper one.
 */
export function initialVoi(film: Pick<Film, "grey" | "bitsStored" | "signed">, stored: StoredValues): Voi {
  const [voi] = film.grey.vois;
  if (voi) return voi;
  const first = firstStored(film.bitsStored, film.signed);
  const bits = { low: first, high: first + 2 ** film.bitsStored - 1 };
  const range = (film.bitsStored > 8 && storedRange(stored, film.grey.padding)) || bits;
  const { low, high } = modalityRange(film.grey.modality, range);
  // LINEAR maps centre - 0.5 -+ (width - 1) / 2 to black and white (PS3.3 C.11.2.1.2.1).
  return { kind: "window", centre: (low + high + 1) / 2, width: high - low + 1, function: "LINEAR" };
}

/**
 * Grey levels by the film's grey chain, the given VOI and the film's polarity, turned round once more
 * where `invert` is set. 0 is black. Padding is black in either polarity. PS3.3 leaves open how a
 * level is made whole; fractions are cut off, as DCMTK does.
 */
export function displayLevels(input: DisplayInput): GreyLevels {
  return {
    first: firstStored(input.bitsStored, input.signed),
    levels: new Uint8Array(displayTable(input, 255)),
  };
}

/** One grey level a pixel, row-major; a view on no one else's memory. */
export function renderGrey(stored: StoredValues, { first, levels }: GreyLevels): Uint8ClampedArray {
  const out = new Uint8ClampedArray(stored.length);
  for (let index = 0; index < stored.length; index++) {
    out[index] = levels[(stored[index] ?? 0) - first] ?? 0;
  }
  return out;
}
