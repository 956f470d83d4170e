import { globSync } from "node:fs";
import { join } from "node:path";
import { violations } from "./support/axe.ts";
import { phantomFolder } from "./support/films.ts";
import { expect, sharingTest as test } from "./support/test.ts";

const films = (count: number): string[] => globSync(join(phantomFolder(count, 3), "*.dcm"));

test("nothing is hidden from a screen reader or too faint, in either theme, and the film stays on black", async ({
  workstation,
  page,
}) => {
  await workstation.importFiles(films(2));
  await workstation.openStudy(0);
  expect(await violations(page)).toEqual([]);
  await workstation.press("?");
  expect(await violations(page)).toEqual([]);
  await workstation.press("Escape", "Control+,");
  await page.getByTestId("settings-keys").click();
  expect(await violations(page)).toEqual([]);
  await page.getByTestId("settings-display").click();
  await page.getByRole("radio", { name: "Light" }).check();
  expect(await violations(page)).toEqual([]);
  await workstation.press("Escape", "Escape");
  expect(await violations(page)).toEqual([]);
  const black = page.getByTestId("viewport").first();
  await expect(black).toHaveCSS("background-color", "rgb(0, 0, 0)");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await workstation.keep("30-light");
});

test("a key is changed, a clash is refused with the other's name, and both outlive a reload", async ({
  workstation,
  page,
}) => {
  await workstation.importFiles(films(1));
  await workstation.openStudy(0);
  await workstation.press("Control+,");
  await page.getByTestId("settings-keys").click();
  const key = page.getByTestId("key-film.invert");
  await key.click();
  await workstation.press("j");
  await expect(page.getByTestId("keys-said")).toContainText("Next study");
  await key.click();
  await workstation.press("Control+i");
  await expect(key).toHaveText("Ctrl I");
  await page.reload();
  await workstation.openStudy(0);
  await workstation.press("i");
  await expect(workstation.windowReadout).not.toContainText("inverted");
  await workstation.press("Control+i");
  await expect(workstation.windowReadout).toContainText("inverted");
});

test("letters follow a film that is turned and mirrored, and reset lays it as it was", async ({
  workstation,
  page,
}) => {
  await workstation.importFiles(films(1));
  await workstation.openStudy(0);
  const letters = async (): Promise<string[]> =>
    Promise.all(
      ["left", "right", "top", "bottom"].map((edge) => page.getByTestId(`orientation-${edge}`).innerText()),
    );
  await expect.poll(letters).toEqual(["R", "L", "H", "F"]);
  const upright = await workstation.screen();
  await workstation.press(".");
  await expect.poll(letters).toEqual(["F", "H", "R", "L"]);
  await workstation.press("x");
  await expect.poll(letters).toEqual(["H", "F", "R", "L"]);
  await workstation.press("r");
  await expect.poll(letters).toEqual(["R", "L", "H", "F"]);
  expect((await workstation.screen()).levels).toEqual(upright.levels);
  await workstation.press("F8");
  await expect(page.getByTestId("corner-patient")).toHaveText("Patient's text hidden");
});

test("the next study is decoded while one is read, and counts as opened when it is shown", async ({
  workstation,
  page,
}) => {
  const asked: string[] = [];
  page.on("requestfinished", (request) => asked.push(request.postData() ?? ""));
  const pixels = (): string[] => asked.filter((body) => body.includes('"film.pixels"'));
  await workstation.importFiles(films(2));
  await expect(workstation.rows).toHaveCount(2);
  await workstation.openStudy(0);
  await expect.poll(() => pixels().filter((body) => body.includes('"ahead":true')).length).toBe(1);
  // What has been answered is to be kept and painted; nothing on screen says when it is.
  await page.waitForTimeout(1000);
  const before = await workstation.shown();
  asked.length = 0;
  await workstation.press("j");
  await expect.poll(() => workstation.shown()).not.toBe(before);
  await expect.poll(() => asked.filter((body) => body.includes('"film.shown"')).length).toBe(1);
  expect(pixels()).toEqual([]);
});

test("a film is seen before its pixels are here, and a key pressed meanwhile holds", async ({
  workstation,
  page,
}) => {
  await workstation.importFiles(films(2));
  const viewport = page.getByTestId("viewport").first();
  let holding = "film.pixels";
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/api/request", async (route, request) => {
    if (request.postData()?.includes(`"${holding}`) === true) await held;
    await route.continue();
  });
  // One that never comes whole is gone from the screen with its study.
  await workstation.rows.last().click();
  await expect(viewport).toHaveAttribute("data-first", /./);
  const last = (await viewport.getAttribute("data-first")) ?? "";
  holding = "film.";
  await workstation.rows.first().click();
  await expect(viewport).not.toHaveAttribute("data-first", /./);
  expect((await workstation.screen()).levels.every((level) => level === 0)).toBe(true);
  await workstation.rows.last().click();
  holding = "film.pixels";
  await workstation.rows.first().click();
  await expect(viewport).toHaveAttribute("data-first", new RegExp(`^(?!${last}$).`));
  const shown = await workstation.screen();
  expect(shown.levels.some((level) => level > 100)).toBe(true);
  await expect(page.getByTestId("corner-patient")).toContainText("PHANTOM");
  await expect(page.getByText("Full resolution is on its way")).toBeVisible();
  await expect(viewport).not.toHaveAttribute("data-film", /./);
  await workstation.press("i");
  await expect(page.getByTestId("window-readout")).toContainText("inverted");
  letGo();
  await expect(viewport).toHaveAttribute("data-film", /./);
  const inverted = await workstation.screen();
  expect(inverted.levels).not.toEqual(shown.levels);
  await workstation.press("i");
  await expect.poll(async () => (await workstation.screen()).levels).toEqual(shown.levels);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("a second window follows the reader's, hands its keys back, and comes back after a reload", async ({
  workstation,
  page,
}) => {
  await workstation.importFiles(films(2));
  await workstation.openStudy(0);
  const [second] = await Promise.all([page.context().waitForEvent("page"), workstation.press("\\")]);
  const patient = second.getByTestId("corner-patient");
  await expect(patient).toContainText("PHANTOM");
  const first = await patient.innerText();
  await second.keyboard.press("j");
  await expect(patient).not.toHaveText(first);
  await expect(page.getByTestId("corner-patient")).toHaveText(await patient.innerText());
  // The seal holds there as here.
  await expect(second.getByTestId("heat-legend")).toHaveCount(0);
  const [again] = await Promise.all([page.context().waitForEvent("page"), page.reload()]);
  await workstation.openStudy(0);
  await expect(again.getByTestId("corner-patient")).toContainText("PHANTOM");
});
