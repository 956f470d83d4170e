// The product as its users have it: served on loopback, its list asked from inside an installed Chromium.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { build, type Rolldown } from "vite";
import type { Payload, RequestName } from "../src/core/api.ts";
import { findBrowser } from "../src/main/browser/find-browser.ts";
import { Missing } from "./compare.ts";

const root = join(import.meta.dirname, "..");

export interface Served {
  /** Milliseconds in the page from a request to its rows, for each payload in turn. */
  times<Name extends RequestName>(name: Name, payloads: readonly Payload<Name>[]): Promise<number[]>;
  close(): Promise<void>;
}

interface Bridged {
  readonly bridge: {
    request(name: string, payload: unknown): Promise<unknown>;
  };
}

/** The renderer's own bridge as a script that leaves it in `bridge`: the same asking, decoding and parsing. */
async function bridgeScript(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      lib: { entry: join(root, "src", "renderer", "bridge", "index.ts"), formats: ["iife"], name: "bridge" },
    },
  })) as Rolldown.RolldownOutput[];
  const [script] = built[0]?.output ?? [];
  if (script === undefined) throw new Error("the bridge was not built");
  return `${script.code}; globalThis.bridge = bridge;`;
}

/** @throws Missing where no browser is installed */
export async function serve(library: string): Promise<Served> {
  const executablePath = findBrowser();
  if (executablePath === undefined)
    throw new Missing("Chromium, in which the list is asked (apt-get install chromium)");
  const home = mkdtempSync(join(tmpdir(), "overread-bench-home-"));
  const child = spawn(
    process.execPath,
    [join(root, "scripts", "start.ts"), "--serve", "--library", library],
    {
      env: { ...process.env, OVERREAD_HOME: home },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const entryFile = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stderr.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const file = /open (.+enter-\d+\.html)/.exec(text)?.[1];
      if (file !== undefined) resolve(file);
    });
    child.on("exit", (code) => {
      reject(new Error(`the workstation ended with ${code ?? "a signal"}: ${text}`));
    });
  });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  await page.goto(pathToFileURL(entryFile).href);
  await page.getByTestId("not-cleared").waitFor();
  // A script of the developer tools, which the page's Content-Security-Policy does not hold to.
  await page.evaluate(await bridgeScript());
  const times: Served["times"] = (name, payloads) =>
    page.evaluate(
      async ([request, bodies]) => {
        const took: number[] = [];
        const { bridge } = globalThis as unknown as Bridged;
        for (const payload of bodies) {
          const start = performance.now();
          await bridge.request(request, payload);
          took.push(performance.now() - start);
        }
        return took;
      },
      [name, payloads] as const,
    );
  // The list alone is measured, not the networks beside it.
  await times("queue.pause", [{ paused: true }]);
  return {
    times,
    async close() {
      await browser.close();
      child.kill("SIGTERM");
      if (child.exitCode === null) await new Promise((resolve) => child.once("exit", resolve));
      rmSync(home, { recursive: true, force: true });
    },
  };
}
