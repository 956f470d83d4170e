import { expect, test } from "vitest";
import type { FilmAnswer } from "../../core/api.ts";
import { filmId, modelId } from "../../core/base/ids.ts";
import type { Agreement, ModelAnswer } from "../../core/agreement/agreement.ts";
import { differs, dissenting, headline, leading, standing } from "./summary.ts";

const model = (id: string, probability: number | null): ModelAnswer => ({
  id: modelId(id),
  title: id,
  version: "1.0.0",
  probability,
  threshold: 0.5,
  verdict: probability === null ? null : probability >= 0.5 ? "pneumonia" : "normal",
});
const answer = (given: Partial<FilmAnswer>): FilmAnswer => ({
  filmId: filmId("1"),
  state: "done",
  check: { verdict: "ok", reasons: [] },
  models: [],
  agreement: null,
  heatMaps: [],
  failures: [],
  own: { models: [], failures: [] },
  ...given,
});
const agreed = (given: Partial<Agreement>): Agreement => ({
  verdict: "pneumonia",
  votes: 3,
  of: 4,
  level: "majority",
  probability: 0.81,
  threshold: 0.5,
  ...given,
});
const four = [
  model("cnn", 0.63),
  model("mobilenetv2", 0.88),
  model("resnet50", 0.93),
  model("alexnet", 0.21),
];

test("three of four for pneumonia", () => {
  const film = answer({ models: four, agreement: agreed({}) });
  expect(headline(film)).toBe("pneumonia likely");
  expect(standing(film)).toBe("3 of 4 · majority");
  expect(dissenting(film).map(({ id }) => id)).toEqual(["alexnet"]);
});

test("those who stand behind a normal verdict are counted, not those who vote pneumonia", () => {
  const film = answer({ agreement: agreed({ verdict: "normal", votes: 1, probability: 0.2 }) });
  expect(headline(film)).toBe("pneumonia unlikely");
  expect(standing(film)).toBe("3 of 4 · majority");
});

test("a panel that does not follow most networks is said to stand against them", () => {
  const three = answer({ agreement: agreed({ verdict: "normal", votes: 3, probability: 0.4 }) });
  expect(standing(three)).toBe("1 of 4 · against the majority");
  const all = answer({
    agreement: agreed({ verdict: "normal", votes: 4, level: "unanimous", probability: 0.4 }),
  });
  expect(standing(all)).toBe("0 of 4 · against the majority");
});

test("one network is said to be one", () => {
  const film = answer({
    models: [model("mobilenetv2", 0.88)],
    agreement: agreed({ votes: 1, of: 1, level: "unanimous", probability: 0.88 }),
  });
  expect(standing(film)).toBe("1 of 1 networks");
  expect(dissenting(film)).toEqual([]);
});

test("networks that failed count among those that were asked, and two give no verdict", () => {
  const film = answer({
    state: "partial",
    models: [model("cnn", 0.7), model("alexnet", 0.2)],
    failures: ["a", "b"],
    agreement: agreed({ verdict: null, votes: 1, of: 2, level: null, probability: null, threshold: null }),
  });
  expect(headline(film)).toBe("Too few networks answered for a verdict.");
  expect(standing(film)).toBe("2 of 4 networks");
});

test("a withheld film shows no standing", () => {
  const film = answer({ state: "withheld", models: [model("cnn", null)] });
  expect(headline(film)).toBe("Withheld: no number is shown");
  expect(standing(film)).toBe("");
});

test("the film with the highest probability speaks for the study", () => {
  const low = answer({ filmId: filmId("low"), agreement: agreed({ verdict: "normal", probability: 0.1 }) });
  const high = answer({ filmId: filmId("high"), agreement: agreed({ probability: 0.6 }) });
  expect(leading([low, high, answer({ state: "withheld" })])).toBe(high);
  expect(leading([answer({ state: "withheld" })])).toBeNull();
  expect(leading([])).toBeNull();
});

test("a reader who cannot say agrees and disagrees with nothing", () => {
  expect(differs("pneumonia", "normal")).toBe(true);
  expect(differs("no-pneumonia", "normal")).toBe(false);
  expect(differs("cannot-say", "pneumonia")).toBeNull();
  expect(differs("pneumonia", null)).toBeNull();
});
