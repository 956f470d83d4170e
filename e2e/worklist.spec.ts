import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { generate } from "../src/main/store/testing/generate.ts";
import { WorklistPage } from "./pages/worklist.ts";
import { startShell, type RunningShell } from "./support/shell.ts";
import { expect, test as base } from "./support/test.ts";

/** How long the made-up list is; `OVERREAD_STUDIES=100000` for the length that screenshots are made with. */
const studies = Number(process.env["OVERREAD_STUDIES"] ?? "3000");
const ready = process.env["OVERREAD_LIBRARY"];

let library = "";
let shell: RunningShell;
base.beforeAll(async () => {
  library = ready ?? mkdtempSync(join(tmpdir(), "overread-list-"));
  const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  if (ready === undefined) await generate({ folder: library, studies, reader: userInfo().username, today });
  shell = await startShell({ library });
});
base.afterAll(async () => {
  await shell.stop();
  if (ready === undefined) rmSync(library, { recursive: true, force: true });
});

const test = base.extend<{ list: WorklistPage }>({
  list: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const list = new WorklistPage(page);
    await list.enter(shell.entryFile);
    await list.pauseQueue();
    await use(list);
    expect(errors, "errors in the page").toEqual([]);
  },
});

test("the list is driven by keyboard alone: searched, sorted, gone through, opened", async ({
  list,
  page,
}) => {
  test.setTimeout(300_000);
  await page.keyboard.press("F3");
  await expect(list.wideRows.first()).toBeVisible();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  await expect(list.selected).toHaveAttribute("aria-rowindex", "4");
  await page.keyboard.press("End");
  await expect(list.selected).toHaveAttribute("aria-rowindex", String((await list.total()) + 1));
  await page.keyboard.press("Home");
  await expect(list.selected).toHaveAttribute("aria-rowindex", "2");
  expect(await list.wideRows.count()).toBeLessThanOrEqual(200);
  await list.keep("worklist-wide");

  await page.keyboard.press("/");
  await page.keyboard.type("ISIK");
  await expect(list.wideRows.first()).toContainText("Işık");
  const found = await list.total();
  expect(found).toBeLessThan(studies);
  await page.keyboard.press("Enter");
  await page.keyboard.press("/");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("小明");
  await expect(list.wideRows.first()).toContainText("小明");
  await page.keyboard.press("Escape");
  await expect.poll(() => list.total()).toBeGreaterThan(found);
  await page.keyboard.press("Escape");

  await list.grid.focus();
  await page.keyboard.press("Home");
  await expect(list.selected).toHaveAttribute("aria-rowindex", "2");
  await page.keyboard.press("n");
  await expect(list.selected).toHaveAttribute("aria-rowindex", "3");
  await expect(list.selected).toContainText(/unread|draft/);
  const study = await list.selected.getAttribute("data-study");
  await page.keyboard.press("!");
  await expect(list.selected).toContainText("STAT");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("wide-list")).toHaveCount(0);
  // Beside its prior, where it has one.
  await expect(page.getByTestId("window-readout").first()).toBeVisible();
  await page.keyboard.press("F3");
  await expect(list.selected).toHaveAttribute("data-study", study ?? "");
});

test("by mouse: sorted both ways, filtered with counts, columns chosen and remembered, a filter saved", async ({
  list,
  page,
}) => {
  test.setTimeout(300_000);
  await page.getByTestId("open-worklist").click();
  await page.getByTestId("sort-films").click();
  await expect(list.header("films")).toHaveAttribute("aria-sort", "ascending");
  await page.getByTestId("sort-id").click();
  const [first] = await list.column("id", 2);
  await page.getByTestId("sort-id").click();
  await expect(list.header("id")).toHaveAttribute("aria-sort", "descending");
  await expect.poll(async () => (await list.column("id", 1))[0]).not.toBe(first);

  await page.getByTestId("quick-today").click();
  await expect(page.getByTestId("quick-today")).toHaveAttribute("aria-pressed", "true");
  await expect
    .poll(async () => `today ${await list.total()}`)
    .toBe(await page.getByTestId("quick-today").innerText());
  await page.getByTestId("filter-priority").selectOption("stat");
  await expect.poll(async () => (await list.column("priority", 1))[0]).toBe("STAT");
  await page.getByTestId("filter-name").fill("urgent today");
  await page.keyboard.press("Enter");
  await page.getByTestId("quick-all").click();
  await expect.poll(() => list.total()).toBe(studies);
  await page.getByTestId("saved-filter").click();
  await expect.poll(() => list.total()).toBeLessThan(studies);
  await page.getByTestId("quick-all").click();

  await page.getByTestId("columns").click();
  await page.getByTestId("column-accession").uncheck();
  await expect(page.getByTestId("sort-accession")).toHaveCount(0);
  await page.reload();
  await page.getByTestId("open-worklist").click();
  await expect(list.wideRows.first()).toBeVisible();
  await expect(page.getByTestId("sort-accession")).toHaveCount(0);
  await expect(page.getByTestId("saved-filter")).toHaveText("urgent today");
  await list.wideRows.nth(3).dblclick();
  await expect(page.getByTestId("window-readout")).toBeVisible();
});
