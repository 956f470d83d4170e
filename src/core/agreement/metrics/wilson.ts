import type { Interval } from "./bootstrap.ts";

/** 97.5 % quantile of the standard normal distribution. */
export const usualZ = 1.959963984540054;

/**
 * Wilson's score interval of a proportion, without continuity correction (Wilson 1927, "Probable
 * inference, the law of succession, and statistical inference", JASA 22: 209-212):
 * (p + z^2/2n +- z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 + z^2/n). Unlike the normal approximation it
 * stays within 0..1 and is not empty at 0 of n or n of n.
 * @param z quantile of the normal distribution; 95 % without
 * @returns null for no trials
 */
export function wilsonInterval(successes: number, trials: number, z: number = usualZ): Interval | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const square = (z * z) / trials;
  const centre = share + square / 2;
  const reach = z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  // At the ends the formula gives 0 and 1, but for the last digit.
  return {
    low: successes === 0 ? 0 : (centre - reach) / (1 + square),
    high: successes === trials ? 1 : (centre + reach) / (1 + square),
  };
}
