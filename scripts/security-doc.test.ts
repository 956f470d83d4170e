import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./tool.ts";

const page = readFileSync(join(root, "docs", "security.md"), "utf8");
const quoted = [...page.matchAll(/`((?:src|e2e|scripts)\/[^`]+\.ts|\.npmrc)`: `([^`]+)`/g)].map(
  ([, file = "", line = ""]): [file: string, line: string] => [file, line],
);

it("docs/security.md has all 20 items of Electron's checklist", () => {
  const items = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
  expect(items).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(quoted.length).toBeGreaterThan(30);
});

it.each(quoted)("%s holds what docs/security.md quotes of it: %s", (file, line) => {
  expect(readFileSync(join(root, file), "utf8")).toContain(line);
});
