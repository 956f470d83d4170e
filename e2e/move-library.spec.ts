import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WorkstationPage } from "./pages/workstation.ts";
import { phantomFolder } from "./support/films.ts";
import { startShell } from "./support/shell.ts";
import { expect, test } from "./support/test.ts";

test("the library moves from Settings to another folder while it is read in, and is there at the next start", async ({
  page,
}) => {
  const place = mkdtempSync(join(tmpdir(), "overread-place-"));
  mkdirSync(join(place, "other disk"));
  const home = join(place, "home");
  const shell = await startShell({ home });
  const workstation = new WorkstationPage(page);
  await workstation.enter(shell.entryFile);
  const films = phantomFolder(3, 5);
  await workstation.importFiles(globSync("*.dcm", { cwd: films }).map((name) => join(films, name)));
  await expect(workstation.rows).toHaveCount(3);
  await workstation.openStudy(0);

  await page.getByTestId("open-settings").click();
  await page.getByTestId("settings-library").click();
  const old = join(home, "library");
  await expect(page.getByTestId("library-place")).toHaveText(old);
  await page.getByTestId("move-open").click();
  await page.getByTestId("move-folder").fill(join(old, "films"));
  await page.getByTestId("move-start").click();
  await expect(page.getByRole("alert")).toContainText("Name a folder beside it");
  await page.getByTestId("move-folder").fill(place);
  await page.getByTestId("move-folder-browse").click();
  await page.getByTestId("move-folder-list").getByRole("button", { name: "other disk" }).click();
  await expect(page.getByTestId("move-folder")).toHaveValue(join(place, "other disk"));
  await workstation.keep("35-move-library");
  await page.getByTestId("move-start").click();
  await expect(page.getByTestId("move-result")).toHaveAttribute("data-state", "done", { timeout: 60_000 });
  await expect(page.getByTestId("library-place")).toHaveText(join(place, "other disk"));
  await workstation.keep("35-moved-library");
  expect(readdirSync(old)).toEqual(["moved.json"]);

  // The same window goes on: the study on screen is read, and another one is opened.
  await page.keyboard.press("Escape");
  await expect(workstation.rows).toHaveCount(3);
  await workstation.commitRead("o");
  await workstation.openStudy(1);
  await expect(workstation.windowReadout).toBeVisible();
  // A window that is still there asks for a new code as soon as the workstation is back, and leaves for that page.
  await page.goto("about:blank");
  await shell.stop();

  const again = await startShell({ home });
  try {
    await workstation.enter(again.entryFile);
    await expect(workstation.rows).toHaveCount(3);
    await workstation.openStudy(2);
    await expect(workstation.windowReadout).toBeVisible();
    expect(existsSync(join(old, "library.sqlite"))).toBe(false);
    const record = readFileSync(join(place, "other disk", "library.sqlite"));
    for (const action of ["library.move", "library.moved"]) expect(record.includes(action)).toBe(true);
  } finally {
    await again.stop();
  }
});

test("another library is chosen in Settings, and opened at the next start; this one stays", async ({
  page,
}) => {
  const place = mkdtempSync(join(tmpdir(), "overread-place-"));
  const home = join(place, "home");
  const other = join(place, "second library");
  const full = join(place, "letters");
  mkdirSync(join(full, "2026"), { recursive: true });
  const shell = await startShell({ home });
  const workstation = new WorkstationPage(page);
  await workstation.enter(shell.entryFile);
  const films = phantomFolder(2, 5);
  await workstation.importFiles(globSync("*.dcm", { cwd: films }).map((name) => join(films, name)));
  await expect(workstation.rows).toHaveCount(2);
  await page.getByTestId("open-settings").click();
  await page.getByTestId("settings-library").click();
  await page.getByTestId("use-open").click();
  // A folder with other things in it is no place for a library.
  await page.getByTestId("use-folder").fill(full);
  await page.getByTestId("use-start").click();
  await expect(page.getByRole("alert")).toContainText(full);
  await page.getByTestId("use-folder").fill(other);
  await workstation.keep("35-use-library");
  await page.getByTestId("use-start").click();
  await expect(page.getByTestId("use-result")).toHaveText(`From the next start on the library is ${other}.`);
  await expect(page.getByTestId("library-place")).toHaveText(join(home, "library"));
  await workstation.keep("35-used-library");
  // A window whose workstation is gone looks for it, and would go its own way as soon as it is back.
  await page.goto("about:blank");
  await shell.stop();
  expect(readFileSync(join(home, "library", "library.sqlite")).includes("library.use")).toBe(true);

  const again = await startShell({ home });
  try {
    await workstation.enter(again.entryFile);
    await expect(page.getByTestId("open-settings")).toBeVisible();
    await page.getByTestId("open-settings").click();
    await page.getByTestId("settings-library").click();
    await expect(page.getByTestId("library-place")).toHaveText(other);
    await page.keyboard.press("Escape");
    await expect(workstation.rows).toHaveCount(0);
  } finally {
    await again.stop();
  }
});
