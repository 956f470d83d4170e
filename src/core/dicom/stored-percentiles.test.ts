import { expect, it } from "vitest";
import { storedPercentiles } from "./stored-percentiles.ts";

const grey = { modality: { kind: "rescale", slope: 1, intercept: 0 }, vois: [], inverted: false } as const;

it("is the value at which the count reaches the share", () => {
  // 1 to 100, each once: half of the pixels lie at 50 or below, 99 of 100 at 99 or below.
  const stored = Uint16Array.from({ length: 100 }, (_, index) => 100 - index);
  const film = { grey, bitsStored: 12, signed: false };
  expect(storedPercentiles(film, stored, [0, 0.01, 0.5, 0.99, 1])).toEqual([1, 1, 50, 99, 100]);
});

it("leaves padding out, and takes signed values", () => {
  const film = { grey: { ...grey, padding: { low: -2048, high: -2000 } }, bitsStored: 12, signed: true };
  expect(storedPercentiles(film, Int16Array.of(-2048, -2000, -5, 7), [0, 1])).toEqual([-5, 7]);
  expect(storedPercentiles(film, Int16Array.of(-2048, -2010), [0.5])).toBeNull();
});
