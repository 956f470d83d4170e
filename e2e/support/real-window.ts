import { chromium, expect, type Browser, type Page } from "@playwright/test";
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cameIn } from "../../src/core/base/messages/shell.ts";
import { findBrowser } from "../../src/main/browser/find-browser.ts";

const root = join(import.meta.dirname, "..", "..");

/** Milliseconds in which a window that has come in draws its first page on any computer. */
const drawing = 2_000;

/** Pixels: a window that can be read is wider. */
const narrow = 400;

/** The browser shell with the window that it opens by itself. */
export interface RealWindow {
  readonly shell: ChildProcess;
  readonly browser: Browser;
  readonly page: Page;
  /** What the shell has said so far. */
  said(): string;
}

/**
 * Starts the browser shell as `npm start` does, with its own window in the installed browser.
 * @param folder a throw-away folder; Overread's home is `home` in it
 * @param env what the shell finds around it, with DISPLAY
 * @param options further options of the browser
 * @param without an option that the browser does not see
 */
export async function startRealWindow(
  folder: string,
  env: Record<string, string | undefined>,
  options: readonly string[] = [],
  without = "",
): Promise<RealWindow> {
  const home = join(folder, "home");
  const program = join(folder, "browser");
  const added = ["--remote-debugging-port=0", "--force-color-profile=srgb", ...options].join(" ");
  writeFileSync(
    program,
    `#!/bin/sh
for option do
  shift
  [ "$option" = "${without}" ] || set -- "$@" "$option"
done
exec '${findBrowser() ?? "chromium"}' "$@" ${added}
`,
  );
  chmodSync(program, 0o755);
  const shell = spawn(process.execPath, [join(root, "scripts", "start.ts"), "--shell", "browser"], {
    cwd: root,
    env: { ...env, OVERREAD_HOME: home, WAYLAND_DISPLAY: undefined, OVERREAD_BROWSER: program },
    stdio: ["ignore", "inherit", "pipe"],
  });
  let said = "";
  shell.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const portFile = join(home, "state", "browser-profile", "DevToolsActivePort");
  await expect
    .poll(() => statSync(portFile, { throwIfNoEntry: false })?.size ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(0);
  // A debugger that comes to a page which is not there yet has the empty one drawn, and that is white: no reader has one.
  await expect.poll(() => said.includes(cameIn), { timeout: 60_000 }).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, drawing));
  const port = readFileSync(portFile, "utf8").split("\n")[0] ?? "";
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const pages = (): Page[] =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((page) => page.url().startsWith("http://127.0.0.1"));
  await expect.poll(() => pages().length, { timeout: 30_000 }).toBe(1);
  const [page] = pages();
  if (page === undefined) throw new Error("the window has no page");
  await expect(page.getByTestId("not-cleared")).toBeVisible();
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeGreaterThan(narrow);
  return { shell, browser, page, said: () => said };
}
