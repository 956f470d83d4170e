import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { carried, direct, licenceOf } from "./packages.ts";
import { line } from "./third-party.ts";
import { root } from "./tool.ts";

const text = (name: string): string => readFileSync(join(root, name), "utf8");
const all = { ...direct.dependencies, ...direct.devDependencies, ...direct.optionalDependencies };

it.each(Object.entries(all))("%s is pinned to one version", (_name, version) => {
  expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});

it("docs/dependencies.md argues every direct dependency, with its licence, and no other", () => {
  const rows = text("docs/dependencies.md").split("\n");
  const argued = rows.filter((row) => row.startsWith("| `")).map((row) => row.split(" | "));
  const names = argued.map((cells) => /`([^`]+)`/.exec(cells[0] ?? "")?.[1] ?? "");
  expect(names.toSorted()).toEqual(Object.keys(all).toSorted());
  for (const [index, cells] of argued.entries()) {
    expect(cells, names[index]).toHaveLength(5);
    for (const cell of cells) expect(cell.trim(), names[index]).not.toBe("");
    expect(cells[3], names[index]).toBe(licenceOf(names[index] ?? ""));
  }
});

it("every package that is carried stands in THIRD_PARTY.md (else: npm run third-party)", () => {
  const rows = text("THIRD_PARTY.md").split("\n");
  expect(rows.filter((row) => /^\| (?!Package )/.test(row))).toEqual(carried().map(line));
});

it("what main and the renderer need is among the carried packages", () => {
  const names = carried().map(({ name }) => name);
  const known = ["svelte", "onnxruntime-web", "@fontsource/inter", "cornerstone-core", "zod", "electron"];
  expect(names).toEqual(expect.arrayContaining([...known, ...Object.keys(direct.dependencies)]));
  expect(names).not.toContain("vitest");
});

it("every carried package may be passed on with an MIT program", () => {
  const free = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|OFL-1\.1|\(MIT OR CC0-1\.0\))$/;
  expect(carried().filter(({ licence }) => !free.test(licence))).toEqual([]);
});
