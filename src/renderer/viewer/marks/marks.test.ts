import { describe, expect, it } from "vitest";
import type { Affine } from "../../../core/marks/affine.ts";
import { scaleOf } from "../../../core/marks/scale.ts";
import { outline } from "./outline.ts";
import { placeLabels } from "./label-places.ts";

const scale = scaleOf({ row: 1, column: 1, source: "pixel-spacing" });
/** Twice as large, moved by 10 and 20. */
const twice: Affine = [2, 0, 0, 2, 10, 20];
const at = (column: number, row: number) => ({ column, row });

describe("outline", () => {
  it("draws through the middle of pixels", () => {
    // Pixel (0, 0) covers 10..12 across and 20..22 down: its centre is (11, 21).
    const { solid } = outline({ kind: "length", points: [at(0, 0), at(4, 0)] }, twice, scale);
    expect(solid.startsWith("M11.00 21.00L19.00 21.00")).toBe(true);
  });
  it("turns a rectangle with the film", () => {
    const quarter: Affine = [0, 1, -1, 0, 100, 0];
    const { solid } = outline({ kind: "rectangle", points: [at(0, 0), at(10, 20)] }, quarter, scale);
    expect(solid).toBe("M99.50 0.50L99.50 10.50L79.50 10.50L79.50 0.50Z");
  });
  it("draws the heart's borders across the midline, also while it is being placed", () => {
    const points = [at(50, 0), at(50, 100), at(38, 40)];
    const { solid, dashed } = outline({ kind: "cardiothoracic", points }, [1, 0, 0, 1, 0, 0], scale);
    expect(dashed).toBe("M50.50 0.50L50.50 100.50");
    expect(solid.startsWith("M38.50 40.50L50.50 40.50")).toBe(true);
    expect(outline({ kind: "cardiothoracic", points: [] }, twice, scale).solid).toBe("");
  });
});

describe("placeLabels", () => {
  const view = { width: 1000, height: 800 };
  const label = (x: number, y: number) => ({ anchor: { x, y }, lines: ["54.3 mm", "at detector"] });
  const narrow = { left: 200, right: 680, top: 0, bottom: 800 };
  const full = { left: -50, right: 1100, top: -90, bottom: 900 };

  it("puts them beside the film, on the nearer side, below each other", () => {
    const places = placeLabels([label(300, 400), label(290, 405), label(650, 300)], narrow, view);
    expect(places.map(({ x, align, inMargin }) => [x, align, inMargin])).toEqual([
      [190, "end", true],
      [190, "end", true],
      [690, "start", true],
    ]);
    expect((places[1]?.y ?? 0) - (places[0]?.y ?? 0)).toBeGreaterThanOrEqual(32);
  });
  it("puts them next to the mark where the film fills the screen, and inside what is seen", () => {
    const places = placeLabels([label(300, 400), label(940, 799)], full, view);
    expect(places[0]).toEqual({ x: 320, y: 404, align: "start", inMargin: false });
    expect(places[1]).toMatchObject({ x: 920, align: "end" });
    expect(places[1]?.y).toBeLessThanOrEqual(768);
  });
  it("keeps those next to marks off each other, the nearest way", () => {
    const ys = (...at: number[]) =>
      placeLabels(
        at.map((y) => label(300, y)),
        full,
        view,
      ).map(({ y }) => y);
    expect(ys(400, 410)).toEqual([404, 436]);
    expect(ys(400, 390)).toEqual([404, 372]);
    // The last one finds both sides of the first taken, and the bottom of what is seen.
    expect(ys(400, 410, 395)).toEqual([404, 436, 372]);
    expect(ys(764, 764)).toEqual([768, 736]);
    const apart = placeLabels([label(300, 400), label(600, 400)], full, view);
    expect(apart.map(({ y }) => y)).toEqual([404, 404]);
  });
});
