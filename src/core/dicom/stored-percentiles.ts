import type { Film, StoredValues } from "./film.ts";
import { firstStored, isPadding } from "./grey/display-table.ts";

/**
 * Stored values up to which given shares (0 to 1) of a frame's pixels lie: the smallest value at which
 * the count of pixels reaches the share. Padding is left out; null if there is nothing else.
 */
export function storedPercentiles(
  { grey, bitsStored, signed }: Pick<Film, "grey" | "bitsStored" | "signed">,
  stored: StoredValues,
  shares: readonly number[],
): number[] | null {
  const first = firstStored(bitsStored, signed);
  const counts = new Float64Array(2 ** bitsStored);
  for (let index = 0; index < stored.length; index++) {
    const place = (stored[index] as number) - first;
    counts[place] = (counts[place] as number) + 1;
  }
  let total = 0;
  for (let place = 0; place < counts.length; place++) {
    if (isPadding(grey.padding, first + place)) counts[place] = 0;
    total += counts[place] as number;
  }
  if (total === 0) return null;
  return shares.map((share) => {
    let below = 0;
    for (let place = 0; place < counts.length; place++) {
      below += counts[place] as number;
      if (below > 0 && below >= share * total) return first + place;
    }
    return first + counts.length - 1;
  });
}
