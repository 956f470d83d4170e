import { expect, test } from "vitest";
import { heatAt, heatColour, opacityAt } from "./heat-bitmap.ts";

test("a heat map is bilinear between the centres of its cells", () => {
  const map = { rows: 2, columns: 2, values: Float32Array.of(0, 4, 8, 12) };
  // Cell centres lie at 1/4 and 3/4; the middle is the mean of all four, beyond the centres the nearest counts.
  expect(heatAt(map, 0.25, 0.25)).toBe(0);
  expect(heatAt(map, 0.75, 0.75)).toBe(12);
  expect(heatAt(map, 0.5, 0.5)).toBe(6);
  expect(heatAt(map, 0.5, 0.25)).toBe(2);
  expect(heatAt(map, 0, 0)).toBe(0);
  expect(heatAt(map, 1, 1)).toBe(12);
});

test("colours rise in lightness all the way", () => {
  // Relative luminance of BT.709 on the stored values: enough to hold the order.
  const light = Array.from({ length: 21 }, (_, step) => {
    const [red, green, blue] = heatColour(step / 20);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  expect(light).toEqual([...light].sort((a, b) => a - b));
  // matplotlib: cm.inferno(0.5) is (188, 55, 84).
  expect(heatColour(0.5)).toEqual([188, 55, 84]);
});

test("opacity rises to what was chosen, and nothing is drawn below the threshold", () => {
  const style = { opacity: 0.5, threshold: 0.2 };
  expect(opacityAt(1, style)).toBe(0.5);
  expect(opacityAt(0.19, style)).toBe(0);
  // 0.5 ^ 1.4 = 0.37893
  expect(opacityAt(0.5, style)).toBeCloseTo(0.5 * 0.37893, 5);
  expect(opacityAt(0, { opacity: 1, threshold: 0 })).toBe(0);
});
