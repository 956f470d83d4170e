import { join } from "node:path";
import { WorkstationPage } from "./pages/workstation.ts";
import { importByCommandLine, filmsOfOnePatient } from "./support/films.ts";
import { violations } from "./support/axe.ts";
import { expect, sharingTest as test } from "./support/test.ts";

/** Imports one patient's two studies and opens the later one, once the list has both with all their films. */
async function openLater(workstation: WorkstationPage, lateral: boolean): Promise<void> {
  await workstation.importFiles(filmsOfOnePatient({ lateral }));
  await expect(workstation.rows).toHaveCount(2);
  await expect(workstation.rows.first()).toContainText("2026-01-05");
  await workstation.openStudy(0);
}

test("a film hangs beside its prior, linked, and which is which cannot be mistaken", async ({
  workstation,
  page,
}) => {
  await openLater(workstation, false);
  const viewports = page.getByTestId("viewport");
  await expect(page.getByTestId("places")).toHaveAttribute("data-layout", "side-by-side");
  await expect(viewports).toHaveCount(2);
  await expect(page.getByTestId("window-readout")).toHaveCount(2);
  await workstation.keep("60-prior");
  expect.soft(await violations(page)).toEqual([]);

  // Linked, one film's window is changed in the other by as much of its own; parted, it is not.
  const readouts = page.getByTestId("window-readout");
  const texts = () => readouts.allTextContents();
  const before = await texts();
  await workstation.dragFilm(60, 0);
  await expect.poll(async () => (await texts())[0]).not.toBe(before[0]);
  await expect.poll(async () => (await texts())[1]).not.toBe(before[1]);
  await workstation.press("&");
  const parted = await texts();
  await workstation.dragFilm(60, 0);
  await expect.poll(async () => (await texts())[0]).not.toBe(parted[0]);
  expect((await texts())[1]).toBe(parted[1]);
});

test("PA and lateral hang with both of their priors", async ({ workstation, page }) => {
  await openLater(workstation, true);
  const viewports = page.getByTestId("viewport");
  await expect(viewports).toHaveCount(4);
  await expect(page.getByTestId("film-canvas").nth(3)).toBeVisible();
  await workstation.keep("61-four");
});

test("a reader's own rules hang the next study, by keyboard it is laid another way, and bad rules are refused", async ({
  workstation,
  page,
}) => {
  await openLater(workstation, false);
  const places = page.getByTestId("places");
  await expect(places).toHaveAttribute("data-layout", "side-by-side");
  await workstation.press("*");
  await expect(places).toHaveAttribute("data-layout", "stacked");

  await page.getByTestId("open-settings").click();
  await page.getByTestId("settings-hanging").click();
  await page.getByTestId("hanging-add").click();
  const first = page.getByTestId("hanging-rule").first();
  await first.getByTestId("rule-prior").selectOption("with");
  await first.getByTestId("rule-layout").selectOption("stacked");
  await first.getByTestId("rule-place").nth(0).selectOption("prior any");
  await first.getByTestId("rule-place").nth(1).selectOption("prior any");
  await expect(page.getByTestId("hanging-fault")).toContainText("no film of the study that is read");
  await expect(page.getByTestId("hanging-keep")).toBeDisabled();
  await first.getByTestId("rule-place").nth(1).selectOption("current any");
  await expect(page.getByTestId("hanging-fault")).toHaveText("");
  await page.getByTestId("hanging-keep").click();
  await expect(page.getByTestId("hanging-keep")).toBeDisabled();
  await workstation.keep("62-hanging-rules");
  expect.soft(await violations(page)).toEqual([]);
  await workstation.press("Escape");

  await page.reload();
  await expect(workstation.rows).toHaveCount(2);
  await workstation.openStudy(0);
  await expect(places).toHaveAttribute("data-layout", "stacked");
  await expect(page.getByTestId("viewport").first()).toContainText(/prior/i);
});

test("films that come in while their study is open are told and can be hung; what hangs stays", async ({
  workstation,
  shell,
  page,
}) => {
  const [frontal, lateral] = filmsOfOnePatient({ lateral: true });
  if (frontal === undefined || lateral === undefined) throw new Error("no films");
  await workstation.importFiles([frontal]);
  await expect(workstation.rows).toHaveCount(1);
  await workstation.openStudy(0);
  const film = await workstation.shown();
  importByCommandLine([lateral], join(shell.home, "library"));
  await expect(page.getByText("More films of this study have come in")).toBeVisible();
  expect(await workstation.shown()).toBe(film);
  await workstation.press("*");
  await expect(page.getByTestId("viewport")).toHaveCount(2);
});

test("the second window shows the prior beside the film, linked, by key and from one start to the next", async ({
  workstation,
  page,
}) => {
  test.slow();
  await openLater(workstation, true);
  const places = page.getByTestId("places");
  await expect(places).toHaveAttribute("data-layout", "four");
  const [second] = await Promise.all([page.context().waitForEvent("page"), workstation.press("\\")]);
  const badge = second.getByTestId("study-badge");
  await expect(second.getByTestId("window-readout")).toBeVisible();
  await expect(badge).toHaveCount(0);

  // With the prior there, its places here come free.
  await workstation.press("|");
  await expect(badge).toHaveAttribute("data-prior", "true");
  await expect(badge).toContainText("2025-10-01");
  await expect(badge).toContainText("PA");
  await expect(places).toHaveAttribute("data-layout", "side-by-side");
  await expect(page.getByTestId("study-badge").filter({ hasText: "2025-10-01" })).toHaveCount(0);
  await new WorkstationPage(second).keep("63-second-window-prior");

  // It follows window and zoom of the film that is looked at, and of the lateral one its own side hangs there.
  const readout = second.getByTestId("window-readout");
  const before = await readout.innerText();
  await workstation.dragFilm(60, 0);
  await expect(readout).not.toHaveText(before);
  await workstation.press("r");
  await expect(readout).toHaveText(before);
  await workstation.press("F6");
  await expect(badge).toContainText("LL");
  await expect(readout).toBeVisible();
  // Keys of that window act on the prior, all others on this one.
  await second.keyboard.press("i");
  await expect(readout).toContainText("inverted");
  await expect(workstation.windowReadout).not.toContainText("inverted");

  // A study without a prior says so there. The choice is remembered, and stands in Settings.
  await workstation.openStudy(1);
  await expect(second.getByTestId("no-prior")).toBeVisible();
  const [again] = await Promise.all([page.context().waitForEvent("page"), page.reload()]);
  await workstation.openStudy(0);
  await expect(again.getByTestId("study-badge")).toContainText("2025-10-01");
  await expect(places).toHaveAttribute("data-layout", "side-by-side");
  await page.getByTestId("open-settings").click();
  await page.getByTestId("settings-hanging").click();
  await expect(page.getByTestId("second-shows").getByRole("radio").nth(1)).toBeChecked();
  await workstation.keep("64-second-window-setting");
  await page.getByTestId("second-shows").getByRole("radio").first().check();
  await expect(again.getByTestId("study-badge")).toHaveCount(0);
  await workstation.press("Escape");
  await expect(places).toHaveAttribute("data-layout", "four");
});
