import { execFileSync } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { phantomFolder } from "./support/films.ts";
import { expect, test } from "./support/test.ts";

const cli = join(import.meta.dirname, "..", "src", "main", "cli", "main.ts");

test("a study whose film's file is missing is marked in the list and says what to do, until it is imported again", async ({
  workstation,
  shell,
  page,
}) => {
  const films = phantomFolder(2, 5);
  const files = globSync("*.dcm", { cwd: films }).map((name) => join(films, name));
  await workstation.importFiles(files);
  await expect(workstation.rows).toHaveCount(2);
  const library = join(shell.home, "library");
  const [film = ""] = globSync("films/??/*", { cwd: library });
  rmSync(join(library, film));
  // Another program finds it; the window learns of it by itself.
  try {
    execFileSync(process.execPath, [cli, "check", "--repair", "--library", library], { stdio: "ignore" });
  } catch {
    // Exit code 1: a film is missing.
  }
  const marked = workstation.rows.filter({ has: page.getByTestId("film-missing") });
  await expect(marked).toHaveCount(1);
  await expect(marked).toHaveAttribute("title", /Import the film again/);
  await marked.click();
  await expect(page.getByTestId("film-failure")).toContainText("Import the film again");
  await workstation.keep("36-missing-film");

  await page.getByTestId("open-worklist").click();
  await page.getByTestId("filter-files").selectOption("missing");
  const wide = page.getByTestId("wide-row");
  await expect(wide).toHaveCount(1);
  await expect(wide).toContainText("0 of 1");
  await workstation.keep("36-missing-film-wide");
  await page.getByTestId("filter-files").selectOption("");
  await page.keyboard.press("Escape");

  await workstation.importFiles(files);
  await expect(marked).toHaveCount(0);
  await workstation.openStudy(0);
  await workstation.openStudy(1);
  await expect(workstation.windowReadout).toBeVisible();
});
