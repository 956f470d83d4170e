import { expect, test } from "vitest";
import { flippedAcross, flippedDown, rotated, runs, upright, type Turn } from "./turn.ts";

const [right, down, left, up] = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
];
/** The eight ways in which a film can lie on a light box. */
const all: readonly Turn[] = [false, true].flatMap((mirrored) =>
  ([0, 1, 2, 3] as const).map((quarters) => ({ mirrored, quarters })),
);

test("a quarter clockwise sends what was right to the bottom", () => {
  expect(runs(upright)).toEqual({ rows: right, columns: down });
  expect(runs(rotated(upright, 1))).toEqual({ rows: down, columns: left });
  expect(runs(rotated(upright, -1))).toEqual({ rows: up, columns: right });
  expect(runs(rotated(upright, 2))).toEqual({ rows: left, columns: up });
});

test("a flip is what is seen in a mirror, however the film lies", () => {
  for (const turn of all) {
    const { rows, columns } = runs(turn);
    // Left and right are exchanged, what runs up or down stays. (0 - x, for -0 is not 0.)
    expect(runs(flippedAcross(turn))).toEqual({
      rows: { x: 0 - rows.x, y: rows.y },
      columns: { x: 0 - columns.x, y: columns.y },
    });
    expect(runs(flippedDown(turn))).toEqual({
      rows: { x: rows.x, y: 0 - rows.y },
      columns: { x: columns.x, y: 0 - columns.y },
    });
    expect(flippedAcross(flippedAcross(turn))).toEqual(turn);
    expect(rotated(turn, 4)).toEqual(turn);
  }
});
