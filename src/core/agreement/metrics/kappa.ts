import { ratio } from "./ratio.ts";

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
