import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { agree } from "../../core/agreement/agree.ts";
import { parsePanelRule } from "../../core/agreement/panel-rule.ts";
import { verdictOf } from "../../core/models/calibrate.ts";
import { modelManifest, type TestResult } from "../../core/models/manifest.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { modelsFolder } from "../entry-points.ts";
import { Engine } from "../inference/engine.ts";
import { keptLog } from "../inference/testing/kept-log.ts";
import { sampled } from "../inference/testing/sampled.ts";
import { patientOf } from "./evaluate-patient.ts";
import { networkObject, panelObject } from "./evaluate-report.ts";
import { Tally } from "./evaluate-tally.ts";

// The cards' figures come from PyTorch, and so do the answers of every film that stand in
// training/test-split.csv (training/test_split.py). `evaluate` has to count those to the cards' figures, and
// the networks as they run here have to give them.
const root = join(import.meta.dirname, "../../..");
const data = join(root, "../shared/data/kermany");
const present = existsSync(data);
if (!present) process.stderr.write("SKIPPED: the films in ../shared/data/kermany are not here\n");

const models = modelsFolder();
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(models, ...path), "utf8"));
const rule = parsePanelRule(json("panel.json"), models);
const networks = rule.members.map(({ id }) => modelManifest.parse(json(id, "model.json")));
const ofTest = (results: readonly TestResult[]): TestResult | undefined =>
  results.find(({ set }) => set === "official test split");

const [head = "", ...lines] = readFileSync(join(root, "training/test-split.csv"), "utf8").trim().split("\n");
const columns = head.split(",");
const films = lines.map((line) => {
  const cells = line.split(",");
  const cell = (name: string): string => cells[columns.indexOf(name)] ?? "";
  const answers = networks.map(({ id, title, version, threshold: { value: threshold } }) => {
    const probability = Number(cell(id));
    return { id, title, version, probability, threshold, verdict: verdictOf(probability, threshold) };
  });
  return {
    path: cell("film"),
    positive: cell("label") === "1",
    answers,
    agreement: agree(answers, 0, rule),
  };
});

function readingOf({ answers, agreement }: (typeof films)[number]): FilmReading {
  return {
    film: { kind: "jpeg", rows: 224, columns: 224 },
    check: { verdict: "ok", reasons: [] },
    models: answers,
    agreement,
    heatMaps: [],
    failures: [],
    own: { models: [], failures: [] },
    ms: { decode: 0, infer: 0 },
  };
}

describe("evaluate counts PyTorch's answers to the cards' figures", () => {
  const tally = new Tally(networks);
  for (const film of films) {
    tally.add({ positive: film.positive, patient: patientOf(film.path) }, readingOf(film));
  }
  type Figures = Pick<ReturnType<typeof networkObject>, "films" | "confusion" | "auc" | "ece">;
  /** The cards' figures are rounded to four decimals. */
  function same(found: Figures | undefined, card: TestResult | undefined): void {
    if (found === undefined || card === undefined)
      return expect.fail("no figures on the official test split");
    expect(found.films).toBe(card.films);
    expect(found.confusion).toEqual(card.confusion);
    expect(Math.abs((found.auc?.value ?? NaN) - card.auc.value)).toBeLessThanOrEqual(1e-4);
    expect(Math.abs((found.ece ?? NaN) - card.ece.after)).toBeLessThanOrEqual(1e-4);
  }
  const found = tally.networks().map((network) => networkObject(network, films.length));

  it.each(networks)("$title", ({ id, results }) => {
    same(
      found.find((network) => network.id === id),
      ofTest(results),
    );
  });

  it("the panel", () => {
    same(panelObject(tally.panel(), films.length), ofTest(rule.results));
  });
});

/** Every tenth film of either class in the order of the panel's probability, so that sure and doubtful ones are there. */
const some = [true, false].flatMap((positive) =>
  sampled(
    films
      .filter((film) => film.positive === positive)
      .sort((a, b) => (a.agreement.probability ?? 0) - (b.agreement.probability ?? 0)),
    10,
  ),
);

describe.skipIf(!present)("the networks give PyTorch's answers (needs ../shared/data)", () => {
  it(
    `on ${some.length} films of the official test split`,
    async () => {
      const engine = await Engine.start({ modelsFolders: [models], log: keptLog() });
      try {
        for (const { path, answers, agreement } of some) {
          const reading = await engine.classify({ path: join(data, path), answerWithheld: true });
          const pairs = [...answers, { id: "panel", ...agreement }].map(({ id, probability }) => {
            const ours = id === "panel" ? reading.agreement : reading.models.find((model) => model.id === id);
            return [id, Math.abs((ours?.probability ?? NaN) - (probability ?? NaN))] as const;
          });
          for (const [id, difference] of pairs) expect(difference, `${id}, ${path}`).toBeLessThan(1e-4);
        }
      } finally {
        await engine.close();
      }
    },
    some.length * 5_000,
  );
});
