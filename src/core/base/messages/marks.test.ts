import { expect, it } from "vitest";
import { scaleOf } from "../../marks/scale.ts";
import { measureLines, scaleNote } from "./marks.ts";

const detector = scaleOf({ row: 0.2, column: 0.2, source: "imager-pixel-spacing" });
const none = scaleOf(null);

it("writes lengths in millimetres with where they come from, else pixels with a warning", () => {
  const length = { kind: "length", length: 54.26 } as const;
  expect([measureLines(length, detector), scaleNote(length, detector)]).toEqual([["54.3 mm"], "at detector"]);
  expect(measureLines(length, none)).toEqual(["54.3 px"]);
  expect(scaleNote(length, none)).toContain("no pixel spacing");
  expect(scaleNote({ kind: "angle", degrees: 12 }, detector)).toBe("");
  expect(scaleNote({ kind: "angle", degrees: 12 }, none)).toContain("square");
});

it("writes a region's values with as many figures as they are worth, and their unit where it is known", () => {
  const statistics = { pixels: 9, mean: 1332.26, deviation: 241.04, low: 861, high: 2094 };
  const region = { kind: "region", width: 32, height: 40, area: 1005.3, statistics } as const;
  expect(measureLines(region, detector)).toEqual([
    "mean 1332  SD 241",
    "861 to 2094",
    "10.05 cm² (32.0 × 40.0 mm)",
  ]);
  const air = { ...statistics, mean: -2.5, deviation: 0.125, low: -3, high: -2 };
  expect(measureLines({ ...region, statistics: air }, none, "HU")).toEqual([
    "mean -2.500 HU  SD 0.125",
    "-3.000 to -2.000 HU",
    "1005 px² (32.0 × 40.0 px)",
  ]);
  expect(measureLines({ ...region, statistics: null }, detector)).toHaveLength(1);
});

it("writes the cardiothoracic ratio with its two lengths, or that there is none yet", () => {
  const chest = { kind: "cardiothoracic", heart: 106, thorax: 234.13, toRight: 36, toLeft: 70 } as const;
  expect(measureLines({ ...chest, ratio: 0.4527 }, detector)).toEqual([
    "CTR 0.45",
    "heart 106.0 mm",
    "thorax 234.1 mm",
  ]);
  expect(measureLines({ ...chest, ratio: null }, detector)).toHaveLength(1);
});
