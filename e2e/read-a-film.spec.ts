import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { compareAtActualSize } from "./support/compare.ts";
import { dcmtkRendering, hasDcmtk, importByCommandLine, phantomFolder } from "./support/films.ts";
import { expect, sharingTest as test } from "./support/test.ts";
import { eventsOf, panelsWords } from "./support/wire.ts";

test("a film is imported, shown, read first, and then answered", async ({ workstation, page }) => {
  const folder = phantomFolder(4);
  const films = globSync("*.dcm", { cwd: folder }).map((name) => join(folder, name));

  await expect(page.getByTestId("first-start")).toBeVisible();
  await workstation.keep("01-first-start");
  await workstation.importFiles(films);
  await expect(workstation.rows).toHaveCount(films.length);
  await workstation.openStudy(0);
  await expect(workstation.sealed).toBeVisible();
  await expect(workstation.probabilities).toHaveCount(0);
  await workstation.keep("02-before-the-read");

  await workstation.press("p");
  await expect(page.getByTestId("read-state")).toContainText("saved");
  await workstation.press("Enter");
  await expect(page.getByTestId("read-committed")).toBeVisible();
  await expect(workstation.probabilities.first()).toHaveText(/^(0\.\d\d|>0\.99|<0\.01)$/, {
    timeout: 60_000,
  });
  await expect(workstation.sealed).toHaveCount(0);
  await expect(workstation.rows.first()).toHaveAttribute("data-read", "committed");
  await workstation.press("h");
  await expect(page.getByTestId("heat-legend")).toBeVisible();
  await workstation.keep("03-after-the-read");

  // A committed read stays committed over a reload, and cannot be taken back.
  await page.reload();
  await workstation.openStudy(0);
  await expect(page.getByTestId("read-committed")).toBeVisible();
  await expect(page.getByTestId("commit-read")).toHaveCount(0);
});

test("the film on screen equals dcmtk's rendering, before and after window, invert and reset", async ({
  workstation,
}) => {
  test.skip(!hasDcmtk() && process.env["CI"] !== "true", "dcm2pnm is missing: sudo apt-get install dcmtk");
  const folder = phantomFolder(3, 7);
  const film = globSync("*.dcm", { cwd: folder }).map((name) => join(folder, name))[0] ?? "";
  const reference = dcmtkRendering(film);
  await workstation.importFiles([film]);
  await workstation.openStudy(0);
  await workstation.press("0");

  const atFirst = await workstation.screen();
  expect(atFirst.grey).toBe(true);
  const difference = compareAtActualSize(atFirst, reference);
  expect(difference.compared).toBeGreaterThan(200_000);
  expect(difference.most).toBeLessThanOrEqual(1);

  const said = await workstation.windowReadout.textContent();
  await workstation.dragFilm(120, -60);
  await expect(workstation.windowReadout).not.toHaveText(said ?? "");
  expect(compareAtActualSize(await workstation.screen(), reference).mean).toBeGreaterThan(2);

  await workstation.press("i");
  const inverted = { ...reference, levels: reference.levels.map((level) => 255 - level) };
  await workstation.press("1");
  expect(compareAtActualSize(await workstation.screen(), inverted).most).toBeLessThanOrEqual(1);

  await workstation.press("r");
  await expect(workstation.windowReadout).toHaveText(said ?? "");
  await workstation.press("0");
  expect(compareAtActualSize(await workstation.screen(), reference).most).toBeLessThanOrEqual(1);
});

test("nothing of the panel reaches the window before the read is committed", async ({
  workstation,
  page,
  exchanges,
}) => {
  const films = globSync(join(phantomFolder(2, 5), "*.dcm"));
  const events = await eventsOf(page);
  await workstation.importFiles(films);
  await workstation.openStudy(0);
  await expect(workstation.sealed).toBeVisible();
  const heightOf = async () => (await page.getByTestId("panel").boundingBox())?.height;
  const sealedHeight = await heightOf();
  // The networks have answered: the worklist may say so, but not what.
  await expect(workstation.rows.first()).toHaveAttribute("data-panel", /done|withheld/, { timeout: 60_000 });
  await expect(workstation.sealed).toBeVisible();
  expect(await heightOf(), "the sealed panel's height says nothing").toBe(sealedHeight);
  await expect.poll(events).toContain('"panel.changed"');
  for (const word of panelsWords) {
    expect(exchanges.filter(({ answer }) => answer.includes(`"${word}"`))).toEqual([]);
    expect(await events()).not.toContain(word);
  }
  await workstation.commitRead("o");
  await expect(workstation.probabilities.first()).toBeVisible();
  expect(exchanges.some(({ answer }) => answer.includes('"probability"'))).toBe(true);
});

test("phantom films let a stranger start, and dropped films are imported", async ({ workstation, page }) => {
  await page.getByTestId("phantoms").click();
  await workstation.importEnded();
  // One of the twelve is the lateral film of another's study.
  await expect(workstation.rows).toHaveCount(11);
  await workstation.openStudy(1);
  await workstation.keep("04-phantom-films");
  const film = globSync(join(phantomFolder(1, 40), "*"))[0] ?? "";
  expect(statSync(film).size).toBeGreaterThan(0);
  await workstation.drop([film]);
  await expect(workstation.rows).toHaveCount(12);
});

test("films that the command line imports appear in the running workstation", async ({
  workstation,
  shell,
}) => {
  const folder = phantomFolder(2, 21);
  importByCommandLine([folder], join(shell.home, "library"));
  await expect(workstation.rows).toHaveCount(2);
  await workstation.openStudy(0);
  await workstation.commitRead("u");
  await expect(workstation.probabilities.first()).toBeVisible({ timeout: 60_000 });
});
