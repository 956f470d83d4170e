import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { errorTable } from "../src/core/base/error-table.ts";
import { troubleshooting } from "./troubleshooting.ts";
import { root } from "./tool.ts";

const docs = join(root, "docs");
const text = (name: string): string => readFileSync(join(docs, name), "utf8");

it("docs/troubleshooting.md is what `npm run troubleshooting` writes of the error table", () => {
  expect(text("troubleshooting.md")).toBe(troubleshooting());
});

it.each(Object.keys(errorTable))("%s stands in docs/troubleshooting.md with a sentence", (code) => {
  const row = text("troubleshooting.md")
    .split("\n")
    .find((line) => line.startsWith(`| \`${code}\` |`));
  expect(row?.split(" | ")[2]?.length ?? 0).toBeGreaterThan(8);
  expect(row).not.toMatch(/undefined|NaN|\?\)/);
});

it.each(readdirSync(docs).filter((name) => name.endsWith(".md")))(
  "every file that docs/%s points at is there",
  (name) => {
    for (const [, target = ""] of text(name).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^https?:/.test(target)) continue;
      expect(existsSync(join(docs, dirname(name), target)), target).toBe(true);
    }
  },
);
