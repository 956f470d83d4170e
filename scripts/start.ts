// npm start: builds what changed, then opens the workstation in Electron where its binary is there or
// can be fetched, else in the installed Chromium or Chrome; without display or browser it serves.
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as words from "../src/core/base/messages/shell.ts";
import { hasDisplay } from "../src/main/browser/find-browser.ts";
import { startInBrowser } from "../src/main/browser/start.ts";
import { consoleLog as log } from "../src/main/shell/system.ts";
import { build } from "./build.ts";
import { fetchedElectron, installedElectron } from "./electron-binary.ts";
import { root } from "./tool.ts";

/** An Electron that ends this early (milliseconds) and with a failure never showed its window. */
const tooEarly = 15_000;

interface Asked {
  /** "browser" leaves Electron out. */
  readonly shell: string | undefined;
  readonly serve: boolean;
  readonly library: string | undefined;
}

function asked(): Asked {
  const options = {
    shell: { type: "string" },
    serve: { type: "boolean", default: false },
    library: { type: "string" },
  } as const;
  try {
    const { shell, serve, library } = parseArgs({ options }).values;
    // npm runs this at the project's root and keeps the folder where the user stood in INIT_CWD.
    const base = process.env["INIT_CWD"] ?? process.cwd();
    return { shell, serve, library: library === undefined ? undefined : resolve(base, library) };
  } catch (error) {
    log.error(error instanceof Error ? error.message : String(error));
    log.info(words.startUsage);
    process.exit(2);
  }
}

/** Electron's binary, or why it does not serve here. */
function chooseElectron({ shell, serve }: Asked): { binary: string } | { why: string } {
  if (serve || shell === "browser") return { why: words.askedForBrowser };
  if (!hasDisplay()) return { why: words.noDisplay };
  if (process.platform === "linux" && process.getuid?.() === 0) return { why: words.electronAsRoot };
  if (installedElectron() === undefined) log.info(words.fetchingElectron);
  const binary = fetchedElectron();
  return binary === undefined ? { why: words.electronMissing } : { binary };
}

/** Runs Electron to its end: its exit code, or undefined where it never came up. */
function runElectron(binary: string, library: string | undefined): Promise<number | undefined> {
  log.info(words.startedElectron);
  const args = [root, ...(library === undefined ? [] : [`--library=${library}`])];
  const started = Date.now();
  const child = spawn(binary, args, { stdio: "inherit" });
  return new Promise((resolve) => {
    child.on("error", () => {
      resolve(undefined);
    });
    child.on("close", (code) => {
      resolve(code !== 0 && Date.now() - started < tooEarly ? undefined : (code ?? 1));
    });
  });
}

const runBrowser = ({ serve, library }: Asked, why: string): Promise<number> =>
  startInBrowser({ serve, library, why, folder: root, startedBy: "npm start" });

async function main(): Promise<number> {
  const wish = asked();
  if (!(await build())) return 1;
  const electron = chooseElectron(wish);
  if ("why" in electron) return runBrowser(wish, electron.why);
  return (await runElectron(electron.binary, wish.library)) ?? runBrowser(wish, words.electronFailed);
}

process.exit(await main());
