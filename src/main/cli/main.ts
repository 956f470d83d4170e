import { asAppError } from "../../core/base/errors.ts";
import { cli, usage } from "../../core/base/messages/cli.ts";
import { productVersion } from "../shell/system.ts";
import { verifyAudit } from "./audit.ts";
import { backUp, restore } from "./backup.ts";
import { parseCommand, type Command } from "./arguments.ts";
import { check } from "./check.ts";
import { Console, ReaderGone } from "./console.ts";
import { evaluate } from "./evaluate.ts";
import { importFilms } from "./import.ts";
import { library } from "./library.ts";
import { phantom } from "./phantom.ts";
import { read } from "./read.ts";
import { worklist } from "./worklist.ts";

/** Exit codes: the first three are a fixed contract, the others what a shell expects after a signal. */
const exitCode = { done: 0, failed: 1, usage: 2, interrupted: 130, readerGone: 141 } as const;

const console = new Console(process.stdout, process.stderr);
const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => interrupt.abort());
}

/** npm runs scripts at the project's root and keeps the folder where the user stood in INIT_CWD. */
const base = process.env["INIT_CWD"] ?? process.cwd();

async function run(command: Command): Promise<boolean> {
  switch (command.name) {
    case "help":
      await console.line(usage);
      return true;
    case "version":
      await console.line(productVersion(new URL("../../../package.json", import.meta.url)));
      return true;
    case "read":
      return read(command, base, console, interrupt.signal);
    case "import":
      return importFilms(command, base, console, interrupt.signal);
    case "worklist":
      return worklist(command, base, console, interrupt.signal);
    case "evaluate":
      return evaluate(command, base, console, interrupt.signal);
    case "audit verify":
      return verifyAudit(command, base, console);
    case "check":
      return check(command, base, console, interrupt.signal);
    case "backup":
      return backUp(command, base, console, interrupt.signal);
    case "restore":
      return restore(command, base, console, interrupt.signal);
    case "library":
    case "library move":
    case "library use":
      return library(command, base, console, interrupt.signal);
    case "phantom":
      return phantom(command, base, console, interrupt.signal);
  }
}

async function main(): Promise<number> {
  try {
    return (await run(parseCommand(process.argv.slice(2)))) ? exitCode.done : exitCode.failed;
  } catch (thrown) {
    if (thrown instanceof ReaderGone) return exitCode.readerGone;
    const error = asAppError(thrown, "app/fault", { detail: String(thrown) });
    if (error.code === "job/cancelled") {
      console.say(cli.interrupted());
      return exitCode.interrupted;
    }
    console.say(error.message);
    if (error.code === "usage") console.text(`\n${usage}`);
    return error.code === "usage" ? exitCode.usage : exitCode.failed;
  }
}

process.exitCode = await main();
