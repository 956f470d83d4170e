import { describe, expect, it } from "vitest";
import { difference, fixtures, readExpected, readFixture } from "../../core/dicom/testing/fixtures.ts";
import { rendered } from "../../core/dicom/testing/render.ts";
import { openFilm } from "./open-film.ts";
import { failure } from "./testing/failure.ts";

/** Numbers 0 to 1, the same for the same seed (Numerical Recipes' linear congruence). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("a film cut off anywhere is refused", () => {
  const allowed = ["film/truncated", "film/corrupt", "film/no-pixels", "film/not-a-film", "film/empty"];

  it.each(fixtures.filter(({ unsupported }) => unsupported === undefined))("$name", async ({ file }) => {
    const whole = readFixture(file);
    const next = random(whole.length);
    const cuts = [0, 1, 131, 132, 140, whole.length - 1, whole.length - 9];
    while (cuts.length < 25) cuts.push(Math.floor(next() * whole.length));
    for (const at of cuts) expect(allowed).toContain(await failure(whole.slice(0, Math.max(at, 0))));
  });

  it.each([
    "explicit-le-p12.dcm",
    "implicit-le-p12.dcm",
    "frames-rle.dcm",
    "jpeg-orientation-6.jpg",
    "png-rgba.png",
  ])("%s at every byte of its header", async (file) => {
    const whole = readFixture(file);
    for (let at = 0; at < Math.min(1700, whole.length); at++) {
      expect(allowed).toContain(await failure(whole.slice(0, at)));
    }
  });

  it("says how much of how much there is", async () => {
    const whole = readFixture("explicit-le-p12.dcm");
    const opened = openFilm(whole.slice(0, 3000), { file: "film.dcm" });
    await expect(opened).rejects.toMatchObject({
      code: "film/truncated",
      params: { file: "film.dcm", actual: 3000, expected: whole.length },
    });
  });
});

describe("flipped bits never crash, hang or break out of the error table", () => {
  it.each(fixtures)("$name", async ({ file }) => {
    const whole = readFixture(file);
    const next = random(whole.length + 7);
    for (let round = 0; round < 12; round++) {
      const bytes = whole.slice();
      for (let flips = 1 + Math.floor(next() * 3); flips > 0; flips--) {
        const at = Math.floor(next() * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(next() * 8));
      }
      await failure(bytes);
    }
  });

  it("the codecs still decode whole films after all that", async () => {
    for (const { name, file, expected } of fixtures) {
      if (!expected || !/^(jpeg|j2k|htj2k)/.test(name)) continue;
      const opened = await openFilm(readFixture(file));
      const ours = rendered(opened, await opened.decodeFrame(0));
      expect(difference(ours, readExpected(expected[0] ?? "").levels).largest).toBe(0);
    }
  });
});
