// npm start: builds what changed, then opens the workstation in Electron where its binary is there or
// can be fetched, else in the installed Chromium or Chrome; without display or browser it serves.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as words from "../src/core/base/messages/shell.ts";
import { findBrowser, hasDisplay } from "../src/main/browser/find-browser.ts";
import { runBrowserShell } from "../src/main/browser/main.ts";
import { userPlaces } from "../src/main/shell/places.ts";
import { consoleLog as log } from "../src/main/shell/system.ts";
import { build } from "./build.ts";
import { root } from "./tool.ts";

const fetchTimeout = 120_000;
const electronFolder = join(root, "node_modules", "electron");

/** Electron's binary, fetched from its release server if it is not here yet. */
function electronBinary(): string | undefined {
  spawnSync(process.execPath, [join(electronFolder, "install.js")], {
    timeout: fetchTimeout,
    stdio: "ignore",
  });
  const pathFile = join(electronFolder, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const binary = join(electronFolder, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : undefined;
}

/** Why Electron does not serve here; undefined if it does (its binary is then in `binary`). */
function chooseElectron(asked: string | undefined): { binary: string } | { why: string } {
  if (asked === "browser") return { why: words.askedForBrowser };
  if (!hasDisplay()) return { why: words.noDisplay };
  if (process.platform === "linux" && process.getuid?.() === 0) return { why: words.electronAsRoot };
  const binary = electronBinary();
  return binary === undefined ? { why: words.electronMissing } : { binary };
}

const { values } = parseArgs({
  options: {
    shell: { type: "string" },
    serve: { type: "boolean", default: false },
    library: { type: "string" },
  },
});
if (!(await build())) process.exit(1);

const electron = chooseElectron(values.serve ? "browser" : values.shell);
if ("binary" in electron) {
  log.info(words.startedElectron);
  const args = [root, ...(values.library === undefined ? [] : [`--library=${values.library}`])];
  const child = spawn(electron.binary, args, { stdio: "inherit" });
  child.on("close", (code) => process.exit(code ?? 1));
} else {
  const places = await userPlaces();
  const browser = values.serve || !hasDisplay() ? undefined : findBrowser();
  if (!values.serve && browser === undefined) {
    log.info(`${hasDisplay() ? words.noBrowser : words.noDisplay}; ${words.installBrowser}`);
  }
  process.exit(
    await runBrowserShell({
      libraryFolder: values.library ?? places.library,
      stateFolder: places.state,
      rendererFolder: join(root, "out", "renderer"),
      packageFile: join(root, "package.json"),
      browser,
      why: electron.why,
    }),
  );
}
