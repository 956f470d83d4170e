import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { canRun, renderDecodedWithDcmtk, renderWithDcmtk } from "../../core/dicom/testing/dcmtk.ts";
import { difference, fixtureFolder, fixtures, readFixture } from "../../core/dicom/testing/fixtures.ts";
import { rendered } from "../../core/dicom/testing/render.ts";
import { openFilm } from "./open-film.ts";

/** Films that dcmtk as installed renders by itself, asked anew: the committed renderings cannot go stale. */
const live = fixtures.filter(({ render }) => render?.of === "the film");
const programs = [...new Set(live.map(({ render }) => render?.by ?? ""))];

describe.skipIf(!canRun(programs))("rendering equals that of the dcmtk installed here", () => {
  it.each(live)("$name", async ({ file, render, expected }) => {
    const film = await openFilm(readFixture(file));
    for (let index = 0; index < (expected?.length ?? 0); index++) {
      const ours = rendered(film, await film.decodeFrame(index));
      const theirs = renderWithDcmtk(
        render?.by ?? "",
        render?.options ?? [],
        fixtureFolder + file,
        index + 1,
      );
      expect(difference(ours, theirs).largest).toBeLessThanOrEqual(1);
    }
  });
});

const shared = fileURLToPath(new URL("../../../../shared/films/", import.meta.url));
const films = [
  // No window in the NIH films: 8 bits, shown as stored.
  { file: "nih-udacity-test1.dcm", options: [], decode: false, tolerance: 0 },
  { file: "nih-udacity-test2.dcm", options: [], decode: false, tolerance: 0 },
  { file: "nih-udacity-test3.dcm", options: [], decode: false, tolerance: 0 },
  { file: "highdicom-dx_image.dcm", options: ["+Wi", "1"], decode: false, tolerance: 0 },
  { file: "nema-RG1_J2KI-chest-pa.dcm", options: ["+Wi", "1"], decode: true, tolerance: 1 },
  { file: "nema-RG3_J2KR-extremity-negative-control.dcm", options: ["+Wi", "1"], decode: true, tolerance: 1 },
];
const there = existsSync(shared);
if (!there) process.stderr.write("SKIPPED: the films in ../shared/films are not here\n");

describe.skipIf(!there || !canRun(["dcm2pnm", "gdcmconv"]))("real films are rendered as by dcmtk", () => {
  it.each(films)("$file", async ({ file, options, decode, tolerance }) => {
    const film = await openFilm(new Uint8Array(readFileSync(shared + file)));
    const ours = rendered(film, await film.decodeFrame(0));
    const theirs = decode
      ? renderDecodedWithDcmtk(options, shared + file)
      : renderWithDcmtk("dcm2pnm", options, shared + file);
    const { largest, differing } = difference(ours, theirs);
    expect({ largest, share: differing / ours.length }).toEqual({
      largest: expect.toSatisfy((value: number) => value <= tolerance),
      share: expect.toSatisfy((value: number) => value < 0.001),
    });
  });
});
