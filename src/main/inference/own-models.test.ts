import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { Engine } from "./engine.ts";
import { loadModels, type LoadOptions } from "./load-models.ts";
import { createNativeSession } from "./onnx-native.ts";
import { withModels, type Fixture } from "./testing/fixtures.ts";
import { keptLog } from "./testing/kept-log.ts";

type Json = Record<string, unknown>;

/** Changes a manifest as its user would with an editor. */
async function edit(folder: string, change: (manifest: Json) => Json): Promise<void> {
  const path = join(folder, "model.json");
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, "utf8")) as Json)));
}
const without =
  (...keys: string[]) =>
  (manifest: Json): Json =>
    Object.fromEntries(Object.entries(manifest).filter(([key]) => !keys.includes(key)));

const load = (panel: string, own: string, options: Partial<LoadOptions> = {}) =>
  loadModels([panel], { createSession: createNativeSession, ownFolders: [own], ...options });
const named = (list: readonly { manifest: { id: string } }[]) => list.map(({ manifest }) => manifest.id);

describe("loading the user's own networks", () => {
  it("takes them beside the panel's, also where nothing is said of their training", () =>
    withModels(["failing"], (panel) =>
      withModels(["tiny"], async (own) => {
        await edit(join(own, "tiny"), without("training", "results"));
        const loaded = await load(panel, own);
        expect([named(loaded.models), named(loaded.own)]).toEqual([["failing"], ["tiny"]]);
        expect(loaded.failures).toEqual([]);
        // Of Overread's own networks it must be said.
        const asPanel = await load(own, panel);
        expect(named(asPanel.models)).toEqual([]);
        expect(asPanel.failures[0]?.message).toContain("training");
      }),
    ));

  it("never lets one take the name of one of Overread's, installed or not, nor of another", () =>
    withModels(["failing"], (panel) =>
      withModels(["tiny", "failing"], async (own) => {
        await edit(join(own, "tiny"), (manifest) => ({ ...manifest, id: "resnet50" }));
        const loaded = await load(panel, own);
        expect([named(loaded.models), named(loaded.own)]).toEqual([["failing"], []]);
        const messages = loaded.failures.map(({ message }) => message).join("\n");
        expect(messages).toContain("resnet50 is the name of one of Overread's own networks");
        expect(messages).toContain("another network is called failing");
      }),
    ));

  it("is content where there are none, or no folder for them", () =>
    withModels(["tiny"], async (panel) => {
      expect(await load(panel, join(panel, "nowhere"))).toMatchObject({ own: [], failures: [] });
      // The panel's folder given as the user's own as well: its networks are the panel's.
      const twice = await load(panel, panel);
      expect([named(twice.models), named(twice.own), twice.failures]).toEqual([["tiny"], [], []]);
    }));

  it("takes as many as their bytes allow", () =>
    withModels(["failing"], (panel) =>
      withModels(["tiny", "three"], async (own) => {
        const loaded = await load(panel, own, { ownBytes: 1000 });
        // three's 921 bytes fit; tiny's 718 and 288 are more than what is left, and come first by name.
        expect(named(loaded.models)).toEqual(["failing"]);
        expect(loaded.failures.map(({ params }) => params["model"])).toContain("tiny");
        expect(loaded.failures.map(({ message }) => message).join()).toContain("MB are loaded");
      }),
    ));

  it.each([
    ["outside", "model/load-failed", 'takes weights from "secret.bin", which files does not name'],
    ["nested", "model/load-failed", 'inside a branch or attribute from "secret.bin"'],
    ["huge", "model/load-failed", "has 1000000000 values"],
  ] as const)("refuses %s", (name, code, detail) =>
    withModels(["tiny"], (panel) =>
      withModels([name], async (own) => {
        const loaded = await load(panel, own);
        expect([named(loaded.models), named(loaded.own)]).toEqual([["tiny"], []]);
        expect(loaded.failures).toMatchObject([{ code, message: expect.stringContaining(detail) }]);
      }),
    ),
  );

  it("refuses a graph of another input and what is no graph", () =>
    withModels(["tiny"], (panel) =>
      withModels(["failing", "three"], async (own) => {
        await edit(join(own, "failing"), (manifest) => ({
          ...manifest,
          id: "wide",
          input: { ...(manifest["input"] as Json), width: 32 },
        }));
        await writeFile(join(own, "three", "model.onnx"), "not a graph");
        const sha256 = createHash("sha256").update("not a graph").digest("hex");
        await edit(join(own, "three"), (manifest) => ({
          ...manifest,
          files: [{ path: "model.onnx", sha256, bytes: 11 }],
        }));
        const loaded = await load(panel, own);
        expect(loaded.own).toEqual([]);
        const messages = loaded.failures.map(({ message }) => message).join("\n");
        expect(messages).toContain('its input "input" is float32 N x 1 x 16 x 16');
        expect(messages).toContain("model.onnx is not an ONNX graph");
      }),
    ));
});

