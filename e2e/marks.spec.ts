import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import type { PhantomGeometry } from "../src/core/phantom/geometry.ts";
import type { PhantomOptions } from "../src/core/phantom/options.ts";
import { phantomPng } from "../src/core/phantom/png.ts";
import { MarksPage } from "./pages/marks.ts";
import { filmsOfOnePatient } from "./support/films.ts";
import { signIn } from "./support/sign-in.ts";
import { expect, sharingTest, test } from "./support/test.ts";

const oblong = { row: 0.4, column: 0.32, source: "pixel-spacing" } as const;

/** A phantom film as a file, with the places of everything on it. */
function film(options: Partial<PhantomOptions> = {}): { file: string; geometry: PhantomGeometry } {
  const phantom = drawPhantom({ seed: 5, rows: 760, columns: 700, age: 40, spacing: oblong, ...options });
  const file = join(mkdtempSync(join(tmpdir(), "overread-marks-")), "film.dcm");
  writeFileSync(file, phantomDicom(phantom));
  return { file, geometry: phantom.geometry };
}

sharingTest(
  "millimetres on screen are the phantom's, at several zooms, turned and mirrored, with oblong pixels",
  async ({ workstation, page }) => {
    const { file, geometry } = film();
    await workstation.importFiles([file]);
    await workstation.openStudy(0);
    const marks = new MarksPage(page, { rows: 760, columns: 700, spacing: oblong });
    const { ruler, heart, thorax, midline } = geometry;

    await marks.draw("l", [ruler.from, ruler.to]);
    expect(await marks.millimetres(0)).toBeCloseTo(ruler.mm, 0);
    await workstation.press(".");
    await marks.draw("l", [ruler.from, ruler.to], { quarters: 1 });
    expect(await marks.millimetres(1)).toBeCloseTo(ruler.mm, 0);
    await workstation.press("x", ".");
    await marks.draw("l", [ruler.from, ruler.to], { mirrored: true, quarters: 0 });
    expect(await marks.millimetres(2)).toBeCloseTo(ruler.mm, 0);
    await workstation.press("r", "0");
    await marks.draw("l", [heart.rightmost, heart.leftmost], { zoom: 1 });
    const across = heart.leftmost.xMm - heart.rightmost.xMm;
    const down = heart.leftmost.yMm - heart.rightmost.yMm;
    expect(Math.abs((await marks.millimetres(3)) - Math.hypot(across, down))).toBeLessThan(0.6);

    await workstation.press("f");
    const chest = [heart.rightmost, heart.leftmost, thorax.from, thorax.to];
    await marks.draw("c", [{ column: midline, row: 150 }, { column: midline, row: 600 }, ...chest]);
    const ratio = await marks.labels.nth(4).textContent();
    expect(Number(/CTR (\d\.\d\d)/.exec(ratio ?? "")?.[1])).toBeCloseTo(geometry.cardiothoracicRatio, 1);
    await workstation.keep("05-marks");

    // They are still there after a reload, and measure the same.
    await page.reload();
    await workstation.openStudy(0);
    await expect(marks.rows).toHaveCount(5);
    expect(await marks.millimetres(0)).toBeCloseTo(ruler.mm, 0);
  },
);

sharingTest("a film without spacing is measured in pixels, with a warning", async ({ workstation, page }) => {
  const phantom = drawPhantom({ seed: 5, rows: 400, columns: 400, age: 40 });
  const file = join(mkdtempSync(join(tmpdir(), "overread-marks-")), "film.png");
  writeFileSync(file, phantomPng(phantom));
  await workstation.importFiles([file]);
  await workstation.openStudy(0);
  const marks = new MarksPage(page, { rows: 400, columns: 400, spacing: { row: 1, column: 1 } });
  await marks.draw("l", [
    { column: 100, row: 100 },
    { column: 200, row: 100 },
  ]);
  await expect(marks.labels.first()).toContainText(/(99\.\d|100\.\d) px/);
  await expect(marks.labels.first()).toContainText("no pixel spacing");
});

