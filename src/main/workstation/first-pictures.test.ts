import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type { ContentHash } from "../../core/base/ids.ts";
import { phantomDicom } from "../../core/phantom/dicom.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { openFilm } from "../film/open-film.ts";
import { paintedFrame, type PaintedFrame } from "../inference/engine-messages.ts";
import { layout } from "../store/library-folder.ts";
import { FrameDecoder } from "../inference/decode-frames.ts";
import type { FilmEngine } from "../inference/engine-lanes.ts";
import type { ProvingEngine } from "./lazy-engine.ts";
import { ScriptedEngine, testWorkstation } from "./testing/workstation.ts";

const film = phantomDicom(drawPhantom({ seed: 1, rows: 300, columns: 240, bits: 12, age: 4 }));
const hash = createHash("sha256").update(film).digest("hex") as ContentHash;
const stage = { width: 500, height: 400, smooth: true };
const ready = { layout: "one", priorElsewhere: false, stage } as const;

/** A workstation whose engines paint in this process, and the files that they painted. */
async function paintingWorkstation() {
  const asked: string[] = [];
  let idle = true;
  const startEngine = (): Promise<ProvingEngine> => {
    const scripted = new ScriptedEngine();
    const decoder = new FrameDecoder(openFilm);
    const paint: FilmEngine["paint"] = async ({ path, file = "", frame, stage: on }) => {
      asked.push(file);
      const request = { kind: "paint", id: 1, path, file, frame, stage: on } as const;
      return paintedFrame.parse(await decoder.paint(request));
    };
    return Promise.resolve({
      get idle() {
        return idle;
      },
      paint,
      models: () => scripted.models(),
      decode: () => scripted.decode(),
      classify: (film) => scripted.classify(film),
      useThreads: () => undefined,
      prove: () => scripted.prove(),
      close: () => Promise.resolve(),
    });
  };
  const desk = await testWorkstation(startEngine);
  await desk.importAll({ "film.dcm": film });
  const { rows } = await desk.ask("worklist.list", {});
  const studyUid = rows[0]?.studyUid;
  const films = await desk.ask("study.films", { studyUid });
  const filmId = films.films[0]?.filmId;
  const first = async (): Promise<PaintedFrame["picture"]> =>
    (await desk.ask("film.first", { filmId, stage })).picture;
  /** Has both engines running: they are started when they are first needed. */
  const startBoth = async (): Promise<void> => {
    await expect(desk.ask("film.pixels", { filmId, ahead: true })).rejects.toThrow();
    await expect(desk.ask("film.pixels", { filmId })).rejects.toThrow();
  };
  return { desk, studyUid, first, startBoth, asked, busy: () => (idle = false) };
}

it("paints what a study that is opened will show, before it is asked for and once", async () => {
  const { desk, studyUid, first, startBoth, asked } = await paintingWorkstation();
  await startBoth();
  await desk.ask("study.open", { studyUid, ready });
  expect(asked).toHaveLength(1);
  const foreseen = await first();
  expect(asked).toHaveLength(1);
  const anew = await first();
  expect(asked).toHaveLength(2);
  expect(foreseen).toEqual(anew);
});

it("begins nothing where it would be in the way, or for a place that the study will not have", async () => {
  const { desk, studyUid, startBoth, asked, busy } = await paintingWorkstation();
  await startBoth();
  await desk.ask("study.open", { studyUid });
  await desk.ask("study.open", { studyUid, ready: { ...ready, layout: "side-by-side" } });
  busy();
  await desk.ask("study.open", { studyUid, ready });
  expect(asked).toEqual([]);
});

it("does not show what was painted of a file that is not the film's", async () => {
  const { desk, studyUid, first, startBoth } = await paintingWorkstation();
  await startBoth();
  const path = layout.film(desk.library, hash);
  const bytes = await readFile(path);
  bytes[bytes.length - 1000] = (bytes.at(-1000) ?? 0) ^ 1;
  await writeFile(path, bytes);
  await desk.ask("study.open", { studyUid, ready });
  await expect(first()).rejects.toThrow(expect.objectContaining({ code: "library/film-missing" }));
});
