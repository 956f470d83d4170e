import { cpSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixturesFolder } from "../src/main/inference/testing/fixtures.ts";
import { WorkstationPage } from "./pages/workstation.ts";
import { phantomFolder } from "./support/films.ts";
import { startShell } from "./support/shell.ts";
import { expect, test } from "./support/test.ts";

test("a user's own models answer below the panel and count nowhere in it", async ({ page }) => {
  const home = mkdtempSync(join(tmpdir(), "overread-e2e-own-"));
  // One answers, the other throws on a film that is not blank, the third is refused.
  for (const name of ["tiny", "failing", "three"]) {
    cpSync(join(fixturesFolder, name), join(home, "models", name), { recursive: true });
  }
  const shell = await startShell({ home });
  try {
    const workstation = new WorkstationPage(page);
    await workstation.enter(shell.entryFile);
    // All networks are loaded by then, the panel's own four among them.
    await expect(page.getByTestId("first-start")).toContainText("Test network tiny (your own)", {
      timeout: 60_000,
    });
    await expect(page.getByTestId("notice")).toContainText("three");
    const folder = phantomFolder(1, 21);
    await workstation.importFiles(globSync("*.dcm", { cwd: folder }).map((name) => join(folder, name)));
    await workstation.openStudy(0);
    await expect(workstation.sealed).toBeVisible();
    await expect(page.getByTestId("own-models")).toHaveCount(0);

    await workstation.press("p");
    await expect(page.getByTestId("read-state")).toContainText("saved");
    await workstation.press("Enter");
    const own = page.getByTestId("own-models");
    await expect(own).toContainText("Your own models, not counted in the panel", { timeout: 60_000 });
    await expect(own.getByTestId("network-row")).toHaveCount(1);
    await expect(own.getByTestId("probability")).toHaveText(/^(0\.\d\d|>0\.99|<0\.01)$/);
    await expect(own).toContainText("The network failing gave no answer for this film");
    // The panel is whole without them.
    await expect(page.getByTestId("panel-open")).toHaveAttribute("data-state", "done");
    await expect(page.getByTestId("panel-standing")).not.toContainText("tiny");
    await own.getByTestId("network-row").hover();
    await expect(page.getByTestId("heat-legend")).toContainText("Test network tiny");
    await workstation.keep("16-own-models");
  } finally {
    await shell.stop();
    rmSync(home, { recursive: true, force: true });
  }
});
