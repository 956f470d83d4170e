import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { phantomFolder } from "./support/films.ts";
import { expect, sharingTest as test } from "./support/test.ts";

test("the library is saved from Settings into a folder that was looked for, encrypted, and says when", async ({
  workstation,
  page,
}) => {
  const films = phantomFolder(3, 5);
  await workstation.importFiles(globSync("*.dcm", { cwd: films }).map((name) => join(films, name)));
  await expect(workstation.rows).toHaveCount(3);
  const place = mkdtempSync(join(tmpdir(), "overread-backups-"));
  mkdirSync(join(place, "other disk"));

  await page.getByTestId("open-settings").click();
  await page.getByTestId("settings-backup").click();
  await expect(page.getByTestId("backup-last")).toContainText("None yet.");
  await expect(page.getByTestId("backup-start")).toBeDisabled();
  await page.getByTestId("backup-folder").fill(place);
  await page.getByTestId("backup-folder-browse").click();
  const list = page.getByTestId("backup-folder-list");
  await expect(list).toContainText(basename(place));
  await list.getByRole("button", { name: "other disk" }).click();
  await expect(page.getByTestId("backup-folder")).toHaveValue(join(place, "other disk"));
  await workstation.keep("25-backup-folders");
  await page.getByTestId("backup-folder-browse").click();
  await page.getByTestId("backup-file").fill("today.overread");
  await page.getByTestId("backup-passphrase").fill("correct horse battery");
  await page.getByTestId("backup-again").fill("correct horse");
  await expect(page.getByRole("alert")).toHaveText("The two are not the same.");
  await page.getByTestId("backup-again").fill("correct horse battery");
  await page.getByTestId("backup-start").click();
  await expect(page.getByTestId("backup-result")).toContainText("3 films and all reads are in", {
    timeout: 30_000,
  });
  await expect(page.getByTestId("backup-last")).toContainText("3 films in today.overread, encrypted");
  await expect(page.getByTestId("backup-passphrase")).toHaveValue("");
  await workstation.keep("25-backup");
  const file = join(place, "other disk", "today.overread");
  expect(statSync(file).size).toBeGreaterThan(100_000);
  // None of the films can be found in it.
  expect(readFileSync(file).includes("PHANTOM")).toBe(false);

  // The same name again is refused, and the first file stays.
  await page.getByTestId("backup-encrypt").uncheck();
  await page.getByTestId("backup-start").click();
  await expect(page.getByRole("alert")).toContainText("is there already");
  await page.getByTestId("backup-file").fill("open.overread");
  await page.getByTestId("backup-start").click();
  await expect(page.getByTestId("backup-last")).toContainText("open.overread, not encrypted");
  expect(existsSync(join(place, "other disk", "open.overread"))).toBe(true);

  await page.getByTestId("settings-library").click();
  await expect(page.getByTestId("library-check")).toContainText(/Everything in its place|Not checked yet/);
  await workstation.keep("25-library");
});
