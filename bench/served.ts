// The product as its users have it: served on loopback, its list asked from inside an installed Chromium.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import type { Payload, RequestName } from "../src/core/api.ts";
import { findBrowser } from "../src/main/browser/find-browser.ts";
import { Missing } from "./compare.ts";

const root = join(import.meta.dirname, "..");

export interface Served {
  /** Milliseconds in the page from a request to its rows, for each payload in turn. */
  times<Name extends RequestName>(name: Name, payloads: readonly Payload<Name>[]): Promise<number[]>;
  close(): Promise<void>;
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
  const times: Served["times"] = (name, payloads) =>
    page.evaluate(
      async ([request, bodies]) => {
        const took: number[] = [];
        const token = sessionStorage.getItem("overread-token") ?? "";
        for (const payload of bodies) {
          const start = performance.now();
          const response = await fetch("/api/request", {
            method: "POST",
            headers: { "content-type": "application/json", "x-overread-token": token },
            body: JSON.stringify({ name: request, payload }),
          });
          const bytes = await response.arrayBuffer();
          const length = new DataView(bytes).getUint32(0, true);
          const reply = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as {
            ok: boolean;
          };
          took.push(performance.now() - start);
          if (!reply.ok) throw new Error("the list was not answered");
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
