import { expect, test } from "vitest";
import { modelId } from "../../core/base/ids.ts";
import { heatContours } from "./heat-contours.ts";

test("a line runs where the map has its share of the strongest value", () => {
  // Bilinear between the centres of the left and the right half: 0 up to 1/4 of the width, 1 from 3/4 on.
  const map = { modelId: modelId("cnn"), rows: 1, columns: 2, values: Float32Array.of(0, 3) };
  const [, line] = heatContours(map, { threshold: 0.25 }) ?? [];
  expect(line?.share).toBeCloseTo(0.5, 6);
  // Half of the strongest value lies half-way: at the middle of the film. Elsewhere the line follows the film's edge.
  const inside = (line?.rings.flat() ?? []).filter(([x, y]) => x < 0.95 && y > 0.05 && y < 0.95);
  const across = inside.map(([x]) => x);
  expect(across.length).toBeGreaterThan(10);
  for (const x of across) expect(x).toBeCloseTo(0.5, 2);
});

test("nothing is drawn where nothing speaks for pneumonia", () => {
  const map = { modelId: modelId("cnn"), rows: 1, columns: 2, values: Float32Array.of(0, 0) };
  expect(heatContours(map, { threshold: 0.2 })).toBeNull();
});
