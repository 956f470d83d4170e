import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GreyImage } from "../src/core/models/preprocess.ts";
import { preprocess } from "../src/core/models/preprocess.ts";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import { modelsFolder } from "../src/main/entry-points.ts";
import { loadModels, type LoadedModels } from "../src/main/inference/load-models.ts";
import { createNativeSession } from "../src/main/inference/onnx-native.ts";
import { sampled } from "../src/main/inference/testing/sampled.ts";
import { hasPytorch, Pytorch } from "./pytorch.ts";

const seeds = sampled(
  Array.from({ length: 20 }, (_, index) => index + 1),
  3,
);
const side = 300;

function film(seed: number): GreyImage {
  const opacity = { zone: "right-lower", size: 0.25 } as const;
  const { values } = drawPhantom({
    seed,
    rows: side,
    columns: side,
    bits: 8,
    age: 4,
    ...(seed % 2 === 0 ? { opacity } : {}),
  });
  return { rows: side, columns: side, grey: Float32Array.from(values, (value) => value / 255) };
}

/** Cosine of the angle between two maps of the same size. */
function cosine(a: readonly number[], b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? NaN;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

describe.skipIf(!hasPytorch())("heat maps of the graph are HiResCAM by PyTorch's autograd", () => {
  const folder = mkdtempSync(join(tmpdir(), "overread-heat-maps-"));
  let reference: Pytorch;
  let loaded: LoadedModels;
  beforeAll(async () => {
    reference = await Pytorch.start(modelsFolder(), "plain", () => undefined);
    loaded = await loadModels([modelsFolder()], { createSession: createNativeSession });
  }, 120_000);
  afterAll(async () => {
    reference.close();
    for (const { session } of loaded.models) await session.release();
    rmSync(folder, { recursive: true, force: true });
  });

  it(`on ${seeds.length} films, by every network: cosine above 0.999, zero where the other is`, async () => {
    const ids = loaded.models.map(({ manifest }) => manifest.id);
    let compared = 0;
    for (const seed of seeds) {
      const image = film(seed);
      const grey = join(folder, "film.f32");
      writeFileSync(grey, image.grey);
      const { answers } = await reference.classify({ grey, rows: side, columns: side }, ids);
      for (const { manifest, session } of loaded.models) {
        const { heatMap } = await session.run(preprocess(image, manifest.input));
        const theirs = answers.find(({ id }) => id === manifest.id)?.heatMap ?? [];
        const ours = heatMap?.values ?? new Float32Array();
        expect(ours.length, manifest.id).toBe(theirs.length);
        expect(Math.min(...ours), manifest.id).toBeGreaterThanOrEqual(0);
        // Where nothing speaks for pneumonia the final ReLU leaves zeros, which have no direction.
        if (Math.max(...theirs) === 0) expect(Math.max(...ours), manifest.id).toBeLessThan(1e-6);
        else {
          expect(cosine(theirs, ours), `${manifest.id}, film ${seed}`).toBeGreaterThan(0.999);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(seeds.length * 2);
  }, 300_000);
});
