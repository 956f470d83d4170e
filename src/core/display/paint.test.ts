import { expect, test } from "vitest";
import { Painter, type Painting, type Plane } from "./paint.ts";
import { flippedAcross, rotated, upright, type Turn } from "./turn.ts";

const identity = Uint16Array.from({ length: 256 }, (_, level) => level);
const screen = (width: number, height: number): ImageData =>
  ({ width, height, data: new Uint8ClampedArray(width * height * 4) }) as ImageData;
const painting = (planes: readonly Plane[], given: Partial<Painting>): Painting => ({
  rows: 2,
  columns: 2,
  planes,
  scale: { x: 1, y: 1 },
  origin: { x: 0, y: 0 },
  smooth: false,
  ...given,
});
const grey = (values: Uint8Array | Int16Array, levels = identity, lowest = 0): Plane => ({
  values,
  start: 0,
  step: 1,
  levels,
  lowest,
});
/** Red, green, blue of each pixel. */
const colours = ({ data }: ImageData): number[][] =>
  Array.from({ length: data.length / 4 }, (_, at) => [...data.subarray(at * 4, at * 4 + 3)]);
const reds = (image: ImageData): (number | undefined)[] => colours(image).map(([red]) => red);

test("at 1 : 1 the screen holds the film's levels, black beside it, and is opaque", () => {
  const image = screen(4, 3);
  new Painter().paint(painting([grey(Uint8Array.of(1, 2, 3, 4))], { origin: { x: 1, y: 1 } }), image);
  expect(reds(image)).toEqual([0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0]);
  expect(image.data.filter((_, at) => at % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
});

test("signed values find their level from the table's first value", () => {
  const image = screen(2, 2);
  const levels = Uint16Array.of(10, 20, 30, 40);
  new Painter().paint(painting([grey(Int16Array.of(-2, -1, 0, 1), levels, -2)], {}), image);
  expect(reds(image)).toEqual([10, 20, 30, 40]);
});

test("levels are averaged after the table, not before", () => {
  // The table sends 0, 1, 2, 3 to 0, 0, 0, 200: the mean of the levels is 50, the level of the mean 0.
  const image = screen(1, 1);
  const plane = grey(Uint8Array.of(0, 1, 2, 3), Uint16Array.of(0, 0, 0, 200));
  new Painter().paint(painting([plane], { scale: { x: 0.5, y: 0.5 } }), image);
  expect(reds(image)).toEqual([50]);
});

test("while a window is dragged the mean of what is stored is mapped", () => {
  // As above: the mean stored value is 1.5, rounded 2, and its level 0; the picture follows the table at once.
  const image = screen(1, 1);
  const painter = new Painter();
  const quick = { scale: { x: 0.5, y: 0.5 }, quick: true };
  painter.paint(painting([grey(Uint8Array.of(0, 1, 2, 3), Uint16Array.of(0, 0, 0, 200))], quick), image);
  expect(reds(image)).toEqual([0]);
  const values = Int16Array.of(-2, -1, 0, 1);
  painter.paint(painting([grey(values, Uint16Array.of(0, 0, 77, 200), -2)], quick), image);
  expect(reds(image)).toEqual([77]);
  painter.paint(painting([grey(values, Uint16Array.of(0, 0, 78, 200), -2)], quick), image);
  expect(reds(image)).toEqual([78]);
});

test("pixels that are not square are stretched along one axis alone", () => {
  const image = screen(4, 2);
  new Painter().paint(painting([grey(Uint8Array.of(1, 2, 3, 4))], { scale: { x: 2, y: 1 } }), image);
  expect(reds(image)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
});

test("three planes of interleaved samples are red, green and blue", () => {
  const rgb = Uint8Array.of(1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33);
  const image = screen(2, 2);
  const planes = [0, 1, 2].map((start) => ({ ...grey(rgb), start, step: 3 }));
  new Painter().paint(painting(planes, {}), image);
  expect(colours(image)).toEqual([
    [1, 2, 3],
    [11, 12, 13],
    [21, 22, 23],
    [31, 32, 33],
  ]);
});

test("a turned or mirrored film is painted as it lies, pixel for pixel", () => {
  // Rows 1 2 3 and 4 5 6; a quarter clockwise: columns become rows, the first row stands right.
  const plane = grey(Uint8Array.of(1, 2, 3, 4, 5, 6));
  const painted = (
    turn: Turn,
    width: number,
    height: number,
    origin: { x: number; y: number },
    scale = 1,
  ) => {
    const image = screen(width, height);
    const given = { columns: 3, turn, origin, scale: { x: scale, y: scale } };
    new Painter().paint(painting([plane], given), image);
    return reds(image);
  };
  const quarter = rotated(upright, 1);
  expect(painted(quarter, 2, 3, { x: 2, y: 0 })).toEqual([4, 1, 5, 2, 6, 3]);
  expect(painted(rotated(upright, 2), 3, 2, { x: 3, y: 2 })).toEqual([6, 5, 4, 3, 2, 1]);
  expect(painted(flippedAcross(upright), 3, 2, { x: 3, y: 0 })).toEqual([3, 2, 1, 6, 5, 4]);
  expect(painted(flippedAcross(quarter), 2, 3, { x: 0, y: 0 })).toEqual([1, 4, 2, 5, 3, 6]);
  // Off the screen's edge, and enlarged: the last row's two pixels, each twice.
  expect(painted(quarter, 2, 2, { x: 2, y: -1 })).toEqual([5, 2, 6, 3]);
  expect(painted(quarter, 4, 2, { x: 4, y: -4 }, 2)).toEqual([6, 6, 3, 3, 6, 6, 3, 3]);
});
