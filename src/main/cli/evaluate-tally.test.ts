import { describe, expect, it } from "vitest";
import { agree } from "../../core/agreement/agree.ts";
import { modelId } from "../../core/base/ids.ts";
import { verdictOf } from "../../core/models/calibrate.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { networkObject, panelObject, panelText } from "./evaluate-report.ts";
import { Tally } from "./evaluate-tally.ts";

const network = (id: string) => ({
  id: modelId(id),
  title: id.toUpperCase(),
  version: "1.0.0",
  threshold: { value: 0.5, chosenOn: "nothing" },
});
const networks = ["a", "b", "c", "d"].map(network);

/** A reading in which the networks gave these probabilities; null where one failed. */
function reading(probabilities: readonly (number | null)[]): FilmReading {
  const models = networks.flatMap(({ id, title, version, threshold: { value: threshold } }, index) => {
    const probability = probabilities[index] ?? null;
    if (probability === null) return [];
    return [{ id, title, version, probability, threshold, verdict: verdictOf(probability, threshold) }];
  });
  return {
    film: { kind: "png", rows: 1, columns: 1 },
    check: { verdict: "ok", reasons: [] },
    models,
    agreement: agree(models, probabilities.length - models.length),
    heatMaps: [],
    failures: [],
    own: { models: [], failures: [] },
    ms: { decode: 0, infer: 0 },
  };
}

const tally = new Tally(networks);
const add = (positive: boolean, patient: string, probabilities: readonly (number | null)[]): void =>
  tally.add({ positive, patient }, reading(probabilities));
add(true, "one", [0.9, 0.9, 0.9, 0.9]);
add(true, "one", [0.9, 0.9, 0.2, 0.9]);
// Log odds of 0.9 twice against 0.01 twice: the panel says normal, which is wrong.
add(true, "two", [0.9, 0.9, 0.01, 0.01]);
add(false, "three", [0.1, 0.2, 0.3, 0.4]);
// Two of four failed: no verdict by the panel.
add(false, "four", [0.7, null, null, 0.1]);

describe("tally of a panel of four", () => {
  it("counts each network on the films that it answered", () => {
    const objects = tally.networks().map((figures) => networkObject(figures, 5));
    expect(
      objects.map(({ id, films, failed, confusionMatrix }) => [id, films, failed, confusionMatrix]),
    ).toEqual([
      [
        "a",
        5,
        0,
        [
          [3, 0],
          [1, 1],
        ],
      ],
      [
        "b",
        4,
        1,
        [
          [3, 0],
          [0, 1],
        ],
      ],
      [
        "c",
        4,
        1,
        [
          [1, 2],
          [0, 1],
        ],
      ],
      [
        "d",
        5,
        0,
        [
          [2, 1],
          [0, 2],
        ],
      ],
    ]);
    // c: pneumonia 0.9, 0.2, 0.01 against normal 0.3: one pair of three in order.
    expect(objects[2]?.auc.value).toBeCloseTo(1 / 3, 12);
  });

  it("says how often each level occurs and how right it is", () => {
    const object = panelObject(tally.panel(), 5);
    expect(object).toMatchObject({
      kind: "panel",
      networks: 4,
      threshold: 0.5,
      films: 4,
      failed: 1,
      patients: 3,
      confusionMatrix: [
        [2, 1],
        [0, 1],
      ],
      levels: {
        unanimous: { films: 2, right: 2, accuracy: 1, high: 1 },
        majority: { films: 1, right: 1, accuracy: 1 },
        split: { films: 1, right: 0, accuracy: 0, low: 0 },
      },
    });
    // Wilson, 2 of 2: low = (1 + z^2/4 - z sqrt(z^2/16)) / (1 + z^2/2) = 1 / (1 + z^2/2) = 0.342.
    expect(object.levels["unanimous"]?.low).toBeCloseTo(0.342, 3);
    expect(panelText(tally.panel(), 5)).toContain(
      "Split: 1 film, 0 of them right, accuracy 0.000 (95 %: 0.000 to",
    );
    expect(panelText(tally.panel(), 5)).toContain("Not answered: 1 film");
  });

  it("measures the user's own networks as the others, and has them not in the panel", () => {
    const measured = new Tally(networks, [network("mine")]);
    const film = reading([0.9, 0.9, 0.9, 0.9]);
    const mine = { id: modelId("mine"), title: "MINE", version: "1.0.0", probability: 0.1, threshold: 0.5 };
    measured.add(
      { positive: true, patient: "one" },
      { ...film, own: { models: [{ ...mine, verdict: "normal" }], failures: [] } },
    );
    measured.add({ positive: false, patient: "two" }, reading([0.1, 0.1, 0.1, 0.1]));
    const objects = measured.networks().map((figures) => networkObject(figures, 2));
    expect(objects.map(({ id }) => id)).toEqual(["a", "b", "c", "d", "mine"]);
    expect(objects[0]).not.toHaveProperty("own");
    expect(objects[4]).toMatchObject({
      own: true,
      films: 1,
      failed: 1,
      confusionMatrix: [
        [0, 1],
        [0, 0],
      ],
    });
    expect(panelObject(measured.panel(), 2)).toMatchObject({ networks: 4, films: 2, accuracy: 1 });
  });

  it("measures plain averaging and a majority vote beside the panel", () => {
    const { compared } = panelObject(tally.panel(), 5);
    // Means 0.9, 0.725, 0.455 with pneumonia, 0.25 without; the film that lacks two networks is left out.
    expect(compared["plainAverage"]).toMatchObject({
      films: 4,
      confusionMatrix: [
        [2, 1],
        [0, 1],
      ],
      auc: { value: 1 },
    });
    // Votes 4, 3, 2 of 4 with pneumonia, none without.
    expect(compared["majorityVote"]).toMatchObject({
      films: 4,
      confusionMatrix: [
        [3, 0],
        [0, 1],
      ],
    });
    expect(panelText(tally.panel(), 5)).toContain("Instead, a majority vote: AUC 1.000, accuracy 1.000");
  });

  it("knows nothing of networks that answered nothing", () => {
    const empty = new Tally(networks);
    expect(networkObject(empty.networks()[0] ?? expect.fail(), 3)).toMatchObject({
      films: 0,
      failed: 3,
      accuracy: null,
      auc: { value: null, low: null, high: null },
      at90Specificity: null,
      ece: null,
    });
    const text = panelText(empty.panel(), 3);
    expect(text).toContain("AUC -, interval by 0 patients");
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
  });
});
