import { expect, test, type Page } from "@playwright/test";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WorkstationPage } from "./pages/workstation.ts";
import { startRealWindow, type RealWindow } from "./support/real-window.ts";
import { needsXvfb, startScreen } from "./support/screen.ts";

/** In the dark theme nothing but text, lines and a film is as bright as this. */
const bright = 200;
/** In the light theme grounds are greys below this. */
const white = 253;
/** Share of the screen that text, lines and a film may fill with it. */
const mostWhite = 0.05;

const shown = async (page: Page): Promise<void> =>
  expect(page.getByTestId("window-readout").first()).toBeVisible();

test(
  "no window flashes white: at the start, with a film, loaded again, second, printed, or when the theme changes",
  {
    tag: "@alone",
  },
  async () => {
    test.slow();
    needsXvfb();
    const folder = mkdtempSync(join(tmpdir(), "overread-flash-"));
    const screen = await startScreen();
    /** What is done leaves the screen dark, and was seen: a look every few milliseconds. */
    const stays = async (what: string, level: number, work: () => Promise<void>): Promise<void> => {
      const watched = await screen.watch(level, work);
      expect.soft(watched.looks, what).toBeGreaterThan(5);
      expect.soft(watched.white, what).toBeLessThan(mostWhite);
    };
    let real: RealWindow | undefined;
    try {
      await stays("the start", bright, async () => {
        real = await startRealWindow(folder, { ...process.env, DISPLAY: screen.name });
      });
      if (real === undefined) throw new Error("no window");
      const { page, browser } = real as RealWindow;
      // What the browser would ask the reader: whether Overread may know where the second screen is.
      const permissions = await browser.newBrowserCDPSession();
      await permissions.send("Browser.grantPermissions", { permissions: ["windowManagement"] });
      const workstation = new WorkstationPage(page);
      await stays("phantom films and the first of them", bright, async () => {
        await page.getByTestId("phantoms").click();
        await workstation.importEnded();
        await workstation.openStudy(0);
      });
      const reload = async (): Promise<void> => {
        await page.reload();
        await workstation.openStudy(0);
      };
      await stays("the page loaded again", bright, reload);
      let second: Page | undefined;
      const openSecond = async (): Promise<void> => {
        [second] = await Promise.all([page.context().waitForEvent("page"), workstation.press("\\")]);
        await shown(second);
        const size = async (): Promise<number[]> => second?.evaluate(() => [innerWidth, innerHeight]) ?? [];
        await expect.poll(size, "as large as it was, or as it is at first").toEqual([1200, 900]);
      };
      await stays("the second window", bright, openSecond);
      await second?.close();
      // A preview shows paper, and is the browser's own: what is looked at is the page under it.
      await page.evaluate(() => {
        window.print = () => undefined;
      });
      await stays("a page that is printed", bright, async () => {
        await workstation.press("Control+e");
        await page.getByTestId("export-print").click();
        await expect(page.getByTestId("export-print")).toHaveCount(0);
      });
      await stays("the light theme", white, async () => {
        await workstation.press("Control+,");
        await page.getByTestId("settings-display").click();
        await page.getByRole("radio", { name: "Light" }).check();
        await workstation.press("Escape", "Escape");
      });
      // And is there: a browser that darkens pages by itself darkens what says that it is light, too.
      const ground = await screen.watch(bright, async () => page.waitForTimeout(200));
      expect.soft(ground.white, "the light theme is light").toBeGreaterThan(0.2);
      await stays("the page loaded again in the light theme", white, reload);
      await stays("the second window in the light theme", white, openSecond);
    } finally {
      if (real !== undefined && real.shell.kill("SIGTERM")) await once(real.shell, "exit");
      screen.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);
