import { expect, it } from "vitest";
import { modelId } from "../src/core/base/ids.ts";
import type { FilmReading } from "../src/core/models/reading.ts";
import { holdAgainst } from "./pytorch.ts";

type Ours = Pick<FilmReading, "models" | "heatMaps">;
const id = modelId("cnn");
const ours = (probability: number | null): Ours => ({
  models: [{ id, title: "CNN", version: "1.0.0", probability, threshold: 0.5, verdict: "pneumonia" }],
  heatMaps: [{ modelId: id, rows: 1, columns: 3, values: Float32Array.of(0, 1, 4) }],
});
const theirs = { id: "cnn", probability: 0.75, heatMap: [0, 1, 4] };

it("takes a reference that answers the same, and says how far apart both are", () => {
  const apart = holdAgainst(ours(0.7505), [{ ...theirs, heatMap: [0.02, 1, 4] }]);
  expect(apart.probability).toBeCloseTo(0.0005, 10);
  expect(apart.heat).toBeCloseTo(0.02 / 4, 10);
});

it("refuses a reference that answers otherwise", () => {
  const otherwise = /others than ours/;
  expect(() => holdAgainst(ours(0.752), [theirs])).toThrow(otherwise);
  expect(() => holdAgainst(ours(NaN), [theirs])).toThrow(otherwise);
  expect(() => holdAgainst(ours(0.75), [{ ...theirs, heatMap: [0, 1.1, 4] }])).toThrow(otherwise);
  expect(() => holdAgainst(ours(0.75), [theirs, { ...theirs, id: "alexnet" }])).toThrow(otherwise);
});

it("refuses what was not answered by both sides", () => {
  const missing = /cnn was not answered by both sides/;
  expect(() => holdAgainst(ours(null), [theirs])).toThrow(missing);
  expect(() => holdAgainst(ours(0.75), [])).toThrow(missing);
  expect(() => holdAgainst(ours(0.75), [{ ...theirs, heatMap: [0, 1] }])).toThrow(missing);
});
