import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { layout } from "../library-folder.ts";

const script = fileURLToPath(new URL("lock-process.ts", import.meta.url));

/** Lets another process take the write lock of a library's database. */
export async function lockLibrary(library: string): Promise<{ release(): Promise<void> }> {
  const child = spawn(process.execPath, [script, layout.database(library)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  return {
    async release() {
      child.stdin.end();
      await ended;
    },
  };
}
