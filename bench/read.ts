// One film read as the product reads it, against what no reader can do without: its codec and its networks.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import { Engine } from "../src/main/inference/engine.ts";
import { bareCodec, bareNetworks, codestreamOf } from "./bare.ts";
import { milliseconds, Missing, type Bench, type Comparison } from "./compare.ts";

const realFilm = fileURLToPath(new URL("../../shared/films/nema-RG1_J2KI-chest-pa.dcm", import.meta.url));

/** A phantom of the size of a computed radiograph, 16 bits, as lossless JPEG 2000. */
function phantomFilm(folder: string): string {
  const phantom = drawPhantom({ seed: 1, rows: 1955, columns: 1841, bits: 16, age: 4 });
  const plain = join(folder, "plain.dcm");
  const film = join(folder, "film.dcm");
  writeFileSync(plain, phantomDicom(phantom));
  const { error, status, stderr } = spawnSync("gdcmconv", ["--j2k", plain, film], { encoding: "utf8" });
  if (error !== undefined) {
    throw new Missing(`gdcmconv, which writes the film as JPEG 2000 (apt-get install libgdcm-tools)`);
  }
  if (status !== 0) throw new Error(`gdcmconv: ${stderr}`);
  return film;
}

async function comparison(name: string, path: string, engine: Engine, models: string): Promise<Comparison> {
  const bytes = readFileSync(path);
  const codestream = codestreamOf(bytes);
  const decode = await bareCodec();
  const networks = await bareNetworks(models);
  return {
    name,
    unit: "ms",
    ours: () => milliseconds(() => answered(engine, path)),
    reference: {
      name: "codec-openjpeg decode alone + onnxruntime-node run alone",
      run: () =>
        milliseconds(async () => {
          decode(codestream);
          for (const { run } of networks) await run();
        }),
    },
    bar: { side: "<=", value: 1.5 },
    warmUps: 3,
    rounds: 15,
  };
}

/** A film that the check withholds costs nothing: it would not be a comparison. */
async function answered(engine: Engine, path: string): Promise<void> {
  const { models } = await engine.classify({ path });
  if (models.length === 0 || models.some(({ probability }) => probability === null)) {
    throw new Error(`${path} was not answered by every network`);
  }
}

/** Start-up is left out: codec, networks and child process are warm on both sides. */
export const read: Bench = async function* ({ models, say }) {
  const folder = mkdtempSync(join(tmpdir(), "overread-bench-"));
  const log = { info: () => {}, warn: say, error: say };
  const engine = await Engine.start({ modelsFolders: [models], log });
  try {
    for (const { message } of engine.models().failures) say(message);
    yield await comparison("read", phantomFilm(folder), engine, models);
    if (existsSync(realFilm)) yield await comparison("read, NEMA RG1 chest PA", realFilm, engine, models);
    else say("missing: nema-RG1_J2KI-chest-pa.dcm in ../shared/films; only the phantom is compared");
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
};
