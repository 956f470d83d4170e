import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import type { BackendId } from "../../core/models/backend.ts";
import { Engine } from "./engine.ts";
import type { BackendFall, EngineOptions, LoadProgress } from "./engine-options.ts";
import { fixturesFolder, type Fixture } from "./testing/fixtures.ts";
import { keptLog } from "./testing/kept-log.ts";

const entry = fileURLToPath(new URL("./testing/fragile-process.ts", import.meta.url));

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "overread-backends-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function film(kind: string): Promise<string> {
  const path = join(await temporary(), `${kind}.raw`);
  await writeFile(path, kind);
  return path;
}

interface Setting extends Partial<EngineOptions> {
  readonly models?: readonly Fixture[];
  /** Changes the folder of the copied networks before the engine starts. */
  readonly change?: (folder: string) => Promise<void>;
}

async function engineOn(
  backends: readonly BackendId[],
  { models = ["tiny"], change, ...options }: Setting = {},
) {
  const folder = await temporary();
  for (const name of models) await cp(join(fixturesFolder, name), join(folder, name), { recursive: true });
  await change?.(folder);
  const falls: BackendFall[] = [];
  const loading: LoadProgress[] = [];
  const engine = await Engine.start({
    modelsFolders: [folder],
    log: keptLog(),
    entry,
    backends,
    onFall: (fall) => falls.push(fall),
    onLoading: (progress) => loading.push(progress),
    ...options,
  });
  onTestFinished(() => engine.close());
  return { engine, falls, loading };
}

const sound = { models: [{ id: "tiny" }], failures: [], agreement: { of: 1 } };

describe("backends of an engine", () => {
  it("proves a backend while it is loaded, and says how far loading is", async () => {
    const { engine, falls, loading } = await engineOn(["dml", "cpu"]);
    expect(await engine.classify({ path: await film("FILM") })).toMatchObject(sound);
    expect(engine.backend).toBe("dml");
    expect(falls).toEqual([]);
    expect(loading).toEqual([
      { backend: "dml", done: 0, total: 1 },
      { backend: "dml", done: 1, total: 1 },
    ]);
    const { networks } = await engine.prove(3);
    expect(networks).toMatchObject([{ id: "tiny" }]);
    expect(networks[0]?.difference).toBeLessThan(1e-4);
    expect(networks[0]?.ms).toBeGreaterThan(0);
  });

  it.each([
    ["coreml", "SIGKILL"],
    ["dml", "unplugged"],
  ] as const)(
    "answers the film on the next backend where %s is lost, and falls once",
    async (from, reason) => {
      const { engine, falls } = await engineOn([from, "cpu"]);
      const answers = await Promise.all(
        [await film("LOST"), await film("FILM"), await film("LOST")].map((path) => engine.classify({ path })),
      );
      for (const answer of answers) expect(answer).toMatchObject(sound);
      expect(engine.backend).toBe("cpu");
      expect(falls).toEqual([{ from, to: "cpu", reason: expect.stringContaining(reason) }]);
    },
  );

  it("falls when a golden film is answered otherwise than before, in the middle of a queue", async () => {
    const { engine, falls } = await engineOn(["native-webgpu", "cpu"]);
    const [lost, path] = [await film("LOST"), await film("FILM")];
    await engine.classify({ path: lost });
    const reference = (await engineOn(["cpu"])).engine;
    const wanted = await reference.classify({ path });
    for (let count = 0; count < 20; count++) await engine.classify({ path });
    expect(falls).toEqual([
      { from: "native-webgpu", to: "cpu", reason: expect.stringContaining("differs by 0.010") },
    ]);
    expect((await engine.classify({ path })).models).toEqual(wanted.models);
  });

  it("does not start on a backend that cannot load or prove a network", async () => {
    const { engine, falls } = await engineOn(["webgpu", "dml", "cpu"], { models: ["tiny", "failing"] });
    expect(engine.backend).toBe("cpu");
    expect(falls).toEqual([
      // There is no hidden window here.
      { from: "webgpu", to: "dml", reason: "webgpu" },
      { from: "dml", to: "cpu", reason: expect.stringContaining("golden.json to be proven on") },
    ]);
    expect(engine.models()).toMatchObject({ loaded: [{ id: "failing" }, { id: "tiny" }], failures: [] });
  });

  it("says why where there is no backend to fall to", async () => {
    await expect(engineOn(["webgpu"])).rejects.toMatchObject({
      code: "inference/not-running",
      params: { detail: "webgpu" },
    });
  });

  it("refuses a network whose answer on the CPU is not the one that it was released with", async () => {
    const change = async (folder: string): Promise<void> => {
      const file = join(folder, "tiny", "golden.json");
      const golden = JSON.parse(await readFile(file, "utf8")) as { vectors: { logits: number[] }[] };
      golden.vectors.forEach((vector) => (vector.logits = [5, -5]));
      await writeFile(file, JSON.stringify(golden));
    };
    const { engine } = await engineOn(["cpu"], { models: ["tiny", "failing"], change });
    expect(engine.models()).toMatchObject({
      loaded: [{ id: "failing" }],
      failures: [{ code: "model/load-failed", message: expect.stringContaining("golden film differs by") }],
    });
  });

  it("says so while a network is gone, and answers again when it is back", async () => {
    let folder = "";
    const { engine } = await engineOn(["cpu"], {
      change: async (path) => {
        folder = path;
      },
    });
    const path = await film("FILM");
    await rename(join(folder, "tiny"), `${folder}-away`);
    process.kill(engine.pid ?? Number.NaN, "SIGKILL");
    await expect(engine.classify({ path })).rejects.toMatchObject({
      code: "inference/not-running",
      params: { detail: expect.stringContaining("tiny is no longer") },
    });
    await rename(`${folder}-away`, join(folder, "tiny"));
    expect(await engine.classify({ path })).toMatchObject(sound);
  });

  it("asks a film once more in a fresh process where a network gave no answer, but not for ever", async () => {
    const { engine } = await engineOn(["cpu"], { models: ["tiny", "failing"], entry: undefined });
    // The product's own process: the network "failing" has an index out of its bounds.
    const path = join(
      fixturesFolder,
      "..",
      "..",
      "..",
      "..",
      "core",
      "dicom",
      "testing",
      "fixtures",
      "png-grey8.png",
    );
    const pids = [engine.pid];
    for (let count = 0; count < 4; count++) {
      const reading = await engine.classify({ path, answerWithheld: true });
      expect(reading).toMatchObject({
        models: [{ id: "tiny" }],
        failures: [{ params: { model: "failing" } }],
      });
      pids.push(engine.pid);
    }
    const [first, second, third, ...rest] = pids;
    expect(new Set([first, second, third]).size).toBe(3);
    expect(rest).toEqual([third, third]);
  });
});
