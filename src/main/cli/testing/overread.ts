import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

const nobodysHome = join(tmpdir(), "overread-nobody");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a user would; `onLine` sees standard output as it comes. */
export function overread(
  args: readonly string[],
  options: { cwd?: string; home?: string; onOutput?: (kill: (signal: NodeJS.Signals) => void) => void } = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    // What this machine's user has installed of their own is no part of a test.
    const env: NodeJS.ProcessEnv = { ...process.env, OVERREAD_HOME: options.home ?? nobodysHome };
    delete env["INIT_CWD"];
    if (options.cwd !== undefined) env["INIT_CWD"] = options.cwd;
    const child = spawn(process.execPath, [main, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      options.onOutput?.((signal) => child.kill(signal));
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Standard output as JSON Lines; throws where anything else stands in it. */
export const jsonLines = ({ stdout }: Run): Record<string, unknown>[] =>
  stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
