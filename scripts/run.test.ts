import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../src/main/store/testing/library.ts";
import { root } from "./tool.ts";

const run = join(root, "scripts", "run.mjs");

/** A script of these lines, named as npm's scripts name theirs: from the project's root. */
async function script(lines: string): Promise<string> {
  const file = join(await temporaryFolder(), "script.mjs");
  writeFileSync(file, lines);
  return relative(root, file);
}

test("a program that was ended by a signal is said, with the exit code that shells give it", async () => {
  const file = await script('process.kill(process.pid, "SIGKILL");');
  const child = spawn(process.execPath, [run, file], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const [code] = (await once(child, "close")) as [number];
  expect(code).toBe(137);
  expect(said).toContain(`${file} was ended by SIGKILL`);
});

test("a program whose starter has ended is told to stop once, and has time to end in its own order", async () => {
  const file = await script(`
    let told = 0;
    const ticking = setInterval(() => {}, 100);
    process.on("SIGTERM", () => {
      told++;
      setTimeout(() => { console.log("told " + told); clearInterval(ticking); }, 1500);
    });
    console.log("here");
  `);
  // A shell that ends as soon as it is told, and leaves the program behind.
  const shell = spawn("sh", ["-c", '"$0" "$1" "$2" & read line', process.execPath, run, file], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [shell.stdout, shell.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      if (said.includes("here")) shell.stdin.end();
    });
  await once(shell, "close");
  expect(said).toContain(`what started ${file} has ended`);
  expect(said).toContain("told 1");
}, 30_000);
