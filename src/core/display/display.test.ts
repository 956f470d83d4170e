import { describe, expect, it } from "vitest";
import { checkLuminances, measuredLevels } from "./check-luminances.ts";
import { indexOf, luminanceOf } from "./gsdf.ts";
import { testPattern } from "./test-pattern.ts";

describe("the GSDF", () => {
  // PS3.14 table B-1, to its printed digits; 512 as colour-science computes it (eotf_DICOMGSDF).
  it.each([
    [1, 0.05],
    [2, 0.0547],
    [3, 0.0594],
    [10, 0.0991],
    [512, 130.065284],
    [1023, 3993.404],
  ])("gives index %i its luminance of the standard's table", (index, luminance) => {
    const found = luminanceOf(index);
    expect(Math.abs(found - luminance)).toBeLessThan(luminance < 1 ? 0.00006 : luminance * 2e-5);
    // The first index lies on the edge of the range.
    if (index > 1 && index < 1023) expect(indexOf(found)).toBeCloseTo(index, 6);
  });
  it("rises over its whole range and has no index outside it", () => {
    for (let index = 2; index <= 1023; index++) {
      expect(luminanceOf(index)).toBeGreaterThan(luminanceOf(index - 1));
    }
    expect([indexOf(0.01), indexOf(5000), indexOf(NaN)]).toEqual([null, null, null]);
  });
  // PS3.14 7.1: the standard's own inverse, a fit.
  it("has the inverse that the standard prints, as far as that fit goes", () => {
    const [A, B, C, D, E] = [71.498068, 94.593053, 41.912053, 9.8247004, 0.28175407];
    const [F, G, H, I] = [-1.1878455, -0.18014349, 0.14710899, -0.017046845];
    for (const luminance of [0.1, 1, 10, 100, 1000, 3000]) {
      const x = Math.log10(luminance);
      const fit = [A, B, C, D, E, F, G, H, I].reduceRight((sum, factor) => sum * x + factor, 0);
      expect(Math.abs((indexOf(luminance) ?? NaN) - fit)).toBeLessThan(0.5);
    }
  });
});

describe("a screen's check", () => {
  const ideal = (black: number, white: number): number[] => {
    const [from, to] = [indexOf(black) ?? NaN, indexOf(white) ?? NaN];
    return measuredLevels.map((_, step) => luminanceOf(from + ((to - from) * step) / 17));
  };
  it("passes a screen that follows the standard", () => {
    const found = checkLuminances(ideal(1, 400));
    expect(found).toMatchObject({ passes: true, ratio: expect.closeTo(400, 6) as number });
    expect(found?.worst).toBeLessThan(1e-6);
  });
  it("fails a screen of gamma 2.2, and one whose white is not far from its black", () => {
    const gamma = measuredLevels.map((level) => 1 + 399 * (level / 255) ** 2.2);
    const found = checkLuminances(gamma);
    expect(found?.passes).toBe(false);
    expect(found?.worst).toBeGreaterThan(0.3);
    expect(checkLuminances(ideal(2, 200))).toMatchObject({
      passes: false,
      ratio: expect.closeTo(100, 6) as number,
    });
  });
  it("does not judge luminances that fall, are missing or lie outside the standard", () => {
    const falls = ideal(1, 400).with(5, 0.5);
    expect([
      checkLuminances(falls),
      checkLuminances([1, 2]),
      checkLuminances(ideal(1, 400).fill(NaN)),
    ]).toEqual([null, null, null]);
  });
});

describe("the test pattern", () => {
  const patches = testPattern(1600, 1000);
  it("lies on the screen, in whole pixels and whole levels", () => {
    for (const { x, y, width, height, level } of patches) {
      for (const value of [x, y, width, height, level]) expect(Number.isInteger(value)).toBe(true);
      expect(x >= 0 && y >= 0 && x + width <= 1600 && y + height <= 1000).toBe(true);
      expect(level >= 0 && level <= 255).toBe(true);
    }
  });
  it("shows every grey level, 5 % and 95 %, and lines of one pixel", () => {
    expect(new Set(patches.map(({ level }) => level)).size).toBe(256);
    expect(patches.some(({ level, width }) => level === 13 && width > 50)).toBe(true);
    expect(patches.some(({ level, width }) => level === 242 && width > 50)).toBe(true);
    expect(patches.filter(({ width, level }) => width === 1 && level === 255).length).toBeGreaterThan(100);
  });
});