sharingTest(
  "marks are moved, undone, redone and deleted by keys and mouse, and stay as they are in a committed read",
  async ({ workstation, page }) => {
    // Another film than the first test's: its marks stay with it.
    const { file } = film({ seed: 6 });
    await workstation.importFiles([file]);
    await workstation.openStudy(0);
    const marks = new MarksPage(page, { rows: 760, columns: 700, spacing: oblong });
    const [a, b] = [
      { column: 200, row: 300 },
      { column: 300, row: 300 },
    ];
    await marks.draw("l", [a, b]);
    await expect(marks.labels.first()).toContainText("32.0 mm");

    // By key: one end one column farther, then ten; Tab has reached its handle.
    await page.getByTestId("mark-handle").nth(1).focus();
    await workstation.press("ArrowRight");
    await expect(marks.labels.first()).toContainText("32.3 mm");
    await workstation.press("Shift+ArrowRight");
    await expect(marks.labels.first()).toContainText("35.5 mm");
    await workstation.press("Control+z");
    await expect(marks.labels.first()).toContainText("32.3 mm");
    await workstation.press("Control+Shift+z");
    await expect(marks.labels.first()).toContainText("35.5 mm");
    // By mouse: its first end 50 columns to the right.
    await marks.drag(a, { column: 250, row: 300 });
    await expect(marks.labels.first()).toContainText(/19\.\d mm/);

    // Without a mouse: Enter places it, an arrow's words are typed, Delete takes it away.
    await workstation.press("t", "Enter");
    await page.getByTestId("arrow-text").fill("right base");
    await workstation.press("Enter");
    await expect(marks.rows.nth(1)).toContainText("right base");
    await workstation.press("Delete");
    await expect(marks.rows).toHaveCount(1);
    await workstation.press("Control+z");
    await expect(marks.rows).toHaveCount(2);
    await workstation.press("g");
    await expect(page.getByTestId("key-image")).toBeVisible();
    await workstation.press("d");
    await expect(marks.labels).toHaveCount(0);
    await workstation.press("d");

    await workstation.commitRead("o");
    await expect(page.getByTestId("mark-undo")).toBeDisabled();
    await page.reload();
    await workstation.openStudy(0);
    await expect(marks.rows).toHaveCount(3);
    await expect(page.getByTestId("mark-handle")).toHaveCount(0);
    await page.getByTestId("mark-row").first().click();
    await expect(page.getByTestId("mark-handle")).toHaveCount(0);
  },
);

test("marks of a prior are listed under its date beside the film, and none before their reader may see them", async ({
  workstation,
  page,
}) => {
  test.slow();
  const secret = "246810";
  await workstation.importFiles(filmsOfOnePatient({ lateral: false }));
  const study = (date: string) => workstation.rows.filter({ hasText: date });
  const open = async (date: string): Promise<void> => {
    await study(date).click();
    await expect(workstation.windowReadout).toBeVisible();
  };
  const prior = page.getByTestId("prior-marks");
  await workstation.press("Control+,");
  await page.getByTestId("settings-readers").click();
  await page.getByTestId("secret-wanted").fill(secret);
  await workstation.press("Enter");
  await expect(page.getByTestId("readers-said")).not.toBeEmpty();
  await page.getByTestId("reader-name").fill("Dr Two");
  await page.getByTestId("reader-secret").fill(secret);
  await workstation.press("Enter");
  await expect(page.getByTestId("reader").filter({ hasText: "Dr Two" })).toBeVisible();
  await workstation.press("Escape", "Escape");

  // Drawn on the older study, seen beside the later one.
  await open("2025-10-01");
  const marks = new MarksPage(page, { rows: 1240, columns: 1080, spacing: { row: 1, column: 1 } });
  const [a, b] = [
    { column: 400, row: 500 },
    { column: 700, row: 500 },
  ];
  await marks.draw("l", [a, b]);
  const length = await marks.millimetres(0);
  await workstation.commitRead("o");
  await expect(prior).toHaveCount(0);
  await open("2026-01-05");
  await expect(prior).toContainText("2025-10-01");
  await expect(marks.rows).toHaveCount(1);
  await expect(marks.rows.first()).toContainText(`${length.toFixed(1)} mm`);
  await expect(marks.labels).toHaveCount(1);
  await marks.rows.first().click();
  await expect(page.getByTestId("viewport").filter({ hasText: "2025-10-01" })).toHaveAttribute(
    "aria-current",
    "true",
  );
  await workstation.keep("65-prior-marks");

  // To another reader they would be half of an answer, until that reader has read the older study.
  await workstation.press("F9");
  await signIn(page, "Dr Two", secret);
  await open("2026-01-05");
  await expect(page.getByTestId("study-badge")).toHaveCount(2);
  await expect(page.getByTestId("window-readout")).toHaveCount(2);
  await expect(page.getByTestId("mark-list")).toHaveCount(0);
  await expect(marks.labels).toHaveCount(0);
  await open("2025-10-01");
  await workstation.commitRead("o");
  await open("2026-01-05");
  await expect(prior).toContainText("2025-10-01");
  await expect(marks.rows.first()).toContainText("by ");
});
