import { describe, expect, it } from "vitest";
import { drawPhantom, type Phantom } from "../phantom/draw.ts";
import { toFilm, toScreen, type Affine } from "./affine.ts";
import { footOnMidline } from "./cardiothoracic.ts";
import { measure } from "./measure.ts";
import { scaleOf } from "./scale.ts";
import { shapeFrom, type Point } from "./shape.ts";

/** The film as it is shown: enlarged, turned, turned over, its pixels with their own shape. */
function shown(zoom: number, degrees: number, flipped: boolean, film: Phantom): Affine {
  const { row, column } = film.spacing;
  const [x, y] = [zoom * Math.max(1, column / row), zoom * Math.max(1, row / column)];
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const side = flipped ? -1 : 1;
  return [side * x * cos, side * x * sin, -y * sin, y * cos, 317.25, -41.5];
}

const spacings = [
  { row: 0.143, column: 0.143, source: "imager-pixel-spacing" },
  { row: 0.4, column: 0.3, source: "pixel-spacing" },
  { row: 0.2, column: 0.5, source: "imager-pixel-spacing-magnified" },
] as const;
const films = spacings.map((spacing, seed) =>
  drawPhantom({ seed, rows: 640, columns: 560, spacing, age: 30 }),
);
type View = readonly [zoom: number, degrees: number, flipped: boolean];
const views: readonly View[] = [
  [1, 0, false],
  [0.37, 90, false],
  [2.5, 180, true],
  [8, 270, true],
  [1.7, 33, false],
];

describe.each(films.map((film) => [`${film.spacing.row} x ${film.spacing.column} mm`, film] as const))(
  "a phantom of %s",
  (_name, film) => {
    const { geometry, spacing } = film;
    const scale = scaleOf(spacing);
    const frame = null;
    /** What a reader points at on screen, in film pixels. */
    const seen = (view: View, place: Point): Point => {
      const map = shown(...view, film);
      return toFilm(map, toScreen(map, place)) ?? { column: NaN, row: NaN };
    };

    it.each(views)("measures the ruler at zoom %f, turned %f degrees, flipped %s", (...view) => {
      const { from, to, mm } = geometry.ruler;
      const length = measure(shapeFrom("length", [seen(view, from), seen(view, to)]), scale, frame);
      expect(length).toEqual({ kind: "length", length: expect.closeTo(mm, 6) as number });
    });

    it.each(views)("gives heart, thorax and their ratio at zoom %f, turned %f, flipped %s", (...view) => {
      const { heart, thorax, midline } = geometry;
      const places = [
        { column: midline, row: 40 },
        { column: midline, row: 500 },
        heart.rightmost,
        heart.leftmost,
        thorax.from,
        thorax.to,
      ].map((place) => seen(view, place));
      expect(measure(shapeFrom("cardiothoracic", places), scale, frame)).toMatchObject({
        ratio: expect.closeTo(geometry.cardiothoracicRatio, 6) as number,
        heart: expect.closeTo(heart.mm, 6) as number,
        thorax: expect.closeTo(thorax.mm, 6) as number,
      });
    });

    it("measures the distance of markers from their millimetres", () => {
      const [a, b] = geometry.markers.map(({ centre }) => centre);
      if (a === undefined || b === undefined) throw new Error("the phantom has no markers");
      const length = measure(shapeFrom("length", [a, b]), scale, frame);
      const known = Math.hypot(b.xMm - a.xMm, b.yMm - a.yMm);
      expect(length).toEqual({ kind: "length", length: expect.closeTo(known, 6) as number });
    });
  },
);

const at = (column: number, row: number): Point => ({ column, row });
const square = scaleOf({ row: 0.5, column: 0.5, source: "pixel-spacing" });
const oblong = scaleOf({ row: 2, column: 1, source: "pixel-spacing" });

it("says pixels where the film gives no spacing", () => {
  expect(scaleOf(null)).toEqual({ column: 1, row: 1, unit: "px", source: null });
  expect(measure(shapeFrom("length", [at(0, 0), at(3, 4)]), scaleOf(null), null)).toEqual({
    kind: "length",
    length: 5,
  });
});

