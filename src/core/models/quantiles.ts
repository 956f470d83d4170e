/** So many that a film's grey levels leave only a few in each. */
const buckets = 4096;

/** The values whose place is the given one, ascending. */
function bucket(values: Float64Array, places: Uint16Array, place: number, count: number): Float64Array {
  const inside = new Float64Array(count);
  for (let i = 0, next = 0; next < count; i++) {
    if (places[i] === place) inside[next++] = values[i] as number;
  }
  return inside.sort();
}

/**
 * Values at the given ranks of the ascending order, counted from 0. Sorting all of them would cost more than
 * all other steps of preparing a small film: they are dealt to buckets that keep their order, and only
 * the buckets that hold a rank are sorted. The answer is exact.
 * @param values finite; not changed
 */
export function atRanks(values: Float64Array, ranks: readonly number[]): number[] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) return ranks.map(() => low);
  const scale = (buckets - 1) / (high - low);
  const places = new Uint16Array(values.length);
  const counts = new Int32Array(buckets);
  for (let i = 0; i < values.length; i++) {
    const place = Math.trunc(((values[i] as number) - low) * scale);
    places[i] = place;
    counts[place] = (counts[place] as number) + 1;
  }
  const sorted = new Map<number, Float64Array>();
  return ranks.map((rank) => {
    let [place, before] = [0, 0];
    while (before + (counts[place] as number) <= rank) before += counts[place++] as number;
    const inside = sorted.get(place) ?? bucket(values, places, place, counts[place] as number);
    sorted.set(place, inside);
    return inside[rank - before] as number;
  });
}

/** Linearly interpolated quantiles, as `numpy.percentile` computes them by default. @param fractions 0..1 */
export function quantiles(values: Float64Array, fractions: readonly number[]): number[] {
  const last = values.length - 1;
  const below = fractions.map((fraction) => Math.floor(fraction * last));
  const found = atRanks(
    values,
    below.flatMap((rank) => [rank, Math.min(rank + 1, last)]),
  );
  return fractions.map((fraction, index) => {
    const [low, high] = found.slice(2 * index) as [number, number];
    return low + (high - low) * (fraction * last - (below[index] as number));
  });
}
