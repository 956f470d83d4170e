// npm run build: main, preload and renderer by electron-vite into out/.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync, globSync } from "node:fs";
import { join } from "node:path";
import { isMain, root, tool } from "./tool.ts";

const stamp = join(root, "out", ".built-from");

/** SHA-256 over everything that goes into the build. */
function fingerprint(): string {
  const hash = createHash("sha256");
  const inputs = ["package-lock.json", "electron.vite.config.ts", "tsconfig.base.json"];
  for (const file of [
    ...inputs,
    ...globSync("{src,build}/**/*.{ts,svelte,css,html,json,svg}", { cwd: root }).sort(),
  ]) {
    if (file.endsWith(".test.ts")) continue;
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

/** Builds if anything has changed since the last build; resolves to whether out/ is good. */
export async function build(): Promise<boolean> {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return true;
  console.error("overread: building the workstation ...");
  const { code, output } = await tool("electron-vite/bin/electron-vite.js", ["build", "--logLevel", "warn"], {
    capture: true,
  });
  if (code !== 0) {
    console.error(output);
    return false;
  }
  writeFileSync(stamp, wanted);
  return true;
}

if (isMain(import.meta.url)) process.exit((await build()) ? 0 : 1);
