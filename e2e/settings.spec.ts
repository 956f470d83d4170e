import { globSync } from "node:fs";
import { join } from "node:path";
import { phantomFolder } from "./support/films.ts";
import { violations } from "./support/axe.ts";
import { expect, sharingTest, test } from "./support/test.ts";

sharingTest(
  "a page covers the film, keeps its keys from it, and gives it back as it was",
  async ({ workstation, page }) => {
    const folder = phantomFolder(2, 3);
    await workstation.importFiles(globSync("*.dcm", { cwd: folder }).map((name) => join(folder, name)));
    await workstation.openStudy(0);
    await workstation.press("p");
    await expect(page.getByTestId("read-state")).toContainText("saved");
    await workstation.dragFilm(80, -40);
    await page.getByTestId("read-note").focus();
    const before = await workstation.screen();
    const window = await workstation.windowReadout.textContent();

    await workstation.press("Control+,");
    await expect(page.getByTestId("page")).toBeVisible();
    await page.getByTestId("settings-about").click();
    await expect(page.getByTestId("settings-about")).toHaveAttribute("aria-selected", "true");
    await expect(page.getByTestId("about")).toContainText("127.0.0.1");
    await workstation.keep("20-settings");
    // None of these reaches the film, the list or the read.
    await workstation.press("i", "o", "Enter", "j", "[", "r");
    await page.mouse.click(600, 500);
    await workstation.press("?");
    await expect(page.getByTestId("help")).toBeVisible();
    await workstation.press("Escape");
    await expect(page.getByTestId("page")).toBeVisible();
    await workstation.press("Escape");
    await expect(page.getByTestId("page")).toHaveCount(0);

    await expect(page.getByTestId("read-note")).toBeFocused();
    await expect(page.getByTestId("finding-pneumonia")).toBeChecked();
    await expect(page.getByTestId("commit-read")).toBeVisible();
    await expect(workstation.windowReadout).toHaveText(window ?? "");
    const after = await workstation.screen();
    expect([after.rows, after.columns]).toEqual([before.rows, before.columns]);
    expect(Buffer.compare(after.levels, before.levels)).toBe(0);

    // By mouse as well: the button in the bar opens and closes it.
    await page.getByTestId("open-settings").click();
    await expect(page.getByTestId("page")).toBeVisible();
    await page.getByTestId("open-settings").click();
    await expect(page.getByTestId("page")).toHaveCount(0);
  },
);

test("what runs the networks is proven, timed, shown with its figures and can be chosen", async ({
  workstation,
  page,
}) => {
  test.setTimeout(300_000);
  await page.getByTestId("open-settings").click();
  await page.getByTestId("settings-backends").click();
  const backends = page.getByTestId("backends");
  // Each of the four networks on every golden film, on all that this computer has; by itself it would begin a while
  // after the start.
  await page.getByTestId("measure-backends").click();
  const cpu = page.getByTestId("backend-cpu");
  await expect(cpu).toContainText(/\d+ ms/, { timeout: 240_000 });
  await expect(cpu).toContainText(/in use/i);
  await expect(page.getByTestId("measure-backends")).toBeEnabled({ timeout: 240_000 });
  await workstation.keep("24-backends");
  expect.soft(await violations(page)).toEqual([]);

  // Forced, it outlives the window.
  await cpu.getByRole("radio").check();
  await page.reload();
  await page.getByTestId("open-settings").click();
  await page.getByTestId("settings-backends").click();
  await expect(backends.getByTestId("backend-cpu")).toContainText(/\d+ ms/);
  await expect(backends.getByTestId("backend-cpu").getByRole("radio")).toBeChecked();
});
