import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AppError } from "../../core/base/errors.ts";
import type { BackendId } from "../../core/models/backend.ts";
import type { BackendProof } from "../inference/engine-messages.ts";
import { temporaryFolder } from "../store/testing/library.ts";
import type { StartEngine } from "./lazy-engine.ts";
import { ScriptedEngine, testWorkstation } from "./testing/workstation.ts";
import { ownStudy } from "../ingest/testing/films.ts";

type Start = Parameters<StartEngine>[0];
type Found = { readonly difference: number; readonly ms: number };

/** Engines on a machine where each backend is worth what `worth` says; a missing one does not start. */
function machine(worth: Partial<Record<BackendId, Found>>) {
  const started: Start[] = [];
  const start: StartEngine = async (options) => {
    const backend = options.backends?.[0] ?? "cpu";
    const found = worth[backend];
    if (found === undefined) throw new AppError("inference/not-running", { detail: `no ${backend} here` });
    started.push(options);
    const proof: BackendProof = { networks: [{ id: "mobilenetv2", ...found }] };
    return Object.assign(new ScriptedEngine(), { prove: () => Promise.resolve(proof) });
  };
  /** The order of backends of each engine that was started with networks to answer films. */
  const used = () => started.flatMap(({ backends, onFall }) => (onFall === undefined ? [] : [backends]));
  return { start, started, used };
}

const native = process.platform === "linux" ? (["cpu", "native-webgpu"] as const) : null;

test.skipIf(native === null)(
  "measures, keeps and uses the fastest correct backend, and follows the user's wish",
  async () => {
    const settingsFolder = await temporaryFolder();
    const found = machine({
      cpu: { difference: 1e-6, ms: 40 },
      "native-webgpu": { difference: 1e-5, ms: 9 },
    });
    const desk = await testWorkstation(found.start, { settingsFolder, graphics: async () => "10de:2684" });
    expect(await desk.ask("inference.backends", {})).toMatchObject({
      using: "cpu",
      measuredAt: null,
      measuring: false,
      machine: expect.stringContaining("10de:2684; ONNX Runtime"),
      backends: [
        { backend: "cpu", available: false, chosen: true, reason: null },
        { backend: "native-webgpu", available: false, chosen: false, reason: null },
      ],
    });
    await expect(desk.ask("inference.choose", { backend: "native-webgpu" })).rejects.toMatchObject({
      code: "inference/backend-unproven",
    });
    const measured = await desk.ask("inference.measure", {});
    expect(measured).toMatchObject({
      using: "native-webgpu",
      forced: null,
      backends: [
        { backend: "cpu", available: true, correct: true, ms: 40, chosen: false },
        { backend: "native-webgpu", available: true, correct: true, ms: 9, difference: 1e-5, chosen: true },
      ],
    });
    expect(found.used()).toEqual([["cpu"], ["native-webgpu", "cpu"]]);
    expect(desk.events).toContainEqual({
      name: "inference.progress",
      progress: { stage: "measuring", backend: "native-webgpu", done: 1, total: 2 },
    });
    const forced = await desk.ask("inference.choose", { backend: "cpu" });
    expect(forced).toMatchObject({ using: "cpu", forced: "cpu" });
    await desk.importAll({ "1.dcm": ownStudy(1) });
    await desk.close();

    const again = machine({ cpu: { difference: 1e-6, ms: 40 } });
    const next = await testWorkstation(again.start, { settingsFolder, graphics: async () => "10de:2684" });
    await next.until(() => again.used().length > 0);
    expect(again.used()[0]).toEqual(["cpu", "native-webgpu"]);
    // Another graphics processor is another machine: nothing is known of it but the wish.
    const moved = machine({ cpu: { difference: 1e-6, ms: 40 } });
    const other = await testWorkstation(moved.start, { settingsFolder, graphics: async () => "1002:744c" });
    expect(await other.ask("inference.backends", {})).toMatchObject({ measuredAt: null, forced: "cpu" });
  },
);

test.skipIf(native === null)(
  "a backend that answers otherwise, or does not start, is never used",
  async () => {
    const wrong = machine({ cpu: { difference: 1e-6, ms: 40 }, "native-webgpu": { difference: 0.2, ms: 1 } });
    const desk = await testWorkstation(wrong.start);
    expect(await desk.ask("inference.measure", {})).toMatchObject({
      using: "cpu",
      backends: [{ chosen: true }, { available: true, correct: false, chosen: false }],
    });
    await expect(desk.ask("inference.choose", { backend: "native-webgpu" })).rejects.toMatchObject({
      code: "inference/backend-unproven",
    });
    const none = machine({ cpu: { difference: 1e-6, ms: 40 } });
    const bare = await testWorkstation(none.start);
    expect(await bare.ask("inference.measure", {})).toMatchObject({
      backends: [{ chosen: true }, { available: false, reason: "no native-webgpu here" }],
    });
  },
);

test.skipIf(native === null)("a lost backend is told once, and what was lost is not used again", async () => {
  const found = machine({ cpu: { difference: 1e-6, ms: 40 }, "native-webgpu": { difference: 1e-5, ms: 9 } });
  const desk = await testWorkstation(found.start);
  await desk.ask("inference.measure", {});
  const fall = { from: "native-webgpu", to: "cpu", reason: "unplugged" } as const;
  const { onFall } = found.started.findLast((options) => options.onFall !== undefined) ?? {};
  onFall?.(fall);
  onFall?.(fall);
  expect(desk.events.filter(({ name }) => name === "notice")).toEqual([
    expect.objectContaining({ severity: "warning", message: expect.stringContaining("unplugged") }),
  ]);
  expect(await desk.ask("inference.backends", {})).toMatchObject({
    using: "cpu",
    backends: [{ chosen: false }, { backend: "native-webgpu", chosen: true }],
  });
});

test("a record that cannot be used is made anew", async () => {
  const settingsFolder = await temporaryFolder();
  await writeFile(join(settingsFolder, "backends.json"), '{"schema":1,"trials":"none"}');
  const found = machine({ cpu: { difference: 1e-6, ms: 40 } });
  const desk = await testWorkstation(found.start, { settingsFolder });
  expect(await desk.ask("inference.backends", {})).toMatchObject({ measuredAt: null, using: "cpu" });
  expect(desk.lines.join("\n")).toContain("backends.json cannot be used");
  await desk.ask("inference.measure", {});
  const kept = JSON.parse(await readFile(join(settingsFolder, "backends.json"), "utf8")) as {
    trials: unknown[];
  };
  expect(kept.trials[0]).toMatchObject({ backend: "cpu", ms: 40 });
});
