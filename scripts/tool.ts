import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A package's command, run with this Node. Resolves to its exit code and, if captured, its output. */
export function tool(
  script: string,
  args: readonly string[],
  options: { capture?: boolean; env?: Record<string, string> } = {},
): Promise<{ code: number; output: string }> {
  return command(process.execPath, [join(root, "node_modules", script), ...args], options);
}

/** Runs a program at the project's root. */
export function command(
  program: string,
  args: readonly string[],
  options: { capture?: boolean; env?: Record<string, string> } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: options.capture === true ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...options.env },
    });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") });
    });
  });
}

/** Whether the module with this `import.meta.url` is the program that was started. */
export const isMain = (url: string): boolean => process.argv[1] === fileURLToPath(url);
