// npm run past-cases: counts training/out-of-fold.csv into resources/models/past-cases.json, for the panel that is carried.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parsePanelRule, type PanelRule } from "../src/core/agreement/panel-rule.ts";
import type { ModelManifest } from "../src/core/models/manifest.ts";
import { parseManifest } from "../src/core/models/parse-manifest.ts";
import { countPastCases, type PastCases } from "../src/core/second-read/past-cases.ts";
import {
  readAnswers,
  readOutOfFold,
  type AnsweredFilm,
  type NamedPastFilm,
} from "../src/core/second-read/read-out-of-fold.ts";
import { isMain, root } from "./tool.ts";

const source = "training/out-of-fold.csv";
const models = join(root, "resources", "models");
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(models, ...path), "utf8"));
const rule = () => parsePanelRule(json("panel.json"), models);

/** A table of predictions as the panel that is carried answers it. */
function answered<Film extends AnsweredFilm>(
  table: string,
  read: (csv: string, networks: readonly ModelManifest[], rule: PanelRule) => Film[],
): Film[] {
  const panel = rule();
  const networks = panel.members.map(({ id }) => parseManifest(json(id, "model.json"), id));
  return read(readFileSync(join(root, table), "utf8"), networks, panel);
}

/** The out-of-fold predictions. */
export const pastFilms = (): NamedPastFilm[] => answered(source, readOutOfFold);

/** The films of the official test split. */
export const testFilms = (): AnsweredFilm[] => answered("training/test-split.csv", readAnswers);

/** What `resources/models/past-cases.json` must hold. */
export function countedNow(): PastCases {
  const { version, members } = rule();
  const named = members.map(({ id, version: its }) => ({ id, version: its }));
  return countPastCases(pastFilms(), { source, panelVersion: version, members: named });
}

/** One step a line: a change of the predictions is then read in a diff. */
export function written({ steps, patterns, ...head }: PastCases): string {
  const line = (value: unknown): string => `    ${JSON.stringify(value)}`;
  const inner = Object.entries(patterns).map(([key, value]) => `    "${key}": ${JSON.stringify(value)}`);
  return [
    JSON.stringify(head, null, 2).replace(/\n}$/, ","),
    `  "steps": [\n${steps.map(line).join(",\n")}\n  ],`,
    `  "patterns": {\n${inner.join(",\n")}\n  }\n}\n`,
  ].join("\n");
}

if (isMain(import.meta.url)) {
  writeFileSync(join(models, "past-cases.json"), written(countedNow()));
}
