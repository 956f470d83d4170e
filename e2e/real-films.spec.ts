import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareAtActualSize } from "./support/compare.ts";
import { dcmtkRendering, hasDcmtk } from "./support/films.ts";
import { expect, sharingTest as test } from "./support/test.ts";

const films = join(import.meta.dirname, "..", "..", "shared", "films");

/** dcmtk decodes no JPEG 2000: gdcm unpacks such a film for it first. */
function unpacked(film: string): string {
  const raw = join(mkdtempSync(join(tmpdir(), "overread-raw-")), "raw.dcm");
  execFileSync("gdcmconv", ["--raw", film, raw]);
  return raw;
}

for (const { name, packed = false, options = ["+Wi", "1"] } of [
  { name: "nih-udacity-test1.dcm", options: [] },
  { name: "highdicom-dx_image.dcm" },
  { name: "nema-RG1_J2KI-chest-pa.dcm", packed: true },
]) {
  test(`${name} on screen equals dcmtk's rendering`, async ({ workstation }) => {
    const film = join(films, name);
    test.skip(!existsSync(film), "../shared/films is not there: this test needs its real films");
    test.skip(!hasDcmtk() && process.env["CI"] !== "true", "dcm2pnm is missing: sudo apt-get install dcmtk");
    const reference = dcmtkRendering(packed ? unpacked(film) : film, options);
    await workstation.importFiles([film]);
    await workstation.openStudy(0);
    await workstation.press("0");
    await expect
      .poll(async () => compareAtActualSize(await workstation.screen(), reference).most)
      .toBeLessThanOrEqual(1);
  });
}
