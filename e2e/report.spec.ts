import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "fast-png";
import { canRun } from "../src/core/dicom/testing/dcmtk.ts";
import { phantomFolder } from "./support/films.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/test.ts";

test("a committed read becomes a PDF with its key image and the panel, by a template of the department", async ({
  workstation,
  page,
}) => {
  const [film = ""] = globSync(join(phantomFolder(3, 11), "*.dcm")).sort();
  await workstation.importFiles([film]);
  await workstation.openStudy(0);
  await workstation.press("g");
  await expect(page.getByTestId("key-image")).toBeVisible();
  await expect(page.getByTestId("report-pdf")).toHaveCount(0);
  await workstation.commitRead("p");
  await expect(workstation.probabilities.first()).toBeVisible({ timeout: 60_000 });

  await expect(page.getByTestId("report-template")).toHaveValue("Report");
  const download = page.waitForEvent("download");
  await workstation.press("Control+p");
  const file = await download;
  expect(file.suggestedFilename()).toBe("report.pdf");
  const path = await file.path();
  expect(readFileSync(path).subarray(0, 5).toString()).toBe("%PDF-");
  if (canRun(["pdftotext", "pdftoppm"], "poppler-utils")) {
    const text = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" });
    expect(text).toMatch(
      /Patient: PHANTOM, [^]*Pneumonia: yes[^]*MobileNetV2 \d+\.\d+\.\d+: [\d.]+[^]*are an aid/,
    );
    expect(text).toContain("Key image: Film 1, AP, as it was on screen");
    mkdirSync("test-results/screenshots", { recursive: true });
    const picture = join("test-results", "screenshots", "51-report");
    execFileSync("pdftoppm", ["-r", "60", "-png", "-singlefile", path, picture]);
    const { data, channels } = decode(readFileSync(`${picture}.png`));
    let dark = 0;
    for (let at = 0; at < data.length; at += channels) if ((data[at] ?? 0) < 128) dark++;
    // The film's surround is black: it covers a good part of the page.
    expect(dark / (data.length / channels)).toBeGreaterThan(0.1);
  }
  await workstation.keep("50-report");
  expect.soft(await violations(page)).toEqual([]);

  await workstation.press("Control+,");
  await page.getByTestId("settings-reports").click();
  const first = page.getByTestId("template-text").first();
  await first.fill("{patient}\n{panel}");
  await page.getByTestId("templates-save").click();
  await expect(page.getByText("must say that the networks are an aid")).toBeVisible();
  await first.fill("Our clinic\n{finding}\n{panel}\n{aid}");
  await page.getByTestId("templates-save").click();
  await expect(page.getByTestId("templates-said")).not.toBeEmpty();
  await workstation.keep("52-report-templates");
  expect.soft(await violations(page)).toEqual([]);
  await workstation.press("Escape");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await workstation.press("'");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^Our clinic\nyes\nPanel: [^]*are an aid/);
});
