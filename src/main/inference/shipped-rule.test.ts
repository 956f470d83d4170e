import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { modelsFolder } from "../entry-points.ts";
import { readManifest } from "./read-model.ts";
import { readPanelRule } from "./read-panel-rule.ts";

it("the panel's rule that is shipped, if any, is that of the networks that are shipped", async () => {
  const folders = readdirSync(modelsFolder())
    .map((name) => join(modelsFolder(), name))
    .filter((folder) => existsSync(join(folder, "model.json")));
  const shipped = await Promise.all(folders.map((folder) => readManifest(folder)));
  const rule = await readPanelRule(modelsFolder());
  const named = (list: readonly { id: string; version: string }[]): string[] =>
    list.map(({ id, version }) => `${id} ${version}`).sort();
  if (rule !== null) expect(named(rule.members)).toEqual(named(shipped));
});
