import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { displayedGrey } from "../../core/dicom/displayed-grey.ts";
import { calibratedProbability } from "../../core/models/calibrate.ts";
import { preprocess, type GreyImage } from "../../core/models/preprocess.ts";
import { modelsFolder } from "../entry-points.ts";
import { openFilm } from "../film/open-film.ts";
import { loadModels } from "./load-models.ts";
import { createNativeSession } from "./onnx-native.ts";
import { readFilmFile } from "./read-film-file.ts";
import { sampled } from "./testing/sampled.ts";

/** Films of one data set at their original size and, under the same names, at 224 x 224. */
const data = fileURLToPath(new URL("../../../../shared/data", import.meta.url));
const classes = ["NORMAL", "PNEUMONIA"];
const present = existsSync(join(data, "kermany-original")) && existsSync(join(data, "kermany"));
const { models } = await loadModels([modelsFolder()], { createSession: createNativeSession });

async function greyOf(path: string): Promise<GreyImage> {
  const film = await openFilm(await readFilmFile(path, path));
  const frame = await film.decodeFrame(0);
  return { rows: frame.rows, columns: frame.columns, grey: displayedGrey(film, frame) };
}

afterAll(() => Promise.all(models.map(({ session }) => session.release())));

describe.skipIf(!present)("a film's size does not change its answer (needs ../shared/data)", () => {
  it.skipIf(models.length === 0)(
    "probabilities at original size and at 224 x 224 differ by at most 0.02 on average",
    async () => {
      const sums = models.map(() => 0);
      let films = 0;
      for (const name of classes) {
        for (const file of sampled(readdirSync(join(data, "kermany-original", name)).sort(), 4)) {
          const original = await greyOf(join(data, "kermany-original", name, file));
          const small = await greyOf(join(data, "kermany", "train", name, file));
          films++;
          for (const [index, { manifest, session }] of models.entries()) {
            const [one, other] = await Promise.all(
              [original, small].map(async (image) => {
                const { logits } = await session.run(preprocess(image, manifest.input));
                return calibratedProbability(logits, manifest.calibration.temperature);
              }),
            );
            sums[index] = (sums[index] ?? 0) + Math.abs((one ?? Number.NaN) - (other ?? Number.NaN));
          }
        }
      }
      expect(films).toBeGreaterThan(20);
      for (const [index, sum] of sums.entries()) {
        expect(sum / films, models[index]?.manifest.id).toBeLessThanOrEqual(0.02);
      }
    },
    300_000,
  );
});
