import type { Interval } from "./bootstrap.ts";
import { ratio } from "./ratio.ts";
import { usualZ } from "./wilson.ts";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** (observed - expected) / (1 - expected); null where chance alone agrees always. */
const beyondChance = (observed: number, expected: number): number | null =>
  ratio(observed - expected, 1 - expected);

/**
 * Cohen's kappa of two raters (Cohen 1960, "A coefficient of agreement for nominal scales",
 * Educational and Psychological Measurement 20: 37-46), unweighted.
 * @param table square; table[i][j]: subjects that the first rater put into category i, the second into j
 * @returns null for no subjects, and where both raters used one and the same category only
 *   (scikit-learn returns NaN)
 */
export function cohenKappa(table: readonly (readonly number[])[]): number | null {
  const rows = table.map(sum);
  const columns = table.map((_, index) => sum(table.map((row) => row[index] ?? 0)));
  const all = sum(rows);
  const diagonal = sum(table.map((row, index) => row[index] ?? 0));
  const chance = sum(rows.map((row, index) => row * (columns[index] ?? 0)));
  // Whole counts as long as possible: 1 - expected is then exactly 0 where it should be.
  return ratio(diagonal * all - chance, all * all - chance);
}

/**
 * Interval of Cohen's kappa by its asymptotic standard error (Fleiss, Cohen, Everitt 1969, "Large
 * sample standard errors of kappa and weighted kappa", Psychological Bulletin 72: 323-327, equation 13),
 * cut off at -1 and 1. A large-sample figure: under a few dozen subjects it says too much.
 * @param table as of `cohenKappa`
 * @param z quantile of the normal distribution; 95 % without
 * @returns null where kappa is not defined
 */
export function cohenKappaInterval(
  table: readonly (readonly number[])[],
  z: number = usualZ,
): Interval | null {
  const kappa = cohenKappa(table);
  if (kappa === null) return null;
  const all = sum(table.map(sum));
  const shares = table.map((row) => row.map((count) => count / all));
  const rows = shares.map(sum);
  const columns = shares.map((_, index) => sum(shares.map((row) => row[index] ?? 0)));
  const chance = sum(rows.map((row, index) => row * (columns[index] ?? 0)));
  const rest = 1 - kappa;
  let variance = -((kappa - chance * rest) ** 2);
  shares.forEach((row, i) => {
    row.forEach((share, j) => {
      const [a, b] = [columns[i] ?? 0, rows[j] ?? 0];
      variance += share * (i === j ? 1 - (a + b) * rest : (a + b) * rest) ** 2;
    });
  });
  // What rounding leaves below 0 is 0.
  const error = Math.sqrt(Math.max(0, variance) / all) / (1 - chance);
  return { low: Math.max(-1, kappa - z * error), high: Math.min(1, kappa + z * error) };
}

/**
 * Fleiss' kappa of several raters (Fleiss 1971, "Measuring nominal scale agreement among many
 * raters", Psychological Bulletin 76: 378-382).
 * @param counts counts[i][j]: raters who put subject i into category j; every subject has the same
 *   number of raters, at least two
 * @returns null for no subjects, and where all ratings fell into one category
 * @throws RangeError where the numbers of raters differ or are below two
 */
export function fleissKappa(counts: readonly (readonly number[])[]): number | null {
  const [first] = counts;
  if (first === undefined) return null;
  const raters = sum(first);
  if (raters < 2 || counts.some((subject) => sum(subject) !== raters)) {
    throw new RangeError("fleissKappa: every subject needs the same number of raters, at least two");
  }
  const pairs = raters * (raters - 1);
  const observed = sum(counts.map((subject) => sum(subject.map((n) => n * (n - 1))) / pairs)) / counts.length;
  const totals = first.map((_, category) => sum(counts.map((subject) => subject[category] ?? 0)));
  const all = counts.length * raters;
  if (totals.includes(all)) return null;
  return beyondChance(observed, sum(totals.map((total) => (total / all) ** 2)));
}
