// npm test: everything that CI runs. Ends with one line that counts all tests.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "../src/main/browser/find-browser.ts";
import { check } from "./check.ts";
import { command, root, tool } from "./tool.ts";

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const results = join(root, "test-results");
const inCi = process.env["CI"] === "true";
const total: Count = { passed: 0, failed: 0, skipped: 0 };

function add(name: string, count: Count): void {
  console.log(`${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
}

/** A part that cannot run here: said loudly; in CI it is a failure. */
function missing(name: string, what: string): void {
  console.log(`\n*** ${name} ${inCi ? "FAIL" : "SKIPPED"}: ${what} ***\n`);
  add(name, inCi ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 });
}

/** The counts of a runner's report; a runner that left none has failed. */
function report(file: string, code: number, read: (json: never) => Count): Count {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const count = read(JSON.parse(readFileSync(file, "utf8")) as never);
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

async function unitTests(): Promise<void> {
  const file = join(results, "unit.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number };
  const run = async (): Promise<Count & { died: boolean }> => {
    rmSync(file, { force: true });
    const { code } = await tool("vitest/vitest.mjs", args);
    let died = false;
    const count = report(file, code, (json: Report) => {
      died = code !== 0 && json.numFailedTests === 0;
      return { passed: json.numPassedTests, failed: json.numFailedTests, skipped: json.numPendingTests };
    });
    return { ...count, died };
  };
  const first = await run();
  // The runner's own process died and no test failed: what it left out has no answer yet.
  if (first.died)
    console.log("\n*** the runner of the unit tests died (see above): they run once more ***\n");
  add("unit tests", first.died ? await run() : first);
}

/** Python's own runner; Debian's python3 is the one that sees Debian's PyTorch. */
async function trainingTests(): Promise<void> {
  const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
  const probe = await command(python, ["-c", "import torch, sklearn, onnx, PIL"], { capture: true }).catch(
    () => ({
      code: 1,
    }),
  );
  if (probe.code !== 0) {
    return missing(
      "training tests",
      "PyTorch is missing: sudo apt-get install python3-torch python3-torchvision python3-onnx python3-sklearn python3-pil",
    );
  }
  const args = [
    "-m",
    "unittest",
    "discover",
    "--start-directory",
    "training/tests",
    "--top-level-directory",
    ".",
  ];
  const { code, output } = await command(python, args, { capture: true });
  if (code !== 0 || inCi) console.log(output);
  const ran = Number(/Ran (\d+) test/.exec(output)?.[1] ?? 0);
  const of = (word: string): number => Number(new RegExp(`${word}=(\\d+)`).exec(output)?.[1] ?? 0);
  const skipped = of("skipped");
  const failed = Math.max(of("failures") + of("errors"), code === 0 ? 0 : 1);
  return add("training tests", { passed: Math.max(0, ran - skipped - failed), failed, skipped });
}

async function endToEndTests(): Promise<void> {
  if (findBrowser() === undefined) {
    return missing("end-to-end tests", "no Chromium or Chrome: on Debian sudo apt-get install chromium");
  }
  const file = join(results, "end-to-end.json");
  type Report = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
  // What looks at every frame has the computer to itself.
  for (const [name, choice] of [
    ["end-to-end tests", ["--grep-invert", "@alone"]],
    // A run empties its folder: the traces of the one before stay in theirs.
    ["end-to-end tests, alone", ["--grep", "@alone", "--output", join(results, "end-to-end-alone")]],
  ] as const) {
    rmSync(file, { force: true });
    const { code } = await tool("@playwright/test/cli.js", ["test", ...choice]);
    const count = report(file, code, ({ stats }: Report) => {
      if (stats.flaky > 0)
        console.log(`\n*** ${stats.flaky} passed only when they ran again (flaky, see above) ***\n`);
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
    });
    add(name, count);
  }
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
add("check", (await check()) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
await unitTests();
await trainingTests();
await endToEndTests();
console.log(`\nTests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
