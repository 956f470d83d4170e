import { describe, expect, it } from "vitest";
import { drawPhantom, type Phantom } from "./draw.ts";
import type { Place } from "./geometry.ts";
import type { PhantomOptions } from "./options.ts";

const spacing = { row: 0.4, column: 0.3, source: "pixel-spacing" } as const;
const base: PhantomOptions = { seed: 11, rows: 640, columns: 800, bits: 12, spacing };
const plain = drawPhantom(base);

const at = (film: Phantom, row: number, column: number): number =>
  film.values[Math.round(row) * film.columns + Math.round(column)] ?? 0;

/** Even-odd rule (W. R. Franklin's crossing test). */
const inside = (outline: readonly Place[], column: number, row: number): boolean =>
  outline.reduce((odd, a, i) => {
    const b = outline[(i + 1) % outline.length] ?? a;
    const crosses =
      a.row > row !== b.row > row &&
      column < a.column + ((row - a.row) / (b.row - a.row)) * (b.column - a.column);
    return crosses ? !odd : odd;
  }, false);

describe("drawPhantom", () => {
  it("draws the same film for the same options and another for another seed", () => {
    expect(drawPhantom(base)).toEqual(plain);
    expect(drawPhantom({ ...base, seed: 12 }).values).not.toEqual(plain.values);
  });

  it("stores the complement in MONOCHROME1, with a window that shows the same", () => {
    const inverse = drawPhantom({ ...base, polarity: "MONOCHROME1" });
    expect(inverse.values.every((value, i) => value === 4095 - (plain.values[i] ?? 0))).toBe(true);
    // PS3.3 C.11.2.1.2: black at centre - 0.5 - (width - 1) / 2, white the same above.
    const edges = ({ centre, width }: Phantom["window"]) =>
      [-1, 1].map((side) => centre - 0.5 + (side * (width - 1)) / 2);
    const [black, white] = edges(plain.window);
    expect(edges(inverse.window)).toEqual([4095 - (white ?? 0), 4095 - (black ?? 0)]);
  });

  it.each([8, 10, 16])("uses the range of %i bits and no more", (bits) => {
    const { values } = drawPhantom({ ...base, rows: 200, columns: 240, bits });
    const brightest = values.reduce((a, b) => Math.max(a, b), 0);
    expect(brightest).toBeLessThan(2 ** bits);
    expect(brightest).toBeGreaterThan(0.9 * 2 ** bits);
  });

  it("shows lungs darker than heart and abdomen, and air darkest", () => {
    const { geometry } = plain;
    const mean = (side: "right" | "left"): number => {
      let [sum, count] = [0, 0];
      for (let row = 0; row < plain.rows; row += 4) {
        for (let column = 0; column < plain.columns; column += 4) {
          if (!inside(geometry.lungs[side], column, row)) continue;
          sum += at(plain, row, column);
          count++;
        }
      }
      expect(count).toBeGreaterThan(1000);
      return sum / count;
    };
    const heart = at(plain, geometry.heart.leftmost.row, geometry.heart.leftmost.column - 25);
    const air = at(plain, 2, 2);
    for (const side of ["right", "left"] as const) {
      expect(mean(side)).toBeLessThan(0.7 * heart);
      expect(mean(side)).toBeGreaterThan(air);
    }
  });

  it("centres every marker on its pixel and gives its place in millimetres", () => {
    const metal = 0.93 * 4095;
    for (const { centre, radiusMm } of plain.geometry.markers) {
      expect(centre.xMm).toBeCloseTo(centre.column * 0.3, 9);
      expect(centre.yMm).toBeCloseTo(centre.row * 0.4, 9);
      let [x, y, count] = [0, 0, 0];
      for (let row = centre.row - 20; row <= centre.row + 20; row++) {
        for (let column = centre.column - 20; column <= centre.column + 20; column++) {
          const far = Math.hypot((row - centre.row) * 0.4, (column - centre.column) * 0.3);
          if (far > 1.5 * radiusMm || at(plain, row, column) < metal) continue;
          x += column;
          y += row;
          count++;
        }
      }
      expect(count).toBeGreaterThan(5);
      expect(x / count).toBeCloseTo(centre.column, 6);
      expect(y / count).toBeCloseTo(centre.row, 6);
    }
  });

  it("draws a ruler of the stated length", () => {
    const { ruler } = plain.geometry;
    const column = ruler.from.column;
    const lit = Array.from({ length: plain.rows }, (_, row) => row).filter(
      (row) => row > 0.65 * plain.rows && row < 0.93 * plain.rows && at(plain, row, column) > 0.93 * 4095,
    );
    expect([lit[0], lit.at(-1)]).toEqual([ruler.from.row, ruler.to.row]);
    expect(ruler.mm).toBeCloseTo((lit.length - 1) * 0.4, 9);
    expect(ruler.mm).toBeCloseTo(50, 0);
  });

  it("has the heart's border where it says", () => {
    const { leftmost, rightmost } = plain.geometry.heart;
    for (const [edge, outward] of [
      [leftmost, 1],
      [rightmost, -1],
    ] as const) {
      // Rows averaged against noise and ribs; the border is where brightness falls fastest.
      const profile = Array.from({ length: 61 }, (_, i) => {
        const column = Math.round(edge.column) + outward * (i - 30);
        const rows = Array.from({ length: 9 }, (_, k) => at(plain, edge.row + k - 4, column));
        return rows.reduce((a, b) => a + b) / rows.length;
      });
      const falls = profile.slice(4).map((value, i) => (profile[i] ?? 0) - value);
      const steepest = falls.indexOf(Math.max(...falls)) + 2 - 30;
      expect(Math.abs(steepest) * 0.3).toBeLessThan(2.5);
    }
    const { heart, thorax, cardiothoracicRatio } = plain.geometry;
    expect(cardiothoracicRatio).toBeCloseTo(heart.mm / thorax.mm, 9);
    expect(cardiothoracicRatio).toBeGreaterThan(0.4);
    expect(cardiothoracicRatio).toBeLessThan(0.6);
  });

  it.each(["right-lower", "left-upper"] as const)("brightens the %s zone alone by an opacity", (zone) => {
    const ill = drawPhantom({ ...base, opacity: { zone, size: 0.2 } });
    const { centre, diameterMm } = ill.geometry.opacity ?? { centre: undefined, diameterMm: 0 };
    expect(centre).toBeDefined();
    if (centre === undefined) return;
    expect(centre.column < plain.geometry.midline).toBe(zone.startsWith("right"));
    const side = zone.startsWith("right") ? "right" : "left";
    expect(inside(plain.geometry.lungs[side], centre.column, centre.row)).toBe(true);
    let [within, outside] = [0, 0];
    for (let i = 0; i < ill.values.length; i++) {
      const change = Math.abs((ill.values[i] ?? 0) - (plain.values[i] ?? 0));
      const far = Math.hypot((Math.floor(i / 800) - centre.row) * 0.4, ((i % 800) - centre.column) * 0.3);
      if (far < 0.25 * diameterMm) within = Math.max(within, change);
      else if (far > 1.2 * diameterMm) outside = Math.max(outside, change);
    }
    expect(within).toBeGreaterThan(600);
    // The processing's wide unsharp mask reaches a little farther than the opacity.
    expect(outside).toBeLessThanOrEqual(2);
  });

  it.each([
    [640, 800],
    [96, 96],
    [300, 100],
    [2000, 400],
  ])("says on its face that it is a phantom, outside the lungs: %i x %i", (rows, columns) => {
    const { geometry } = drawPhantom({ seed: 3, rows, columns });
    const { box } = geometry.label;
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThan(columns);
    expect(box.bottom).toBeLessThan(rows);
    const places = [...geometry.lungs.right, ...geometry.lungs.left];
    expect(Math.max(...places.map(({ row }) => row))).toBeLessThan(box.top);
  });

  it("refuses what it cannot draw", () => {
    expect(() => drawPhantom({ ...base, bits: 17 })).toThrow(RangeError);
    expect(() => drawPhantom({ ...base, rows: 95 })).toThrow(RangeError);
    expect(() => drawPhantom({ ...base, seed: 0.5 })).toThrow(RangeError);
  });
});
