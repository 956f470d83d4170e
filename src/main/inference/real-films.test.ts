import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { modelsFolder } from "../entry-points.ts";
import { openFilm } from "../film/open-film.ts";
import { classifyFilm } from "./classify-film.ts";
import { loadModels } from "./load-models.ts";
import { createNativeSession } from "./onnx-native.ts";
import { readFilmFile } from "./read-film-file.ts";

/** Real films that are not part of the project; see the README beside them. */
const folder = fileURLToPath(new URL("../../../../shared/films", import.meta.url));

/** What their headers say, by pydicom and by that README. */
const films = [
  ["nih-udacity-test1.dcm", "warn", "81 years"],
  ["nih-udacity-test2.dcm", "warn", "58 years"],
  ["nih-udacity-test3.dcm", "warn", "77 years"],
  ["nih-udacity-test4.dcm", "withhold", "RIBCAGE"],
  ["nih-udacity-test5.dcm", "withhold", "CT"],
  ["nih-udacity-test6.dcm", "warn", "view is not known"],
  ["nema-RG1_J2KI-chest-pa.dcm", "warn", "64 years"],
  ["nema-RG3_J2KR-extremity-negative-control.dcm", "withhold", "EXTREMITY"],
  ["highdicom-dx_image.dcm", "withhold", "does not look like"],
] as const;

describe.skipIf(!existsSync(folder))("film check of real films (needs ../shared/films)", async () => {
  const networks = await loadModels([modelsFolder()], { createSession: createNativeSession });

  it.each(films)("%s: %s, %s", async (name, verdict, found) => {
    const film = await openFilm(await readFilmFile(join(folder, name), name), { file: name });
    const frame = await film.decodeFrame(0);
    const asked = { ...networks, skip: [], onRun: () => undefined };
    const { check } = await classifyFilm(film, frame, asked, () => performance.now(), 0);
    expect(check.verdict).toBe(verdict);
    expect(check.reasons[0]).toContain(found);
  });
});
