// The workstation in a Chromium that nobody watches.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { startShell, type RunningShell } from "../e2e/support/shell.ts";
import { BrowserPipe } from "../src/main/browser/browser-pipe.ts";
import { findBrowser } from "../src/main/browser/find-browser.ts";
import { Missing } from "./compare.ts";

/**
 * A window that is told what to do over a pipe and otherwise left alone. What drives the tests follows every request,
 * for which the browser keeps a copy of every answer: a quarter of the time that a film takes.
 */
export interface PlainWindow {
  readonly shell: RunningShell;
  /** Calls a function in the page, which knows nothing but what it is given. */
  run<Given, Found>(work: (given: Given) => Found | Promise<Found>, given: Given): Promise<Found>;
  /** Presses keys, one after the other, each a letter or a digit. */
  press(...keys: readonly string[]): Promise<void>;
  /** Bytes of JavaScript's heap and of the buffers behind its typed arrays, after collecting garbage. */
  heap(): Promise<number>;
  /** Waits until the window has asked for nothing for a while: what it decodes ahead is there. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds without a request after which a window has what it wants. */
const calm = 400;

const flags = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--disable-gpu",
  "--disable-background-networking",
  "--force-color-profile=srgb",
  "--remote-debugging-pipe",
];

/** What a page counts of its requests. */
interface Requests {
  open: number;
  last: number;
}
type Counting = typeof globalThis & { requests: Requests };

/** Has a page count the requests that are under way. */
function countRequests(): void {
  const requests = ((globalThis as Counting).requests = { open: 0, last: 0 });
  const ask = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    if (asked[0] !== "/api/request") return ask(...asked);
    requests.open += 1;
    try {
      return await ask(...asked);
    } finally {
      requests.open -= 1;
      requests.last = performance.now();
    }
  };
}

/** Resolves in a page once none of its requests has been under way for so many milliseconds. */
async function calmIn(milliseconds: number): Promise<void> {
  const { requests } = globalThis as Counting;
  requests.last = performance.now();
  while (requests.open > 0 || performance.now() - requests.last < milliseconds) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @throws Missing where there is no browser */
export async function openPlainWindow(): Promise<PlainWindow> {
  const executable = findBrowser();
  if (executable === undefined) throw new Missing("a Chromium or Chrome (apt-get install chromium)");
  const shell = await startShell();
  const profile = mkdtempSync(join(tmpdir(), "overread-profile-"));
  const browser = spawn(executable, [...flags, `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  const close = async (): Promise<void> => {
    browser.kill();
    await ended;
    await shell.stop();
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const pipe = new BrowserPipe(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
    const url = pathToFileURL(shell.entryFile).href;
    const { targetId } = (await pipe.ask("Target.createTarget", { url })) as { targetId: string };
    const attached = await pipe.ask("Target.attachToTarget", { targetId, flatten: true });
    const { sessionId } = attached as { sessionId: string };
    const ask = (method: string, params: object = {}): Promise<unknown> =>
      pipe.ask(method, params, sessionId);
    const run: PlainWindow["run"] = async (work, given) => {
      const call = { expression: `(${work.toString()})(${JSON.stringify(given)})`, awaitPromise: true };
      const { result, exceptionDetails } = (await ask("Runtime.evaluate", {
        ...call,
        returnByValue: true,
      })) as {
        result: { value: never };
        exceptionDetails?: { exception?: { description?: string } };
      };
      if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description);
      return result.value;
    };
    await ask("Emulation.setDeviceMetricsOverride", {
      width: 1920,
      height: 1080,
      deviceScaleFactor: 1,
      mobile: false,
    });
    const isIn = (): boolean => document.querySelector('[data-testid="not-cleared"]') !== null;
    while (!(await run(isIn, null))) await new Promise((resolve) => setTimeout(resolve, 100));
    await run(countRequests, null);
    return {
      shell,
      run,
      async press(...keys) {
        for (const key of keys) {
          const pressed = { key, text: key, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) };
          await ask("Input.dispatchKeyEvent", { type: "keyDown", ...pressed });
          await ask("Input.dispatchKeyEvent", { type: "keyUp", ...pressed });
        }
      },
      async heap() {
        for (let round = 0; round < 3; round += 1) await ask("HeapProfiler.collectGarbage");
        const usage = (await ask("Runtime.getHeapUsage")) as Record<string, number>;
        return (
          (usage["usedSize"] ?? 0) + (usage["embedderHeapUsedSize"] ?? 0) + (usage["backingStorageSize"] ?? 0)
        );
      },
      settled: () => run(calmIn, calm),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