describe("an engine with the user's own networks", () => {
  const entry = fileURLToPath(new URL("./testing/fragile-process.ts", import.meta.url));
  /** Copies that stay until the test is over. */
  const kept = (names: readonly Fixture[]): Promise<string> =>
    new Promise((resolve, reject) => {
      let release: () => void = () => undefined;
      const held = new Promise<void>((go) => (release = go));
      onTestFinished(() => {
        release();
      });
      withModels(names, (folder) => {
        resolve(folder);
        return held;
      }).catch(reject);
    });

  async function started(panel: readonly Fixture[], own: readonly Fixture[]) {
    const folders = { modelsFolders: [await kept(panel)], ownModelsFolders: [await kept(own)] };
    const engine = await Engine.start({ ...folders, log: keptLog(), entry });
    onTestFinished(() => engine.close());
    const path = join(await kept([]), "film.raw");
    await writeFile(path, "FILM");
    return { engine, path };
  }

  it("answers with them, and counts them nowhere in the panel", async () => {
    const alone = await started(["tiny"], []);
    const without = await alone.engine.classify({ path: alone.path });
    const { engine, path } = await started(["tiny"], ["nan", "failing"]);
    expect(engine.models()).toMatchObject({
      loaded: [{ id: "tiny" }],
      own: [{ id: "failing" }, { id: "nan" }],
    });
    const reading = await engine.classify({ path });
    expect(reading.models).toEqual(without.models);
    expect(reading.agreement).toEqual(without.agreement);
    expect(reading.agreement).toMatchObject({ of: 1, level: "unanimous" });
    expect(reading.failures).toEqual([]);
    expect(reading.own.models).toEqual([]);
    // One ends the process on a film that is not blank, the other answers it with no number.
    expect(reading.own.failures).toMatchObject([
      { code: "inference/failed", params: { model: "failing" } },
      { code: "inference/failed", params: { model: "nan", detail: 'its output "logits" is not a number' } },
    ]);
  });

  it("gives their answers by their own calibration and threshold", async () => {
    const panel = await started(["tiny"], []);
    const { engine, path } = await started([], ["tiny"]);
    expect(engine.models()).toMatchObject({ loaded: [], failures: [{ code: "model/none" }] });
    // Without a network of the panel a film of 16 x 16 pixels is too small for what is usual.
    const reading = await engine.classify({ path, answerWithheld: true });
    const asPanel = await panel.engine.classify({ path: panel.path });
    expect(reading.own.models).toEqual(asPanel.models);
    expect(reading.heatMaps).toEqual(asPanel.heatMaps);
    expect(reading).toMatchObject({ models: [], agreement: { of: 0, verdict: null, probability: null } });
  });

  it("leaves out one that takes more memory than any network needs, in the end for good", async () => {
    const { engine, path } = await started(["tiny"], ["greedy"]);
    expect(engine.models().own.map(({ id }) => id)).toEqual(["greedy"]);
    for (let i = 0; i < 2; i++) {
      const reading = await engine.classify({ path });
      expect(reading).toMatchObject({ models: [{ id: "tiny" }], agreement: { of: 1 }, failures: [] });
      expect(reading.agreement.probability).toBe(reading.models[0]?.probability);
      expect(reading.own).toMatchObject({ models: [], failures: [{ params: { model: "greedy" } }] });
    }
    expect(engine.models()).toMatchObject({
      loaded: [{ id: "tiny" }],
      own: [],
      failures: [{ code: "model/load-failed", params: { model: "greedy" } }],
    });
  });
});
