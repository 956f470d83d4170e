import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import type { PhantomGeometry } from "../src/core/phantom/geometry.ts";
import type { PhantomOptions } from "../src/core/phantom/options.ts";
import { phantomPng } from "../src/core/phantom/png.ts";
import { MarksPage } from "./pages/marks.ts";
import { expect, test } from "./support/test.ts";

const oblong = { row: 0.4, column: 0.32, source: "pixel-spacing" } as const;

/** A phantom film as a file, with the places of everything on it. */
function film(options: Partial<PhantomOptions> = {}): { file: string; geometry: PhantomGeometry } {
  const phantom = drawPhantom({ seed: 5, rows: 760, columns: 700, age: 40, spacing: oblong, ...options });
  const file = join(mkdtempSync(join(tmpdir(), "overread-marks-")), "film.dcm");
  writeFileSync(file, phantomDicom(phantom));
  return { file, geometry: phantom.geometry };
}

test("millimetres on screen are the phantom's, at several zooms, turned and mirrored, with oblong pixels", async ({
  workstation,
  page,
}) => {
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
});

test("a film without spacing is measured in pixels, with a warning", async ({ workstation, page }) => {
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

test("marks are moved, undone, redone and deleted by keys and mouse, and stay as they are in a committed read", async ({
  workstation,
  page,
}) => {
  const { file } = film();
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
});
