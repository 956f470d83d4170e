import { expect, test } from "vitest";
import { temporaryFolder } from "../src/main/store/testing/library.ts";
import { flatness, soak, type Sample } from "./soak.ts";

test("studies go through the served workstation's interface: imported, read, flagged, exported, none lost", async () => {
  const lines: string[] = [];
  const figures = await soak({
    folder: await temporaryFolder(),
    studies: 12,
    signal: new AbortController().signal,
    tell: (line) => lines.push(line),
  });
  expect(figures.faults).toEqual([]);
  expect(figures).toMatchObject({ imported: 12, read: 12, exported: 12, panels: { done: 12 } });
  expect(figures.flagged).toBeGreaterThanOrEqual(4);
  expect(lines.at(-1)).toMatch(/^12 of 12 studies/);
}, 180_000);

test("a soak can be cancelled", async () => {
  const cancelled = soak({
    folder: await temporaryFolder(),
    studies: 12,
    signal: AbortSignal.abort(),
    tell: () => undefined,
  });
  await expect(cancelled).rejects.toThrow(expect.objectContaining({ code: "job/cancelled" }));
}, 60_000);

const grown = (step: number, handles: number): Sample[] =>
  Array.from({ length: 20 }, (_, index) => ({
    studies: index,
    memory: 400e6 + index * step,
    handles: 40 + index * handles,
  }));

test("memory and handles that grow with every study are not flat", () => {
  expect(flatness(grown(0, 0))).toMatchObject({ memory: { flat: true }, handles: { flat: true } });
  expect(flatness(grown(10e6, 0))).toMatchObject({ memory: { flat: false }, handles: { flat: true } });
  expect(flatness(grown(0, 1))).toMatchObject({ memory: { flat: true }, handles: { flat: false } });
  expect(flatness([{ studies: 1, memory: null, handles: null }])).toBeNull();
});
