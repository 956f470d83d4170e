import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "fast-png";
import { phantomFolder } from "./support/films.ts";
import { expect, sharingTest as test } from "./support/test.ts";

test("a film leaves as PNG, JPEG, printed page and anonymised DICOM, with marks and patient text as asked", async ({
  workstation,
  page,
}) => {
  const film = globSync(join(phantomFolder(3, 9), "*.dcm"))[0] ?? "";
  await workstation.importFiles([film]);
  await workstation.openStudy(0);
  await workstation.press("l");
  // The tool's keys are the marks' once the film's own pixels are here.
  await expect(page.getByTestId("mark-prompt")).toBeVisible();
  await workstation.press("Enter");
  await expect(page.getByTestId("mark-label")).toBeVisible();

  await workstation.press("Control+e");
  await expect(page.getByTestId("export-sheet")).toBeVisible();
  await workstation.keep("06-export");
  const saved = async (testid: string): Promise<{ name: string; bytes: Buffer }> => {
    const download = page.waitForEvent("download");
    await page.getByTestId(testid).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };

  const screen = await workstation.screen();
  const png = await saved("export-png");
  expect(png.name).toBe("film.png");
  const picture = decode(png.bytes);
  expect([picture.width, picture.height]).toEqual([screen.columns, screen.rows]);
  // The mark is drawn in its colour, which no grey film has.
  const { data, channels } = picture;
  let coloured = 0;
  let same = 0;
  for (let pixel = 0; pixel < screen.levels.length; pixel++) {
    const at = pixel * channels;
    if (data[at] !== data[at + 2]) coloured += 1;
    else if (data[at] === screen.levels[pixel]) same += 1;
  }
  expect(coloured).toBeGreaterThan(100);
  expect(same / screen.levels.length).toBeGreaterThan(0.98);

  const jpeg = await saved("export-jpeg");
  expect([jpeg.name, jpeg.bytes.readUInt16BE(0)]).toEqual(["film.jpg", 0xffd8]);

  const dicom = await saved("export-dicom");
  expect(dicom.name).toMatch(/^2\.25\.\d+\.dcm$/);
  expect(dicom.bytes.subarray(128, 132).toString()).toBe("DICM");
  expect(dicom.bytes.toString("latin1")).not.toContain("PHANTOM^");
  await expect(page.getByText("burnt into its picture")).toBeVisible();

  // The shell's own print dialog is not there to be seen: what it would have been given is.
  await page.evaluate(() => {
    window.print = () => {
      document.title = document.querySelector<HTMLElement>(".printed")?.textContent ?? "";
    };
  });
  await page.getByTestId("export-patient").check();
  await page.getByTestId("export-print").click();
  await expect(page).toHaveTitle(/PHANTOM, /);
  expect(await page.title()).toMatch(/Length: [\d.]+ mm/);
});
