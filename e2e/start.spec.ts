import { expect, test } from "@playwright/test";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRealWindow } from "./support/real-window.ts";
import { needsXvfb, startScreen } from "./support/screen.ts";

const root = join(import.meta.dirname, "..");

/** `npm start` as a user types it, with a home of its own. */
function npmStart(
  home: string,
  env: Record<string, string | undefined>,
): { child: ChildProcess; said: () => string } {
  const child = spawn("npm", ["start", "--", "--shell", "browser"], {
    cwd: root,
    env: { ...process.env, ...env, OVERREAD_HOME: home },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
  return { child, said: () => text };
}

const entryFiles = (home: string): string[] => {
  const state = join(home, "state");
  const names = readdirSync(home).includes("state") ? readdirSync(state) : [];
  return names.filter((name) => name.startsWith("enter-")).map((name) => join(state, name));
};

let home = "";
test.beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "overread-start-"));
});
test.afterEach(() => {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

test("without a display npm start serves and says how to get in and what to install", async () => {
  const { child, said } = npmStart(home, { DISPLAY: undefined, WAYLAND_DISPLAY: undefined });
  await expect.poll(said, { timeout: 60_000 }).toMatch(/serving on http:\/\/127\.0\.0\.1:\d+/);
  expect(said()).toContain("there is no display");
  expect(said()).toContain("sudo apt-get install chromium");
  expect(entryFiles(home)).toHaveLength(1);
  child.kill("SIGTERM");
  await expect.poll(said).toContain("stopped.");
  expect(entryFiles(home)).toHaveLength(0);
});

test("with a display npm start opens the installed browser, which comes in", async () => {
  needsXvfb();
  const screen = await startScreen();
  try {
    const { child, said } = npmStart(home, { DISPLAY: screen.name, WAYLAND_DISPLAY: undefined });
    await expect.poll(said, { timeout: 60_000 }).toContain("opening in ");
    await expect.poll(said, { timeout: 60_000 }).toContain("a window came in");
    child.kill("SIGTERM");
    await expect.poll(said).toContain("stopped.");
    expect(entryFiles(home)).toHaveLength(0);
  } finally {
    screen.stop();
  }
});

test("a window grows to be read where the browser takes no commands, and where the reader made it too small", async () => {
  needsXvfb();
  const screen = await startScreen();
  const { shell, browser, page } = await startRealWindow(
    home,
    { ...process.env, DISPLAY: screen.name },
    [],
    "--remote-debugging-pipe",
  );
  try {
    const devtools = await page.context().newCDPSession(page);
    const { windowId } = await devtools.send("Browser.getWindowForTarget");
    await devtools.send("Browser.setWindowBounds", { windowId, bounds: { width: 1, height: 1 } });
    // And all of it is the page: no bar of the browser takes room from it.
    const size = (): Promise<number[]> =>
      page.evaluate(() => [outerWidth, outerHeight, innerWidth, innerHeight]);
    await expect.poll(size).toEqual([1200, 750, 1200, 750]);
    await browser.close();
  } finally {
    if (shell.kill("SIGTERM")) await once(shell, "exit");
    screen.stop();
  }
});
