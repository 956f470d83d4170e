import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepLog, keepPatients } from "./logs.ts";

const root = join(import.meta.dirname, "..", "..");

/** The product as `npm start` serves it, with a library of its own that is thrown away. */
export interface RunningShell {
  readonly entryFile: string;
  readonly home: string;
  /** What the shell has said so far. */
  said(): string;
  stop(): Promise<number | null>;
}

export interface ShellOptions {
  /** The library's folder; by default inside the throw-away home. */
  readonly library?: string;
  /** Keep this home (to start again on the same library). */
  readonly home?: string;
}

/** Starts the browser shell without a window and waits until it serves. */
export async function startShell(options: ShellOptions = {}): Promise<RunningShell> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), "overread-e2e-")));
  const args = [join(root, "scripts", "start.ts"), "--serve"];
  if (options.library !== undefined) args.push("--library", options.library);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, OVERREAD_HOME: home },
    stdio: ["ignore", "inherit", "pipe"],
  });
  let text = "";
  const entryFile = await new Promise<string>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      keepLog(`shell-${child.pid}`, chunk.toString("utf8"));
      const file = /open (.+enter-\d+\.html)/.exec(text)?.[1];
      if (file !== undefined) resolve(file);
    });
    child.on("exit", (code) => {
      reject(new Error(`the shell ended with ${code ?? "a signal"}:\n${text}`));
    });
    child.on("error", reject);
  });
  return {
    entryFile,
    home,
    said: () => text,
    async stop() {
      const code = await ended(child);
      keepPatients(options.library ?? join(home, "library"));
      if (options.home === undefined) await rm(home, { recursive: true, force: true });
      return code;
    },
  };
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode);
    child.once("exit", resolve);
    child.kill("SIGTERM");
    return undefined;
  });
