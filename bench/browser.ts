// The workstation in a real browser, without a GPU, as its end-to-end tests start it.
import { chromium, type Browser, type CDPSession, type Page, type Request } from "@playwright/test";
import { WorkstationPage } from "../e2e/pages/workstation.ts";
import { startShell, type RunningShell } from "../e2e/support/shell.ts";
import { findBrowser } from "../src/main/browser/find-browser.ts";
import { Missing } from "./compare.ts";

export interface BenchWindow {
  readonly shell: RunningShell;
  readonly page: Page;
  readonly workstation: WorkstationPage;
  /** Bytes of JavaScript's heap and of the buffers behind its typed arrays, after collecting garbage. */
  heap(): Promise<number>;
  /** Waits until the window has asked for nothing for a while: what it decodes ahead is there. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds without a request after which a window has what it wants. */
const calm = 400;

/** Follows a page's requests; answers a wait for calm. */
function calmOf(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let last = performance.now();
  const begin = (request: Request): void => {
    if (request.url().endsWith("/api/request")) open.add(request);
  };
  const end = (request: Request): void => {
    if (open.delete(request)) last = performance.now();
  };
  page.on("request", begin).on("requestfinished", end).on("requestfailed", end);
  return async () => {
    last = performance.now();
    while (open.size > 0 || performance.now() - last < calm) await page.waitForTimeout(50);
  };
}

async function heapOf(session: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round += 1) await session.send("HeapProfiler.collectGarbage");
  const usage = (await session.send("Runtime.getHeapUsage")) as Record<string, number>;
  return (usage["usedSize"] ?? 0) + (usage["embedderHeapUsedSize"] ?? 0) + (usage["backingStorageSize"] ?? 0);
}

/** @throws Missing where there is no browser */
export async function openBenchWindow(): Promise<BenchWindow> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Missing("a Chromium or Chrome (apt-get install chromium)");
  const shell = await startShell();
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--force-color-profile=srgb",
      ],
    });
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const settled = calmOf(page);
    const workstation = new WorkstationPage(page);
    await workstation.enter(shell.entryFile);
    const session = await page.context().newCDPSession(page);
    const opened = browser;
    return {
      shell,
      page,
      workstation,
      heap: () => heapOf(session),
      settled,
      async close() {
        await opened.close();
        await shell.stop();
      },
    };
  } catch (error) {
    await browser?.close();
    await shell.stop();
    throw error;
  }
}
