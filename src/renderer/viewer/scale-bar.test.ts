import { expect, test } from "vitest";
import { scaleBar } from "./scale-bar.ts";

test("the bar is the longest round length that fits", () => {
  // 0.143 mm a film pixel at half size: 3.4965 screen pixels a millimetre; 50 mm are 174.8, 20 mm 69.9.
  const bar = scaleBar(0.5 / 0.143, 160);
  expect(bar?.millimetres).toBe(20);
  expect(bar?.pixels).toBeCloseTo(69.93, 2);
  expect(scaleBar(1, 160)).toEqual({ millimetres: 100, pixels: 100 });
  expect(scaleBar(5000, 160)).toBeNull();
});
