import { expect, test } from "vitest";
import type { FilmAnswer, HeatMap } from "../../core/api.ts";
import { modelId } from "../../core/base/ids.ts";
import { panelHeat } from "./panel-heat.ts";

const map = (id: string, values: readonly number[]): HeatMap => ({
  modelId: modelId(id),
  rows: 1,
  columns: 2,
  values: Float32Array.from(values),
});
const models = ["a", "b", "c"].map((id) => ({ id: modelId(id) })) as FilmAnswer["models"];
const ends = (heat: HeatMap | null): (number | undefined)[] => [heat?.values[0], heat?.values.at(-1)];

test("each network counts the same, whatever its scale", () => {
  // As shares of the strongest: (1, 0) and (0.5, 1); the mean is (0.75, 0.5).
  expect(ends(panelHeat({ heatMaps: [map("a", [1000, 0]), map("b", [1, 2])], models }))).toEqual([0.75, 0.5]);
});

test("a network without anything to show counts as nothing, a user's own not at all", () => {
  const heatMaps = [map("a", [4, 0]), map("b", [0, 4]), map("c", [0, 0]), map("own", [9, 9])];
  const [left = 0, right = 0] = ends(panelHeat({ heatMaps, models }));
  expect(left).toBeCloseTo(1 / 3, 6);
  expect(right).toBeCloseTo(1 / 3, 6);
  expect(panelHeat({ heatMaps: [map("a", [4, 0]), map("own", [9, 9])], models })).toBeNull();
});
