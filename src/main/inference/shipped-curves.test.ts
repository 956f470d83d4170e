import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { areaUnder } from "../../core/agreement/metrics/roc.ts";
import { parsePanelRule } from "../../core/agreement/panel-rule.ts";
import type { ReliabilityColumns } from "../../core/models/curves.ts";
import { modelManifest, type TestResult } from "../../core/models/manifest.ts";

const models = new URL("../../../resources/models/", import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, models), "utf8"));
const ids = readdirSync(models, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const rule = parsePanelRule(read("panel.json"), "models");
const cards: [string, TestResult][] = [
  ...ids.flatMap((id) =>
    modelManifest.parse(read(`${id}/model.json`)).results.map((row) => [id, row] as const),
  ),
  ...[...rule.results, rule.outOfFold].map((row) => ["panel", row] as const),
].map(([id, row]) => [`${id}, ${row.set}`, row]);

/** What rounding to four decimals leaves open. */
const rounding = 0.000051;

/** Expected calibration error from a diagram's bins: the sum of share x |mean - share of pneumonia|. */
const calibrationError = ({ films, positives, mean }: ReliabilityColumns): number => {
  const all = films.reduce((sum, inside) => sum + inside, 0);
  return films.reduce(
    (sum, inside, bin) => sum + Math.abs((mean[bin] ?? 0) * inside - (positives[bin] ?? 0)) / all,
    0,
  );
};

test.each(cards)("the curves of %s give its figures", (_, { roc, reliability, confusion, auc, ece }) => {
  if (roc === undefined || reliability === undefined) throw new Error("a card without curves");
  const { truePositive, falsePositive, falseNegative, trueNegative } = confusion;
  const points = roc.threshold.map((threshold, at) => ({
    threshold,
    falsePositives: roc.falsePositives[at] ?? 0,
    truePositives: roc.truePositives[at] ?? 0,
  }));
  const curve = {
    positives: truePositive + falseNegative,
    negatives: falsePositive + trueNegative,
    points: [{ threshold: Infinity, falsePositives: 0, truePositives: 0 }, ...points],
  };
  expect(Math.abs((areaUnder(curve) ?? 0) - auc.value)).toBeLessThan(rounding);
  expect(Math.abs(calibrationError(reliability.before) - ece.before)).toBeLessThan(2 * rounding);
  expect(Math.abs(calibrationError(reliability.after) - ece.after)).toBeLessThan(2 * rounding);
  // The operating point lies on the curve: between two corners, on the line that joins them.
  const after = curve.points.findIndex(
    (point) => point.falsePositives >= falsePositive && point.truePositives >= truePositive,
  );
  const [from, to] = [curve.points[after - 1], curve.points[after]];
  if (from === undefined || to === undefined) throw new Error("no corner about the operating point");
  const turn =
    (to.falsePositives - from.falsePositives) * (truePositive - from.truePositives) -
    (to.truePositives - from.truePositives) * (falsePositive - from.falsePositives);
  expect(turn).toBe(0);
});
