import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import { phantomPng } from "../src/core/phantom/png.ts";
import { zipOf } from "../src/main/ingest/testing/zip.ts";
import { ownStudy, smallFilm } from "../src/main/ingest/testing/films.ts";
import { expect, sharingTest, test } from "./support/test.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "overread-import-"));

sharingTest(
  "whose PNG films are is asked once, beside everything else, and stands in the worklist",
  async ({ workstation }) => {
    const { page } = workstation;
    const films = folder();
    const paths = [1, 2, 3].map((seed) => {
      const path = join(films, `${seed}.png`);
      writeFileSync(path, phantomPng(drawPhantom({ seed, rows: 512, columns: 512, bits: 8, age: 4 })));
      return path;
    });
    writeFileSync(join(films, "4.dcm"), ownStudy(4));
    await page.getByTestId("pick-films").setInputFiles([...paths, join(films, "4.dcm")]);
    await expect(page.getByTestId("picture-form")).toContainText("3 PNG and JPEG films");
    // The rest is there already, and can be read while the question stands.
    await expect(workstation.rows).toHaveCount(1);
    await workstation.keep("import-pictures");
    await page.getByTestId("picture-name").fill("LOVELACE^ADA");
    await page.getByTestId("picture-id").fill("A-1815");
    await page.getByTestId("picture-birth").fill("2021-12-10");
    await page.getByTestId("picture-sex").selectOption("F");
    await page.getByTestId("picture-date").fill("2026-02-04");
    await page.getByTestId("picture-view").selectOption("AP");
    await page.getByTestId("picture-submit").click();
    await expect(page.getByTestId("picture-skip")).toHaveCount(0);
    await workstation.importEnded();
    await expect(workstation.progress).toContainText("4 imported");
    await expect(workstation.rows).toHaveCount(2);
    await expect(workstation.rows.filter({ hasText: "LOVELACE" })).toContainText("4");
  },
);

sharingTest(
  "a ZIP archive with all that can be wrong is imported as far as it is sound, and its refusals can be saved",
  async ({ workstation }) => {
    const { page } = workstation;
    const path = join(folder(), "disc.zip");
    const other = smallFilm({ StudyInstanceUID: "1.2.1", SOPInstanceUID: "1.2.1.1.1", PatientID: "P1" }, 2);
    writeFileSync(
      path,
      zipOf([
        { name: "a.dcm", bytes: ownStudy(1) },
        { name: "other.dcm", bytes: other },
        { name: "../../out.dcm", bytes: ownStudy(2) },
        { name: "cut.dcm", bytes: ownStudy(3).subarray(0, 3000) },
      ]),
    );
    await workstation.importFiles([path]);
    await expect(workstation.progress).toContainText("1 imported");
    await expect(workstation.progress).toContainText("3 not taken · 1 conflict");
    await expect(workstation.rejections).toContainText("names a place outside its ZIP archive");
    await workstation.keep("import-refused");
    const download = page.waitForEvent("download");
    await page.getByTestId("import-save-list").click();
    const saved = readFileSync(await (await download).path(), "utf8")
      .trimEnd()
      .split("\r\n");
    expect(saved.slice(1).map((line) => line.split('","')[1])).toEqual([
      "archive/unsafe-name",
      "library/conflict",
      "film/truncated",
    ]);
  },
);

test("a cancelled import offers to go on, also to a window that comes later", async ({ workstation }) => {
  const { page } = workstation;
  const films = folder();
  const paths = Array.from({ length: 400 }, (_, i) => {
    const path = join(films, `${i}.dcm`);
    writeFileSync(path, ownStudy(i));
    return path;
  });
  await page.getByTestId("pick-films").setInputFiles(paths);
  await page.getByTestId("import-cancel").click();
  await expect(workstation.progress).toHaveAttribute("data-state", "cancelled");
  await page.reload();
  await expect(page.getByTestId("import-resume")).toBeVisible();
  await workstation.keep("import-cancelled");
  await page.getByTestId("import-resume").click();
  await expect(workstation.progress).toHaveAttribute("data-state", "done", { timeout: 60_000 });
  await expect(workstation.progress).toContainText("400 of 400");
});

sharingTest(
  "a folder is watched from the first start on, and its films come by themselves",
  async ({ workstation }) => {
    const { page } = workstation;
    const films = folder();
    await workstation.keep("first-start-watch");
    await page.getByTestId("first-start-watch").click();
    await page.getByTestId("watch-folder").fill(join(films, "nowhere"));
    await page.getByTestId("watch-start").click();
    await expect(page.getByRole("alert")).toContainText("is not a folder that can be watched");
    await page.getByTestId("watch-folder").fill(films);
    await page.getByTestId("watch-start").click();
    await expect(page.getByTestId("watch-state")).toContainText(films);
    await workstation.keep("watched-folder");
    writeFileSync(join(films, "1.dcm"), ownStudy(1));
    await page.keyboard.press("Escape");
    await expect(workstation.rows).toHaveCount(1, { timeout: 30_000 });
  },
);
