import { expect, it } from "vitest";
import { bareBar } from "./inference-latency.ts";

const alone = new Map([
  ["cnn", 10],
  ["mobilenetv2", 2],
  ["resnet50", 18],
  ["alexnet", 10],
]);

it("lets the panel take 1.3 times the sum of its networks", () => {
  expect(bareBar([...alone.keys()], alone)).toBe(1.3);
});

it("gives a single network the panel's milliseconds for what is around it", () => {
  // 0.3 * 40 ms = 12 ms around: (2 + 12) / 2 and (18 + 12) / 18.
  expect(bareBar(["mobilenetv2"], alone)).toBe(7);
  expect(bareBar(["resnet50"], alone)).toBe(1.67);
  expect(bareBar(["cnn"], new Map([["cnn", 10]]))).toBe(1.3);
});
