import { expect, test } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WorkstationPage } from "./pages/workstation.ts";
import { startElectronDouble } from "./support/electron-double/run.ts";
import { phantomFolder } from "./support/films.ts";
import { panelsWords, preloadsEventsOf, withExchanges } from "./support/wire.ts";

test("built main bundle, preload and renderer read a film together, over a double of Electron", async ({
  browser,
}) => {
  const home = mkdtempSync(join(tmpdir(), "overread-double-"));
  const electron = await startElectronDouble(browser, home);
  try {
    const { page } = electron;
    expect(electron.address(page)).toBe("overread://app/");
    const workstation = new WorkstationPage(page);
    // Everything that comes into the window: what it is told by itself, and below what it asks for.
    const events = await preloadsEventsOf(page);
    await expect(page.getByTestId("not-cleared")).toBeVisible();

    // A film from the disk: the preload hands over its path, and main reads it in place.
    const film = join(phantomFolder(1), "phantom-001.dcm");
    electron.offer([film]);
    await workstation.importFiles([film]);
    await expect(workstation.rows).toHaveCount(1);
    await withExchanges(page, async (exchanges) => {
      await workstation.openStudy(0);
      await expect(workstation.sealed).toBeVisible();
      await expect(workstation.probabilities).toHaveCount(0);
      // The networks have answered, and nothing of their answer has come.
      await expect(workstation.rows.first()).toHaveAttribute("data-panel", "done", { timeout: 60_000 });
      expect(exchanges.some(({ asked }) => asked.includes('"study.open"'))).toBe(true);
      expect(await events()).toContain('"panel.changed"');
      for (const word of panelsWords) {
        expect(exchanges.filter(({ answer }) => answer.includes(`"${word}"`))).toEqual([]);
        expect(await events()).not.toContain(word);
      }
      await workstation.commitRead("p");
      await expect(workstation.probabilities.first()).toBeVisible({ timeout: 60_000 });
      await expect(workstation.probabilities).toHaveCount(4);
      expect(exchanges.some(({ answer }) => answer.includes('"probability"'))).toBe(true);
    });
    await workstation.keep("71-electron-double");

    // Another page that had the preload's channel is refused by its sender, before its request is looked at.
    const asked = (sender: string): Promise<string> =>
      page.evaluate(async (from) => {
        const headers = { "x-double-window": "1", "x-double-page": from };
        const body = JSON.stringify({ channel: "overread:request", args: ["app.info", {}] });
        return (await fetch("/double/invoke", { method: "POST", headers, body })).text();
      }, sender);
    expect(await asked(page.url())).toContain('"ok":true');
    for (const sender of ["https://example.org/", page.url().replace("//app.", "//networks.")]) {
      const refusal = await asked(sender);
      expect(refusal).toContain("Error invoking remote method 'overread:request': AppError");
      expect(refusal).not.toContain('"ok"');
    }

    // A second window opens for a film and for nothing else.
    expect(await page.evaluate(() => window.open("https://example.org/") === null)).toBe(true);
    const second = page.waitForEvent("popup");
    await workstation.press("\\");
    expect(electron.address(await second)).toBe("overread://app/?film");
    await (await second).close();
    // The reader's window is not seen before it is painted, the second one is dark until then.
    const windows = Object.fromEntries(electron.beforePaint.map(({ address, ...one }) => [address, one]));
    expect(windows["overread://app/"]).toEqual({ shown: false, background: "#0a0c0f" });
    expect(windows["overread://app/?film"]).toMatchObject({ shown: true, background: "#000000" });
    for (const { shown, background } of electron.beforePaint) expect(shown && !background).toBe(false);
    expect(electron.outside).toEqual([]);
    expect(electron.errors).toEqual([]);
  } finally {
    expect(await electron.close()).toBe(0);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
});

test("a window with a read that could not be saved asks before it closes", async ({ browser }) => {
  const home = mkdtempSync(join(tmpdir(), "overread-double-"));
  const electron = await startElectronDouble(browser, home);
  const { page } = electron;
  const workstation = new WorkstationPage(page);
  await expect(page.getByTestId("not-cleared")).toBeVisible();
  const film = join(phantomFolder(1), "phantom-001.dcm");
  electron.offer([film]);
  await workstation.importFiles([film]);
  await workstation.openStudy(0);
  await page.route("**/double/invoke", (route) =>
    route.request().postData()?.includes('"read.saveDraft"') === true ? route.abort() : route.fallback(),
  );
  await workstation.press("p");
  await expect(page.getByText("draft not saved")).toBeVisible();

  const question = await electron.closeAndBeAsked("window");
  expect(question.message).toBe("A read could not be saved yet.");
  electron.answer(question.buttons.indexOf("Keep the window open"));
  await expect(workstation.rows).toHaveCount(1);
  await electron.closeAndBeAsked("program");
  electron.answer(question.buttons.indexOf("Close it and lose the read"));
  expect(await electron.ended).toBe(0);
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});
