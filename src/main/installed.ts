// The program of an installed package without Electron: `overread` opens the workstation in the installed
// browser, `overread COMMAND ...` is the command line.
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as words from "../core/base/messages/shell.ts";
import { startInBrowser } from "./browser/start.ts";
import { consoleLog as log } from "./shell/system.ts";

const folder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

async function openWorkstation(args: readonly string[]): Promise<number> {
  const options = { serve: { type: "boolean", default: false }, library: { type: "string" } } as const;
  let asked;
  try {
    asked = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    log.error(error instanceof Error ? error.message : String(error));
    process.stderr.write(`${words.installedUsage}\n`);
    return 2;
  }
  return startInBrowser({
    serve: asked.serve,
    library: asked.library === undefined ? undefined : resolve(asked.library),
    why: words.installed,
    folder,
    startedBy: "overread",
  });
}

const args = process.argv.slice(2);
const [first] = args;
if (first === "--help" || first === "-h") process.stdout.write(`${words.installedUsage}\n\n`);
if (first === undefined || /^--(serve|library)\b/.test(first)) process.exit(await openWorkstation(args));
else await import("./cli/main.ts");
