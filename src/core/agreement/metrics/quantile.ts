/**
 * Quantile by linear interpolation between the neighbours in order (Hyndman, Fan 1996, definition 7;
 * numpy's and R's default).
 * @param share 0..1
 * @returns null for no values
 */
export function quantile(values: readonly number[], share: number): number | null {
  const ordered = values.toSorted((a, b) => a - b);
  const place = (ordered.length - 1) * share;
  const low = ordered[Math.floor(place)];
  const high = ordered[Math.ceil(place)];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (place - Math.floor(place));
}
