import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parsePanelRule } from "../src/core/agreement/panel-rule.ts";
import { alike, near, pastCases } from "../src/core/second-read/past-cases.ts";
import { countedNow, pastFilms, written } from "./past-cases.ts";
import { root } from "./tool.ts";

const models = join(root, "resources", "models");
const text = (name: string): string => readFileSync(join(models, name), "utf8");
const rule = parsePanelRule(JSON.parse(text("panel.json")), models);

test("past-cases.json is what `npm run past-cases` writes of these networks", () => {
  expect(text("past-cases.json")).toBe(written(countedNow()));
  expect(pastCases.parse(JSON.parse(text("past-cases.json")))).toEqual(countedNow());
});

test("the counts are those that training measured, in Python, of the same predictions", () => {
  const films = pastFilms();
  const said = films.map((film) => ({ ...film, says: film.probability >= rule.threshold }));
  const count = (pneumonia: boolean, says: boolean): number =>
    said.filter((film) => film.pneumonia === pneumonia && film.says === says).length;
  expect({
    truePositive: count(true, true),
    falseNegative: count(true, false),
    falsePositive: count(false, true),
    trueNegative: count(false, false),
  }).toEqual(rule.outOfFold.confusion);
  const levels = said.map(({ verdicts, pneumonia, says }) => {
    const votes = verdicts.filter(Boolean).length;
    const level = votes === 0 || votes === verdicts.length ? "unanimous" : votes === 2 ? "split" : "majority";
    return { level, right: pneumonia === says };
  });
  for (const { level, films: many, right } of rule.outOfFold.levels ?? []) {
    const found = levels.filter((film) => film.level === level);
    expect([level, found.length, found.filter((film) => film.right).length]).toEqual([level, many, right]);
  }
  const past = countedNow();
  const patterns = Object.values(past.patterns);
  expect(patterns.reduce((all, { pneumonia }) => all + pneumonia, 0)).toBe(past.pneumonia);
  expect(past.pneumonia + past.normal).toBe(rule.outOfFold.films);
  expect(past.steps[0]).toEqual({ from: 0, pneumonia: past.pneumonia, normal: past.normal });
});

test("counts of other versions of the networks say nothing", () => {
  const past = countedNow();
  const answers = past.members.map(({ id, version }) => ({
    id,
    version,
    title: id,
    probability: 0.9,
    threshold: 0.5,
    verdict: "pneumonia" as const,
  }));
  expect(alike(past, answers)?.films).toBeGreaterThan(1000);
  expect(alike(past, answers.slice(1))).toBeNull();
  expect(
    alike(
      past,
      answers.map((one) => ({ ...one, version: "9.9.9" })),
    ),
  ).toBeNull();
  expect(alike(null, answers)).toBeNull();
});

test("the films around a probability are those of the out-of-fold predictions, with Wilson's interval", () => {
  const past = countedNow();
  const models = past.members.map(({ id, version }) => ({
    id,
    version,
    title: id,
    probability: 0.5,
    threshold: 0.5,
    verdict: null,
  }));
  for (const probability of [0.0001, 0.02, 0.24, 0.5, 0.81, 0.97, 0.9999, 1]) {
    const found = near(past, models, probability);
    if (found === null) {
      // Fewer than 20 films lie within one unit of log odds: counted on the predictions themselves, not the steps.
      const odds = Math.log(probability / (1 - probability));
      const close = pastFilms().filter(
        (film) => Math.abs(Math.log(film.probability / (1 - film.probability)) - odds) < 0.95,
      );
      expect(close.length, String(probability)).toBeLessThan(20);
      continue;
    }
    const inside = pastFilms().filter(
      (film) => film.probability >= found.from && (film.probability < found.to || found.to === 1),
    );
    expect([found.films, found.pneumonia]).toEqual([
      inside.length,
      inside.filter((film) => film.pneumonia).length,
    ]);
    expect(found.films).toBeGreaterThanOrEqual(20);
    expect(probability).toBeGreaterThanOrEqual(found.from);
    expect(probability).toBeLessThanOrEqual(found.to);
  }
  expect(near(past, models.slice(1), 0.5)).toBeNull();
});

test("an interval around a probability is Wilson's, brought to classes that are as likely", () => {
  const past = {
    ...countedNow(),
    pneumonia: 3000,
    normal: 1000,
    // 60 films from 0.2 to 0.3, 45 of them with pneumonia.
    steps: [
      { from: 0, pneumonia: 3000, normal: 1000 },
      { from: 0.2, pneumonia: 2900, normal: 400 },
      { from: 0.3, pneumonia: 2855, normal: 385 },
    ],
  };
  const models = past.members.map((member) => ({
    ...member,
    title: "",
    probability: 0.5,
    threshold: 0.5,
    verdict: null,
  }));
  const found = near(past, models, 0.25);
  // scipy.stats.binomtest(45, 60).proportion_ci(method="wilson"): 0.6276793, 0.8422347; odds divided by 3.
  expect(found).toMatchObject({ from: 0.2, to: 0.3, films: 60, pneumonia: 45 });
  expect(found?.interval.low).toBeCloseTo(0.6276793 / 0.3723207 / 3 / (1 + 0.6276793 / 0.3723207 / 3), 4);
  expect(found?.interval.high).toBeCloseTo(0.8422347 / 0.1577653 / 3 / (1 + 0.8422347 / 0.1577653 / 3), 4);
});
