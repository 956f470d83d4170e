import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { preprocess } from "../../core/models/preprocess.ts";
import { modelsFolder } from "../entry-points.ts";
import { createNativeSession } from "./onnx-native.ts";
import { readManifest, readModelFiles } from "./read-model.ts";
import { fixturesFolder } from "./testing/fixtures.ts";

/** Written in training by PyTorch, with exactly the weights that the ONNX file carries. */
const golden = z.object({
  model: z.string(),
  version: z.string(),
  vectors: z
    .array(
      z.object({
        name: z.string(),
        width: z.int(),
        height: z.int(),
        grey: z.base64(),
        logits: z.tuple([z.number(), z.number()]),
        heatMap: z.array(z.number()),
        featuresNorm: z.number(),
      }),
    )
    .min(1),
});

const shipped = existsSync(modelsFolder())
  ? readdirSync(modelsFolder())
      .map((name) => join(modelsFolder(), name))
      .filter((folder) => existsSync(join(folder, "model.json")))
  : [];
const tolerance = 1e-4;

describe("answers equal PyTorch's", () => {
  it.each([join(fixturesFolder, "tiny"), ...shipped])("%s", async (folder) => {
    const vectors = golden.parse(JSON.parse(readFileSync(join(folder, "golden.json"), "utf8")));
    const manifest = await readManifest(folder);
    expect(vectors).toMatchObject({ model: manifest.id, version: manifest.version });
    const session = await createNativeSession(await readModelFiles(folder, manifest));
    for (const vector of vectors.vectors) {
      const bytes = Buffer.from(vector.grey, "base64");
      expect(bytes.length).toBe(vector.width * vector.height);
      const grey = Float32Array.from(bytes, (value) => value / 255);
      const answer = await session.run(
        preprocess({ rows: vector.height, columns: vector.width, grey }, manifest.input),
      );
      answer.logits.forEach((value, index) => {
        expect(Math.abs(value - (vector.logits[index] ?? Number.NaN)), vector.name).toBeLessThan(tolerance);
      });
      expect(answer.heatMap?.values.length).toBe(vector.heatMap.length);
      answer.heatMap?.values.forEach((value, index) => {
        expect(Math.abs(value - (vector.heatMap[index] ?? Number.NaN)), vector.name).toBeLessThan(tolerance);
      });
      const norm = Math.hypot(...(answer.features ?? []));
      expect(Math.abs(norm / vector.featuresNorm - 1), vector.name).toBeLessThan(tolerance);
    }
    await session.release();
  });
});
