import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parsePanelRule } from "../src/core/agreement/panel-rule.ts";
import { modelManifest, type TestResult } from "../src/core/models/manifest.ts";
import { root } from "./tool.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");
const models = join(root, "resources", "models");

const two = (value: number): string => value.toFixed(2);
const auc = (result: TestResult | undefined): string =>
  result === undefined ? "" : `${two(result.auc.value)} (${two(result.auc.low)} to ${two(result.auc.high)})`;

const shipped = readdirSync(models).filter((name) => existsSync(join(models, name, "model.json")));

const row = (title: string, version: string, results: readonly TestResult[]): string => {
  const test = results.find(({ set }) => set === "official test split");
  const adults = results.find(({ set }) => set.startsWith("nih"));
  const cells = [title, version, auc(test), two(test?.accuracy ?? NaN), two(test?.sensitivity ?? NaN)];
  return `| ${[...cells, two(test?.specificity ?? NaN), auc(adults)].join(" | ")} |`;
};
const paperRow = (title: string, accuracy: number, confusion: readonly (readonly number[])[]): string =>
  `| ${title} | ${(100 * accuracy).toFixed(1)} % | ${confusion.map((counts) => counts.join(", ")).join("; ")} |`;
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(models, ...path), "utf8"));

it.each(shipped)("the README gives %s the figures of its manifest", (id) => {
  const { title, version, results, paper, audit } = modelManifest.parse(json(id, "model.json"));
  expect(readme).toContain(row(title, version, results));
  const framed = audit?.changes.find(({ name }) => name === "top and bottom black 6 %");
  expect(readme).toContain(`${two(framed?.mean ?? NaN)} (${title})`);
  if (paper !== undefined) expect(readme).toContain(paperRow(title, paper.report.accuracy, paper.confusion));
});

it("the README gives the panel the figures of its rule", () => {
  const { version, results, paper } = parsePanelRule(json("panel.json"), models);
  expect(readme).toContain(row("Panel", version, results));
  if (paper !== undefined) expect(readme).toContain(paperRow("Panel", paper.accuracy, paper.confusion));
});

it("every file that the README points at is there", () => {
  const targets = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? "");
  expect(targets.length).toBeGreaterThan(5);
  for (const target of targets) expect(existsSync(join(root, target)), target).toBe(true);
});
