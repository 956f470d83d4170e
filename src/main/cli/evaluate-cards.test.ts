import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parsePanelRule } from "../../core/agreement/panel-rule.ts";
import { modelManifest, type TestResult } from "../../core/models/manifest.ts";
import { modelsFolder } from "../entry-points.ts";
import { jsonLines, overread } from "./testing/overread.ts";

// The cards' figures come from PyTorch; these come from the product, on the same 624 films.
const films = join(import.meta.dirname, "../../../../shared/data/kermany/test");
const present = existsSync(films);
if (!present) process.stderr.write("SKIPPED: the films in ../shared/data/kermany/test are not here\n");

const models = modelsFolder();
const ids = readdirSync(models).filter((name) => existsSync(join(models, name, "model.json")));
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(models, ...path), "utf8"));
const ofTest = (results: readonly TestResult[]): TestResult | undefined =>
  results.find(({ set }) => set === "official test split");

interface Figures {
  readonly films: number;
  readonly confusion: TestResult["confusion"];
  readonly auc: { readonly value: number };
  readonly ece: number;
}

describe.skipIf(!present)("evaluate gives the cards' figures (needs ../shared/data)", () => {
  let lines: Record<string, unknown>[];
  beforeAll(async () => {
    lines = jsonLines(await overread(["evaluate", films, "--json"]));
  }, 400_000);

  /** One film may lie on a threshold to the last digit that float32 keeps. */
  function same(id: string, card: TestResult | undefined): void {
    const found = lines.find((line) => line["id"] === id) as unknown as Figures;
    if (card === undefined) return expect.fail(`${id} has no figures on the official test split`);
    expect(found.films).toBe(card.films);
    for (const key of ["truePositive", "falseNegative", "falsePositive", "trueNegative"] as const) {
      expect(Math.abs(found.confusion[key] - card.confusion[key]), key).toBeLessThanOrEqual(1);
    }
    expect(found.auc.value).toBeCloseTo(card.auc.value, 3);
    expect(found.ece).toBeCloseTo(card.ece.after, 2);
  }

  it.each(ids)("%s", (id) => same(id, ofTest(modelManifest.parse(json(id, "model.json")).results)));

  it("the panel", () => same("panel", ofTest(parsePanelRule(json("panel.json"), models).results)));
});
