// node scripts/run.mjs scripts/film-features.ts NETWORK LIST OUT: a network's features of the films whose paths LIST
// holds, one on a line, through the workstation's own code: float32, little endian, films x features.
// `training.film_space` asks for them.
import { readFileSync, writeFileSync } from "node:fs";
import { displayedGrey } from "../src/core/dicom/displayed-grey.ts";
import { preprocess } from "../src/core/models/preprocess.ts";
import { modelsFolder } from "../src/main/entry-points.ts";
import { openFilm } from "../src/main/film/open-film.ts";
import { loadModels } from "../src/main/inference/load-models.ts";
import { createNativeSession } from "../src/main/inference/onnx-native.ts";

const [network, list, out] = process.argv.slice(2);
if (network === undefined || list === undefined || out === undefined) {
  throw new Error("usage: film-features.ts NETWORK LIST OUT");
}
const { models } = await loadModels([modelsFolder()], { createSession: createNativeSession });
const model = models.find(({ manifest }) => manifest.id === network);
if (model === undefined) throw new Error(`there is no network ${network}`);

const paths = readFileSync(list, "utf8")
  .split("\n")
  .filter((path) => path !== "");
const rows: Float32Array[] = [];
for (const path of paths) {
  const film = await openFilm(readFileSync(path), { file: path });
  const frame = await film.decodeFrame(0);
  const image = { rows: frame.rows, columns: frame.columns, grey: displayedGrey(film, frame) };
  const { features } = await model.session.run(preprocess(image, model.manifest.input));
  if (features === undefined) throw new Error(`${network} has no features`);
  rows.push(features);
}
writeFileSync(out, Buffer.concat(rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))));
for (const { session } of models) await session.release();
