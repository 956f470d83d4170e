import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../store/testing/library.ts";
import { entryFileName, removeStaleEntries } from "./stale-entries.ts";

it("removes what a killed program left, and nothing of one that runs", async () => {
  const folder = await temporaryFolder();
  const killed = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const gone = once(killed, "exit");
  killed.kill("SIGKILL");
  await gone;
  const names = [entryFileName(killed.pid ?? 0), entryFileName(process.pid), "port", "enter-x.html"];
  for (const name of names) writeFileSync(join(folder, name), "");
  await removeStaleEntries(folder);
  expect(readdirSync(folder).sort()).toEqual(names.slice(1).sort());
});
