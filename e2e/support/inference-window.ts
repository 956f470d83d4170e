import { chromium, type Browser } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { findBrowser } from "../../src/main/browser/find-browser.ts";
import { WindowNetworks, type WindowLimits } from "../../src/main/inference/window-networks.ts";
import { inferencePage, serveInference } from "../../src/main/shell/inference-page.ts";

const root = join(import.meta.dirname, "..", "..");

/** Chromium's software graphics processor, so that WebGPU can be tested on every machine. */
const softwareGpu = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-unsafe-swiftshader",
];

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Linux's process list. */
function processes(): Entry[] {
  return readdirSync("/proc").flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const parent = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
      return [{ pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, "utf8") }];
    } catch {
      return []; // It ended since the listing.
    }
  });
}

/** Ends the graphics process of the browser that was started with `mark` on its command line. */
function killGraphics(mark: string): void {
  const all = new Map(processes().map((entry) => [entry.pid, entry]));
  // Its parent is the browser or the browser's own starter of processes.
  const isOurs = (entry: Entry | undefined): boolean =>
    entry !== undefined && (entry.command.includes(mark) || isOurs(all.get(entry.parent)));
  const found = [...all.values()].filter(
    (entry) => entry.command.includes("--type=gpu-process") && isOurs(entry),
  );
  if (found.length === 0) throw new Error("the browser has no graphics process");
  for (const { pid } of found) process.kill(pid, "SIGKILL");
}

export interface InferenceWindow {
  readonly networks: WindowNetworks;
  readonly browser: Browser;
  /** What the page's console said. */
  readonly said: readonly string[];
  /** Ends the browser's graphics process, as a crashing driver does. Linux alone. */
  loseGraphics(): void;
  close(): Promise<void>;
}

/**
 * The page that runs networks in a real Chromium, over the handler that Electron's protocol gets: only the
 * window itself is another one.
 */
export async function inferenceWindow(limits: Partial<WindowLimits> = {}): Promise<InferenceWindow> {
  const executablePath = findBrowser();
  const mark = `--test-browser=${randomUUID()}`;
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...softwareGpu, mark],
  });
  const said: string[] = [];
  let address = "";
  const networks = new WindowNetworks({
    limits,
    log: { info: () => {}, warn: (line) => said.push(line), error: (line) => said.push(line) },
    open: (gone) => {
      const opening = browser.newPage().then(async (page) => {
        page.on("console", (message) => said.push(message.text()));
        page.on("pageerror", (error) => said.push(error.message));
        page.on("crash", () => gone("its process ended"));
        await page.goto(address + inferencePage);
        return page;
      });
      opening.catch((error: unknown) => gone(String(error)));
      return { close: () => void opening.then((page) => page.close()).catch(() => undefined) };
    },
  });
  const answer = serveInference(join(root, "out", "renderer"), networks);
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const { method = "GET", url = "/" } = incoming;
      const body = method === "POST" ? { body: Buffer.concat(chunks) } : {};
      const response = await answer(new Request(address + url, { method, ...body }));
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(new Uint8Array(await response.arrayBuffer()));
    })().catch((error: unknown) => {
      said.push(String(error));
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    networks,
    browser,
    said,
    loseGraphics: () => {
      killGraphics(mark);
    },
    async close() {
      networks.close();
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
