import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { panelRule } from "../agreement/panel-rule.ts";
import { inLanguage } from "../base/language.ts";
import { cardText } from "./card-text.ts";
import { modelManifest } from "./manifest.ts";

const folder = join(import.meta.dirname, "../../../resources/models");
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
const turkish = (text: string): string => inLanguage("tr", () => cardText(text));

test.each(["cnn", "mobilenetv2", "resnet50", "alexnet"])(
  "nothing of %s's card stays English in Turkish",
  (id) => {
    const card = modelManifest.parse(json(id, "model.json"));
    const { data, split, startingWeights, recipe } = card.training;
    const prose = [
      card.architecture,
      card.limits,
      card.calibration.chosenOn,
      card.threshold.chosenOn,
      data,
      split,
      startingWeights,
      recipe,
      ...(card.audit?.changes.map(({ name }) => name) ?? []),
      ...card.results.flatMap(({ etiology }) => Object.keys(etiology ?? {})),
    ];
    for (const text of prose) {
      const said = turkish(text);
      expect(said, text).not.toBe(text);
      expect(said).not.toMatch(/\b(the|of|and|films|with|by|at|on|classes|layers|weights|border)\b/i);
      expect(cardText(text)).toBe(text);
    }
  },
);

test("the panel's card is said in Turkish, with its figures", () => {
  const rule = panelRule.parse(json("panel.json"));
  expect(turkish(rule.chosenOn)).not.toMatch(/\b(the|of|and|films|with|by)\b/i);
  const [test, adults] = rule.results;
  const called = test?.confusion.falsePositive ?? NaN;
  expect(turkish(rule.limits)).toContain(`234 normal filmin ${called} tanesine pnömoni`);
  const auc = (adults?.auc.value ?? NaN).toFixed(2).replace(".", ",");
  expect(turkish(rule.limits)).toContain(`AUC değeri ${auc} idi`);
});

test("a card of other words stays whole as it was written", () => {
  const own = "Trained on frontal (AP) chest films of children of 1 to 5 years from one centre. And on ours.";
  expect(turkish(own)).toBe(own);
});