describe("angles", () => {
  const degrees = (points: readonly Point[], kind: "angle" | "cobb", scale = square) => {
    const found = measure(shapeFrom(kind, points), scale, null);
    return found.kind === "angle" ? found.degrees : NaN;
  };
  it("are those of the patient, not of the pixels", () => {
    expect(degrees([at(10, 0), at(0, 0), at(0, 10)], "angle")).toBeCloseTo(90, 9);
    // One pixel down is 2 mm, two across are 2 mm: 45 degrees.
    expect(degrees([at(2, 0), at(0, 0), at(2, 1)], "angle", oblong)).toBeCloseTo(45, 9);
    expect(degrees([at(1, 0), at(0, 0), at(-1, 0)], "angle")).toBe(180);
    expect(degrees([at(0, 0), at(0, 0), at(5, 5)], "angle")).toBeNull();
  });
  it("keep their digits near 0", () => {
    // atan(1/1000) = 0.0572957604 degrees
    expect(degrees([at(1000, 1), at(0, 0), at(1000, 0)], "angle")).toBeCloseTo(0.0572957604, 9);
  });
  it("after Cobb are between the lines, whichever way they were drawn", () => {
    const upper = [at(0, 0), at(10, 0)] as const;
    // atan(5/10) = 26.565051177 degrees
    expect(degrees([...upper, at(0, 20), at(10, 25)], "cobb")).toBeCloseTo(26.565051177, 8);
    expect(degrees([...upper, at(10, 25), at(0, 20)], "cobb")).toBeCloseTo(26.565051177, 8);
  });
});

describe("the cardiothoracic ratio", () => {
  const ratio = (points: readonly Point[], scale = square) => {
    const found = measure(shapeFrom("cardiothoracic", points), scale, null);
    if (found.kind !== "cardiothoracic") throw new Error("another measure");
    return found;
  };
  const midline = [at(50, 0), at(50, 100)] as const;

  it("takes borders at different heights across the midline", () => {
    // 12 + 20 columns of heart, 84 of thorax, half a millimetre each.
    expect(ratio([...midline, at(38, 40), at(70, 71), at(7, 90), at(91, 55)])).toEqual({
      kind: "cardiothoracic",
      ratio: 32 / 84,
      heart: 16,
      thorax: 42,
      toRight: 6,
      toLeft: 10,
    });
  });
  it("is the same on a tilted film", () => {
    // Turned by the angle whose cosine is 0.8 and sine 0.6.
    const tilted = [at(50, 0), at(50, 100), at(38, 40), at(70, 71), at(7, 90), at(91, 55)].map(
      ({ column, row }) => at(0.8 * column - 0.6 * row, 0.6 * column + 0.8 * row),
    );
    const found = ratio(tilted);
    expect([found.heart, found.thorax]).toEqual([expect.closeTo(16, 9), expect.closeTo(42, 9)]);
  });
  it("of a heart that lies on one side is its own width", () => {
    expect(ratio([...midline, at(55, 40), at(75, 60), at(10, 50), at(90, 50)]).ratio).toBeCloseTo(20 / 80, 9);
  });
  it("is not given before there is a midline, a heart and a thorax", () => {
    expect(ratio([at(1, 1), at(1, 1), at(0, 0), at(5, 5), at(2, 2), at(9, 9)]).ratio).toBeNull();
    expect(ratio([...midline, at(38, 40), at(38, 71), at(7, 90), at(91, 55)]).ratio).toBeNull();
    expect(ratio([...midline, at(38, 40), at(60, 71), at(7, 90), at(7, 55)]).ratio).toBeNull();
  });
  it("shows its distances as perpendiculars, also where pixels are oblong", () => {
    expect(footOnMidline(...midline, at(38, 40), square)).toEqual(at(50, 40));
    // Midline along (1, 1) px = (1, 2) mm; from (10, 0): t = (10*1)/(1+4) = 2.
    expect(footOnMidline(at(0, 0), at(1, 1), at(10, 0), oblong)).toEqual(at(2, 2));
    expect(footOnMidline(at(3, 3), at(3, 3), at(10, 0), oblong)).toBeNull();
  });
});
