import { globSync } from "node:fs";
import { join } from "node:path";
import { phantomFolder } from "./support/films.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/test.ts";

test("statistics count what this reader has committed and nothing else, by keyboard", async ({
  workstation,
  page,
  exchanges,
}) => {
  const statistics = (): unknown[] =>
    exchanges
      .filter(({ answer }) => answer.includes("againstFinal"))
      .map(
        ({ answer }) => JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1)) as unknown,
      );
  const folder = phantomFolder(3, 11);
  await workstation.importFiles(globSync("*.dcm", { cwd: folder }).map((name) => join(folder, name)));
  await workstation.openStudy(0);
  await expect(workstation.rows).toHaveCount(3);
  // The networks have answered every film; none is read.
  for (const row of await workstation.rows.all())
    await expect(row).toHaveAttribute("data-panel", "done", { timeout: 60_000 });
  await workstation.press("F7");
  await expect(page.getByTestId("no-reads")).toBeVisible();
  expect(statistics()).toMatchObject([{ value: { reads: 0, periods: [], networks: [] } }]);
  await workstation.press("Escape");

  await workstation.commitRead("p");
  await expect(workstation.probabilities.first()).toBeVisible({ timeout: 60_000 });
  await workstation.press("F7");
  await expect(page.getByTestId("totals")).toContainText("reads committed");
  await expect
    .poll(() => statistics().at(-1))
    .toMatchObject({
      value: {
        reads: 1,
        states: { done: 1 },
        networks: [{ films: 1 }, { films: 1 }, { films: 1 }, { films: 1 }],
      },
    });
  // One read of "pneumonia" this week: said to who cannot see the chart, and in its table.
  const reads = page.getByTestId("figure-reads");
  await expect(reads.getByRole("img")).toHaveAttribute("aria-label", /W\d\d: Pneumonia 1, No pneumonia 0/);
  await reads.getByTestId("figure-table").focus();
  await workstation.press("Enter");
  await expect(reads.getByRole("cell")).toHaveText([/^\d{4}-W\d\d$/, "1", "0", "0"]);
  await page.getByTestId("by-week").focus();
  await workstation.press("ArrowLeft");
  await expect(reads.getByRole("cell").first()).toHaveText(/^\d{4}-\d\d-\d\d$/);
  await workstation.keep("23-statistics");
  expect.soft(await violations(page)).toEqual([]);
  // The department's figures are an administrator's, and begin with twenty studies.
  await page.getByTestId("of-own").focus();
  await workstation.press("ArrowRight");
  await expect(page.getByTestId("no-reads")).toContainText("from 20 studies on; 1");
  await workstation.press("Escape");
  await expect(page.getByTestId("read-committed")).toBeVisible();
});

test("a department that reads by triage has its films in the panel's order, and nothing else of it", async ({
  workstation,
  page,
}) => {
  const folder = phantomFolder(3, 11);
  await workstation.importFiles(globSync("*.dcm", { cwd: folder }).map((name) => join(folder, name)));
  await expect(workstation.rows).toHaveCount(3);
  for (const row of await workstation.rows.all())
    await expect(row).toHaveAttribute("data-panel", "done", { timeout: 60_000 });
  await expect(page.getByTestId("triage-order")).toHaveCount(0);
  await workstation.press("Control+,");
  await page.getByTestId("settings-rules").click();
  await page.getByTestId("mode-triage").check();
  await page.getByTestId("rules-save").click();
  await workstation.press("Escape");
  await expect(page.getByTestId("triage-order")).toBeVisible();
  const names = await workstation.rows.locator(".name").allTextContents();

  // What the panel says of each film is known only once all three are read, in the order of the list.
  const highest: number[] = [];
  for (const name of names) {
    await workstation.press("n");
    await expect(page.getByTestId("worklist-row").and(page.locator("[aria-selected=true]"))).toContainText(
      name,
    );
    await expect(workstation.sealed).toBeVisible();
    await expect(page.getByTestId("finding-pneumonia")).toBeEnabled();
    await workstation.commitRead("o");
    await expect(page.getByTestId("read-summary")).toContainText("read in the panel's order");
    const together = page.getByTestId("panel-together").locator(".number");
    highest.push(Number(await together.textContent({ timeout: 60_000 })));
    if (highest.length === 1) await workstation.keep("54-triage");
  }
  expect(highest).toEqual([...highest].sort((a, b) => b - a));
});
