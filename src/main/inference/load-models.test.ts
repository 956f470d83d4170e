import { mkdir, readFile, symlink, writeFile, rm, cp, appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { ruleJson } from "../../core/agreement/testing/rule.ts";
import { loadModels, type LoadedModels } from "./load-models.ts";
import { createNativeSession } from "./onnx-native.ts";
import { withModels } from "./testing/fixtures.ts";

const load = (...folders: string[]) => loadModels(folders, { createSession: createNativeSession });
const ids = ({ models }: LoadedModels) => models.map(({ manifest }) => manifest.id);
const codes = ({ failures }: LoadedModels) => failures.map(({ code }) => code);

/** Changes a manifest's text. */
const rewrite = async (folder: string, from: string | RegExp, to: string): Promise<void> => {
  const path = join(folder, "model.json");
  const text = await readFile(path, "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(path, changed);
};

describe("loading networks", () => {
  it("takes the sound one and refuses the one of another shape", () =>
    withModels(["tiny", "three"], async (folder) => {
      const loaded = await load(folder);
      expect(ids(loaded)).toEqual(["tiny"]);
      expect(codes(loaded)).toEqual(["model/load-failed"]);
      expect(loaded.failures[0]?.message).toContain('"logits" is 3, not 2');
    }));

  it("keeps nothing of a network's files once it is loaded", () =>
    withModels(["tiny"], async (folder) => {
      setFlagsFromString("--expose-gc");
      const collect = runInNewContext("gc") as () => void;
      let files: WeakRef<object> | null = null;
      const { models } = await loadModels([folder], {
        createSession: (model) => {
          files = new WeakRef(model.files);
          return createNativeSession(model);
        },
      });
      await expect
        .poll(() => {
          collect();
          return files?.deref();
        })
        .toBeUndefined();
      expect(models).toHaveLength(1);
    }));

  it("refuses a file with another hash before it is loaded", () =>
    withModels(["tiny", "failing"], async (folder) => {
      const path = join(folder, "tiny", "weights.bin");
      const bytes = await readFile(path);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      await writeFile(path, bytes);
      const loaded = await load(folder);
      expect(ids(loaded)).toEqual(["failing"]);
      expect(codes(loaded)).toEqual(["model/hash-mismatch"]);
      expect(loaded.failures[0]?.message).toContain("weights.bin");
    }));

  it("refuses a file of another size or none", () =>
    withModels(["tiny", "failing"], async (folder) => {
      await appendFile(join(folder, "tiny", "model.onnx"), "x");
      await rm(join(folder, "failing", "model.onnx"));
      expect(codes(await load(folder)).sort()).toEqual(["model/file-missing", "model/hash-mismatch"]);
    }));

  it("refuses a link that leads out of the folder", () =>
    withModels(["tiny"], async (folder) => {
      const outside = join(tmpdir(), `overread-weights-${process.pid}.bin`);
      const inside = join(folder, "tiny", "weights.bin");
      await cp(inside, outside);
      try {
        await rm(inside);
        await symlink(outside, inside);
        const loaded = await load(folder);
        expect(ids(loaded)).toEqual([]);
        expect(loaded.failures[0]?.message).toContain("leads out");
      } finally {
        await rm(outside);
      }
    }));

  it("refuses manifests that are not JSON or not valid, and says where", () =>
    withModels(["tiny", "failing"], async (folder) => {
      await rewrite(join(folder, "tiny"), "{", "");
      await rewrite(join(folder, "failing"), /"threshold": \{\s*"value": 0\.5/, '"threshold": {"value": 5');
      const loaded = await load(folder);
      expect(codes(loaded)).toEqual(["model/manifest-invalid", "model/manifest-invalid"]);
      expect(loaded.failures.map(({ message }) => message).join()).toContain("threshold.value");
    }));

  it("refuses a graph that its manifest describes wrongly", () =>
    withModels(["tiny", "failing"], async (folder) => {
      await rewrite(join(folder, "tiny"), '"width": 16', '"width": 32');
      await rewrite(join(folder, "failing"), '"heatMap": "heat_map"', '"heatMap": "map"');
      const loaded = await load(folder);
      expect(ids(loaded)).toEqual([]);
      expect(loaded.failures.map(({ message }) => message).join()).toContain("1 x 1 x 16 x 32");
    }));

  it("keeps the panel's order, and the first of two with one id", () =>
    withModels(["tiny", "failing"], (folder) =>
      withModels(["tiny"], async (second) => {
        await rewrite(join(folder, "failing"), '"id": "failing"', '"id": "alexnet"');
        const loaded = await load(folder, second, folder);
        expect(ids(loaded)).toEqual(["alexnet", "tiny"]);
        expect(loaded.failures[0]?.message).toContain("another network is called tiny");
      }),
    ));

  it("loads one model's folder", () =>
    withModels(["tiny"], async (folder) => {
      expect(ids(await load(join(folder, "tiny")))).toEqual(["tiny"]);
    }));

  it("says where it found none", () =>
    withModels([], async (folder) => {
      expect(codes(await load(folder))).toEqual(["model/none"]);
      expect(codes(await load(join(folder, "nowhere")))).toEqual(["model/none"]);
    }));

  it("reads the panel's rule beside them", () =>
    withModels(["tiny"], async (folder) => {
      expect((await load(folder)).rule).toBeNull();
      await writeFile(join(folder, "panel.json"), JSON.stringify(ruleJson));
      const loaded = await load(folder);
      expect(loaded).toMatchObject({ rule: { version: "1.0.0", threshold: 0.5 }, failures: [] });
      expect(ids(loaded)).toEqual(["tiny"]);
    }));

  it.each([
    ["not JSON", "{"],
    ["not valid", JSON.stringify({ ...ruleJson, temperature: -1 })],
    ["too long", JSON.stringify({ ...ruleJson, limits: "x".repeat(1 << 20) })],
  ])("goes on without a rule that is %s, and says so", (_, text) =>
    withModels(["tiny"], async (folder) => {
      await writeFile(join(folder, "panel.json"), text);
      const loaded = await load(folder);
      expect(ids(loaded)).toEqual(["tiny"]);
      expect(loaded.rule).toBeNull();
      expect(codes(loaded)).toEqual(["model/panel-rule-invalid"]);
    }),
  );

  it("goes on without a rule that cannot be read", () =>
    withModels(["tiny"], async (folder) => {
      await mkdir(join(folder, "panel.json"));
      expect(codes(await load(folder))).toEqual(["model/panel-rule-invalid"]);
    }));

  it("leaves out what stopped the process before", () =>
    withModels(["tiny", "failing"], async (folder) => {
      const loaded = await loadModels([folder], { createSession: createNativeSession, excluded: ["tiny"] });
      expect(ids(loaded)).toEqual(["failing"]);
      expect(codes(loaded)).toEqual(["model/load-failed"]);
    }));

  it("reports a network that throws on a film", () =>
    withModels(["failing"], async (folder) => {
      const { models } = await load(folder);
      const session = models[0]?.session;
      await expect(session?.run(new Float32Array(256).fill(1))).rejects.toMatchObject({
        code: "inference/failed",
        params: { model: "failing" },
      });
      await expect(session?.run(new Float32Array(256).fill(0))).resolves.toMatchObject({
        heatMap: { rows: 4, columns: 4 },
      });
    }));
});
