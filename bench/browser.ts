// The workstation in a real browser, without a GPU, as its end-to-end tests start it.
import { chromium, type Browser, type Page } from "@playwright/test";
import { WorkstationPage } from "../e2e/pages/workstation.ts";
import { startShell, type RunningShell } from "../e2e/support/shell.ts";
import { findBrowser } from "../src/main/browser/find-browser.ts";
import { Missing } from "./compare.ts";

export interface BenchWindow {
  readonly shell: RunningShell;
  readonly page: Page;
  readonly workstation: WorkstationPage;
  close(): Promise<void>;
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
    const workstation = new WorkstationPage(page);
    await workstation.enter(shell.entryFile);
    const opened = browser;
    return {
      shell,
      page,
      workstation,
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
