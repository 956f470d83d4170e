import type { Page } from "@playwright/test";
import { globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WorkstationPage } from "./pages/workstation.ts";
import { phantomFolder } from "./support/films.ts";
import { violations } from "./support/axe.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, test } from "./support/test.ts";

const secrets = { own: "4711", second: "2580" };

/** Elements whose words do not fit: cut off, or standing out of what holds them. */
const clipped = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, label, legend, th, td, dt, dd, h2, h3, h4, p, span")]
      .filter((element) => {
        const style = getComputedStyle(element);
        const cut = style.overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1;
        const ellipsis = style.textOverflow === "ellipsis";
        const out =
          element.tagName === "BUTTON" &&
          element.clientWidth > 0 &&
          element.scrollWidth > element.clientWidth + 1;
        return (cut && !ellipsis && element.clientWidth > 1) || out;
      })
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent.trim()}`),
  );

test("Turkish is chosen in Settings and holds at once, for every word, date, number and failure, and for this reader alone", async ({
  workstation,
  page,
}, info) => {
  test.slow();
  const folder = phantomFolder(3, 11);
  await workstation.importFiles(globSync("*.dcm", { cwd: folder }).map((name) => join(folder, name)));
  await expect(workstation.rows).toHaveCount(3);
  await expect(workstation.rows.first()).toContainText(/\d{4}-\d{2}-\d{2}/);
  await workstation.openStudy(0);
  await expect(workstation.rows.first()).toHaveAttribute("data-panel", /done|withheld|partial/, {
    timeout: 120_000,
  });

  await workstation.press("Control+,");
  await page.getByTestId("settings-language").click();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.getByTestId("language-tr").check();
  await expect(page.getByRole("heading", { name: "Ayarlar" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  await expect(page.getByTestId("settings-display")).toHaveText("Görüntü");
  await expect(page.getByTestId("settings-language")).toHaveAttribute("aria-selected", "true");
  await workstation.keep("80-turkish-settings");
  expect(await violations(page)).toEqual([]);
  for (const part of [
    "display",
    "hanging",
    "watch",
    "backends",
    "screen",
    "keys",
    "readers",
    "rules",
    "reports",
    "backup",
    "library",
    "about",
  ]) {
    await page.getByTestId(`settings-${part}`).click();
    await workstation.keep(`81-turkish-settings-${part}`);
    // In every language the day as it sorts.
    if (part === "backup")
      await expect(page.getByTestId("backup-file")).toHaveValue(/^overread-\d{4}-\d{2}-\d{2}\.overread$/);
    expect(await clipped(page), part).toEqual([]);
  }
  await workstation.press("Escape");

  // What was on screen before has changed with it: list, film, read, panel.
  await expect(workstation.rows.first()).toContainText(/\d{2}\.\d{2}\.\d{4}/);
  await expect(page.getByTestId("quick-unread")).toContainText("okunmamış");
  await expect(workstation.windowReadout).toContainText(/PM .* PG/);
  await expect(workstation.sealed).toContainText("Panel okumanızı bekliyor");
  await expect(page.getByTestId("zoom-readout").first()).toContainText(/Büyütme \d,\d\d/);
  await workstation.press("p");
  await expect(page.getByTestId("commit-read")).toHaveText(/Okumayı kesinleştir/);
  await workstation.keep("82-turkish-reading");
  expect(await clipped(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await workstation.press("Enter");
  await expect(page.getByTestId("read-committed")).toBeVisible();
  await expect(page.getByTestId("panel-headline").first()).toBeVisible();
  await expect(workstation.probabilities.first()).toHaveText(/^[<>]?[01],\d\d/);
  await expect(page.getByTestId("check-reason").first()).toContainText("Bu bir fantomdur");
  await workstation.keep("83-turkish-panel");
  expect(await violations(page)).toEqual([]);
  await page.getByTestId("open-models").click();
  await expect(page.getByTestId("models")).toContainText(/%\d+,\d/);
  await workstation.keep("84-turkish-models");
  await workstation.press("Escape");
  await page.getByTestId("open-statistics").click();
  await expect(page.getByTestId("totals")).toContainText("kesinleşen okuma");
  await workstation.keep("85-turkish-statistics");
  await workstation.press("Escape", "Control+.");
  await expect(page.getByTestId("audit-row").first()).toBeVisible();
  await workstation.keep("85-turkish-audit");
  expect(await clipped(page)).toEqual([]);
  await workstation.press("Escape", "?");
  await workstation.keep("86-turkish-help");
  expect(await clipped(page)).toEqual([]);
  await workstation.press("Escape");

  // A failure, in its sentence's values too.
  const empty = info.outputPath("bos.dcm");
  writeFileSync(empty, "");
  await page.getByTestId("pick-films").setInputFiles(empty);
  await expect(workstation.rejections).toContainText("bos.dcm boş. Kaynağından yeniden kopyalayın.");

  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  await expect(page.getByTestId("quick-unread")).toContainText("okunmamış");

  // Another reader of this PC: the way in is in the language used last, then their own holds.
  await workstation.press("Control+,");
  await page.getByTestId("settings-readers").click();
  await page.getByTestId("secret-wanted").fill(secrets.own);
  await page.getByTestId("secret-set").click();
  await expect(page.getByText("Belirlendi.")).toBeVisible();
  await page.getByTestId("reader-name").fill("Dr Two");
  await page.getByTestId("reader-secret").fill(secrets.second);
  await page.getByTestId("reader-add").click();
  await expect(page.getByTestId("readers")).toContainText("Dr Two");
  await workstation.press("Escape");
  await page.getByTestId("lock").click();
  await expect(page.getByTestId("sign-in")).toContainText("Giriş yap");
  await workstation.keep("87-turkish-sign-in");
  await signIn(page, "Dr Two", secrets.second);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByTestId("quick-unread")).toContainText("unread");
  await page.getByTestId("lock").click();
  await signIn(page, /^(?!Dr )/, secrets.own);
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  await expect(page.getByTestId("quick-unread")).toContainText("okunmamış");
});

test("whoever has not entered yet is spoken to in the browser's language", async ({ browser, shell }) => {
  const address = /serving on (\S+)/.exec(shell.said())?.[1] ?? "";
  for (const [locale, label] of [
    ["tr-TR", "Kod"],
    ["de-DE", "Code"],
  ] as const) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(`${address}/enter`);
    await expect(page.getByLabel(label)).toBeFocused();
    await page.getByLabel(label).fill("x");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText(locale === "tr-TR" ? "Kod doğru değil" : "not right");
    await expect(page.locator("html")).toHaveAttribute("lang", locale === "tr-TR" ? "tr" : "en");
    await new WorkstationPage(page).keep(`88-entry-${locale}`);
    await context.close();
  }
});
