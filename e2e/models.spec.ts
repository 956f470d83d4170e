import { readFileSync } from "node:fs";
import { join } from "node:path";
import { violations } from "./support/axe.ts";
import { expect, sharingTest as test } from "./support/test.ts";

const models = join(import.meta.dirname, "..", "resources", "models");
const cardOf = (id: string) => JSON.parse(readFileSync(join(models, id, "model.json"), "utf8"));

test("the Models page shows every network's card, driven by keyboard alone", async ({
  workstation,
  page,
}) => {
  await workstation.press("F2");
  const shown = page.getByTestId("models");
  await expect(shown.getByTestId("fleet")).toBeVisible({ timeout: 60_000 });
  const card = cardOf("mobilenetv2");
  const test = card.results.find(({ set }: { set: string }) => set === "official test split");

  // The fleet: the panel and the four networks, with the cards' figures.
  await expect(shown.getByTestId("fleet").locator("tbody tr")).toHaveCount(5);
  const row = shown.getByTestId("fleet-mobilenetv2");
  await expect(row).toContainText(test.auc.value.toFixed(3));
  const { truePositive, falseNegative } = test.confusion;
  await expect(row).toContainText(`${((100 * truePositive) / (truePositive + falseNegative)).toFixed(1)} %`);
  await expect(row).toContainText(card.threshold.value.toFixed(3));
  await expect(shown.getByTestId("figure-levels")).toBeVisible();
  await expect(shown.getByTestId("figure-roc")).toBeVisible();
  await workstation.keep("21-models-panel");
  expect.soft(await violations(page)).toEqual([]);

  // From the page's head through the fleet's buttons to the list of networks, then along it with the arrows.
  const panelTab = page.getByTestId("model-panel");
  for (
    let steps = 0;
    steps < 30 && !(await panelTab.evaluate((one) => one === document.activeElement));
    steps++
  )
    await workstation.press("Tab");
  await expect(panelTab).toBeFocused();
  await workstation.press("ArrowRight", "ArrowRight");
  await expect(page.getByTestId("model-mobilenetv2")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByTestId("card")).toContainText(card.training.startingWeights);
  await expect(page.getByTestId("card")).toContainText(card.files[0].sha256);
  for (const figure of [
    "confusion",
    "roc",
    "reliability",
    "etiology",
    "curve",
    "loss",
    "audit",
    "numbers",
    "paper",
  ])
    await expect(shown.getByTestId(`figure-${figure}`).getByRole("img")).toHaveAttribute("aria-label", /\d/);
  await workstation.keep("22-models-network");
  expect.soft(await violations(page)).toEqual([]);

  // Every chart is a table, too.
  const confusion = shown.getByTestId("figure-confusion");
  await confusion.getByTestId("figure-table").focus();
  await workstation.press("Enter");
  const cells = await confusion.getByRole("cell").allTextContents();
  expect(cells.filter((_, at) => at % 4 === 2)).toEqual([
    String(test.confusion.truePositive),
    String(test.confusion.falseNegative),
    String(test.confusion.falsePositive),
    String(test.confusion.trueNegative),
  ]);

  // Data and picture can be kept.
  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    shown.getByTestId("figure-roc").getByTestId("figure-csv").press("Enter"),
  ]);
  const lines = readFileSync(await csv.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines[0]).toContain("Threshold");
  expect(lines.filter((line) => line.startsWith("Official test split"))).toHaveLength(
    test.roc.threshold.length + 1,
  );
  const [picture] = await Promise.all([
    page.waitForEvent("download"),
    shown.getByTestId("figure-roc").getByTestId("figure-png").press("Enter"),
  ]);
  expect(picture.suggestedFilename()).toBe(
    `roc-curve-mobilenetv2-${card.version.replaceAll(".", "-")}-official-test-split.png`,
  );
  const bytes = readFileSync(await picture.path());
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1600, 1120]);

  await workstation.press("Escape");
  await expect(shown).toHaveCount(0);
  await expect(page.getByTestId("first-start")).toBeVisible();
});
