import { expect, test } from "vitest";
import { temporaryFolder } from "../src/main/store/testing/library.ts";
import { flatness, type Sample } from "./flatness.ts";
import { soak, type Checkpoint } from "./soak.ts";

test("studies go through the served workstation's interface: imported, read, flagged, exported, none lost", async () => {
  const checkpoints: Checkpoint[] = [];
  const figures = await soak({
    folder: await temporaryFolder(),
    studies: 12,
    signal: new AbortController().signal,
    onBatch: (done) => checkpoints.push(done),
  });
  expect(figures.faults).toEqual([]);
  expect(figures).toMatchObject({ imported: 12, read: 12, exported: 12, panels: { done: 12 } });
  expect(figures.flagged).toBeGreaterThanOrEqual(4);
  expect(checkpoints.map(({ studies }) => studies)).toEqual([2, 4, 6, 8, 10, 12]);
  expect(checkpoints.at(-1)).toMatchObject({ flagged: figures.flagged });
}, 180_000);

test("a workstation that ends early is told with its end, not waited for", async () => {
  const run = soak({
    folder: await temporaryFolder(),
    studies: 12,
    signal: new AbortController().signal,
    onBatch: () => undefined,
    onStart: (pid) => setTimeout(() => process.kill(pid, "SIGKILL"), 2_000),
  });
  await expect(run).rejects.toThrow("the workstation ended with SIGKILL");
}, 60_000);

test("a soak can be cancelled", async () => {
  const cancelled = soak({
    folder: await temporaryFolder(),
    studies: 12,
    signal: AbortSignal.abort(),
    onBatch: () => undefined,
  });
  await expect(cancelled).rejects.toThrow(expect.objectContaining({ code: "job/cancelled" }));
}, 60_000);

const grown = (step: number, handles: number): Sample[] =>
  Array.from({ length: 20 }, (_, index) => ({
    studies: index,
    memory: 400e6 + index * step,
    networks: 700e6,
    handles: 40 + index * handles,
  }));

test("memory and handles that grow with every study are not flat", () => {
  expect(flatness(grown(0, 0))).toMatchObject({ memory: { flat: true }, handles: { flat: true } });
  expect(flatness(grown(10e6, 0))).toMatchObject({ memory: { flat: false }, handles: { flat: true } });
  expect(flatness(grown(0, 1))).toMatchObject({ memory: { flat: true }, handles: { flat: false } });
  expect(flatness([{ studies: 1, memory: null, networks: null, handles: null }])).toBeNull();
});
