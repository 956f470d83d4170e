import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parsePanelRule } from "../agreement/panel-rule.ts";
import { parseManifest } from "../models/parse-manifest.ts";
import { describeNetworks, type LoadedNetworks } from "./networks-word.ts";

const models = fileURLToPath(new URL("../../../resources/models", import.meta.url));
const json = (path: string): unknown => JSON.parse(readFileSync(`${models}/${path}`, "utf8"));
const [cnn, resnet] = ["cnn", "resnet50"].map((id) => parseManifest(json(`${id}/model.json`), id));
const rule = parsePanelRule(json("panel.json"), models);
if (cnn === undefined || resnet === undefined) throw new Error("unreachable");
const networks: LoadedNetworks = { loaded: [cnn, resnet], own: [], rule, space: "0".repeat(64) };
const word = (changed: Partial<LoadedNetworks>): string | null =>
  describeNetworks({ ...networks, ...changed });
const others = cnn.files.map((file) => ({ ...file, sha256: "0".repeat(64) }));

it.each([
  ["a network's weights", { loaded: [{ ...cnn, files: others }, resnet] }],
  ["a threshold", { loaded: [{ ...cnn, threshold: { ...cnn.threshold, value: 0.123 } }, resnet] }],
  ["a temperature", { loaded: [{ ...cnn, calibration: { ...cnn.calibration, temperature: 9 } }, resnet] }],
  ["what is done to a film first", { loaded: [{ ...cnn, input: { ...cnn.input, smooth: [1] } }, resnet] }],
  ["a version", { loaded: [{ ...cnn, version: "9.0.0" }, resnet] }],
  ["which networks there are", { loaded: [cnn] }],
  ["whose they are", { loaded: [cnn], own: [resnet] }],
  ["the rule's offset", { rule: { ...rule, offset: 0.5 } }],
  ["no rule", { rule: null }],
  ["the film space", { space: "1".repeat(64) }],
] satisfies [string, Partial<LoadedNetworks>][])("another answer may come of %s", (_, changed) => {
  expect(word(changed)).not.toBe(word({}));
});

it("the networks' order and what their cards say decide no answer", () => {
  const measured = {
    ...cnn,
    limits: "others",
    results: [],
    threshold: { ...cnn.threshold, chosenOn: "others" },
  };
  expect(word({ loaded: [resnet, measured] })).toBe(word({}));
  expect(word({ rule: { ...rule, results: [], limits: "others", paper: undefined } })).toBe(word({}));
});

it("without a network there is no panel", () => {
  expect(word({ loaded: [] })).toBeNull();
});
