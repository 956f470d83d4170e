import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { modelManifest, type TestResult } from "../src/core/models/manifest.ts";
import { root } from "./tool.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");
const models = join(root, "resources", "models");

const two = (value: number): string => value.toFixed(2);
const auc = (result: TestResult | undefined): string =>
  result === undefined ? "" : `${two(result.auc.value)} (${two(result.auc.low)} to ${two(result.auc.high)})`;

const shipped = readdirSync(models).filter((name) => existsSync(join(models, name, "model.json")));

it.each(shipped)("the README gives %s the figures of its manifest", (id) => {
  const manifest = modelManifest.parse(JSON.parse(readFileSync(join(models, id, "model.json"), "utf8")));
  const test = manifest.results.find(({ set }) => set === "official test split");
  const adults = manifest.results.find(({ set }) => set.startsWith("nih"));
  const cells = [
    manifest.title,
    manifest.version,
    auc(test),
    two(test?.sensitivity ?? NaN),
    two(test?.specificity ?? NaN),
    auc(adults),
  ];
  expect(readme).toContain(`| ${cells.join(" | ")} |`);
});

it("every file that the README points at is there", () => {
  const targets = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? "");
  expect(targets.length).toBeGreaterThan(5);
  for (const target of targets) expect(existsSync(join(root, target)), target).toBe(true);
});
