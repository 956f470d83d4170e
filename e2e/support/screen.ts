import { expect, test } from "@playwright/test";
import { fork, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Asked, Watched } from "./watch-screen.ts";

/** A display of our own (Xvfb), so that the product opens its window, and what stands on it can be watched. */
export interface Screen {
  /** As DISPLAY names it. */
  readonly name: string;
  /** How white the screen became while `work` ran, by pixels of at least `level`, 0 to 255. */
  watch(level: number, work: () => Promise<void>): Promise<Watched>;
  stop(): void;
}

/** Skips a test where there is no Xvfb; in CI it fails. */
export function needsXvfb(): void {
  if (spawnSync("Xvfb", ["-help"]).error === undefined) return;
  const missing = "Xvfb is missing: sudo apt-get install xvfb";
  expect(process.env["CI"], missing).not.toBe("true");
  test.skip(true, missing);
}

export async function startScreen(): Promise<Screen> {
  const folder = mkdtempSync(join(tmpdir(), "overread-screen-"));
  const xvfb = spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-fbdir", folder],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const [number] = (await once(xvfb.stdio[3] as NodeJS.ReadableStream, "data")) as [Buffer];
  let watcher: ChildProcess | undefined;
  const ask = async (asked: Asked): Promise<Watched> => {
    watcher ??= fork(join(import.meta.dirname, "watch-screen.ts"), [join(folder, "Xvfb_screen0")], {
      execArgv: [],
    });
    const answer = once(watcher, "message");
    watcher.send(asked);
    return ((await answer) as [Watched])[0];
  };
  return {
    name: `:${number.toString("utf8").trim()}`,
    async watch(level, work) {
      await ask({ begin: level });
      await work();
      return ask("tell");
    },
    stop() {
      watcher?.disconnect();
      xvfb.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
