import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { phantomFolder } from "./support/films.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/test.ts";

test("an administrator looks through the audit record, filters it, checks it and takes its head along", async ({
  workstation,
  page,
}) => {
  const folder = phantomFolder(3, 11);
  await workstation.importFiles(globSync("*.dcm", { cwd: folder }).map((name) => join(folder, name)));
  await workstation.openStudy(0);
  await workstation.commitRead("p");
  await workstation.press("Control+.");
  const rows = page.getByTestId("audit-row");
  await expect(rows.first()).toHaveAttribute("data-action", "audit.open");
  await expect(rows.filter({ hasText: "committed a read" })).toHaveCount(1);
  await page.getByTestId("audit-action").selectOption("film.open");
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toHaveAttribute("data-action", "film.open");
  await page.getByTestId("audit-action").selectOption("");
  await expect(rows.filter({ hasText: "committed a read" })).toHaveCount(1);

  // A day as either language writes it; one that is in no calendar is said, and changes nothing.
  const to = page.getByTestId("audit-to");
  await to.fill("1.1.2020");
  await to.press("Enter");
  await expect(to).toHaveValue("2020-01-01");
  await expect(rows).toHaveCount(0);
  await to.fill("2020-02-30");
  await to.press("Enter");
  await expect(to).toHaveAttribute("aria-invalid", "true");
  await expect(rows).toHaveCount(0);
  await to.fill("");
  await to.press("Enter");
  await expect(to).toHaveAttribute("aria-invalid", "false");
  await expect(rows.filter({ hasText: "committed a read" })).toHaveCount(1);

  await page.getByTestId("audit-verify").click();
  await expect(page.getByTestId("audit-check")).toHaveAttribute("data-whole", "true", { timeout: 30_000 });
  await expect(page.getByTestId("audit-check")).toContainText("The record is whole up to row");
  const download = page.waitForEvent("download");
  await page.getByTestId("audit-head").click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^audit-head-.*\.json$/);
  const head = JSON.parse(readFileSync(await file.path(), "utf8")) as { hash: unknown };
  expect(head.hash).toMatch(/^[0-9a-f]{64}$/);
  await workstation.keep("53-audit");
  expect.soft(await violations(page)).toEqual([]);
  await workstation.press("Escape");
  await expect(page.getByTestId("read-committed")).toBeVisible();
});
