// npm run pointing: where an opacity is drawn into a film, does a network's heat map move toward it?
// On phantoms, and on normal films of the test split where ../shared has them. Prints the share of films per
// network with its 95 % interval, and how often a map is empty, as Markdown.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { wilsonInterval } from "../src/core/agreement/metrics/wilson.ts";
import { displayedGrey } from "../src/core/dicom/displayed-grey.ts";
import { preprocess, type GreyImage } from "../src/core/models/preprocess.ts";
import type { Session } from "../src/core/models/session.ts";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import type { LungZone } from "../src/core/phantom/options.ts";
import { modelsFolder } from "../src/main/entry-points.ts";
import { openFilm } from "../src/main/film/open-film.ts";
import { loadModels } from "../src/main/inference/load-models.ts";
import { createNativeSession } from "../src/main/inference/onnx-native.ts";
import { root } from "./tool.ts";

/** A place as fractions of the film's width and height. */
interface Place {
  readonly x: number;
  readonly y: number;
}
interface Pair {
  readonly normal: GreyImage;
  readonly opaque: GreyImage;
  readonly opacity: Place;
}

const zones: readonly LungZone[] = [
  "right-upper",
  "right-middle",
  "right-lower",
  "left-upper",
  "left-middle",
  "left-lower",
];
const perZone = 10;

function* phantomPairs(): Generator<Pair> {
  const [rows, columns] = [448, 448];
  for (const zone of zones) {
    for (let seed = 1; seed <= perZone; seed++) {
      const common = { seed, rows, columns, bits: 8, age: 4 };
      const opacity = { zone, size: 0.25, density: 0.85 };
      const [normal, opaque] = [drawPhantom(common), drawPhantom({ ...common, opacity })];
      const centre = opaque.geometry.opacity?.centre;
      if (centre === undefined) throw new Error("the phantom does not say where its opacity is");
      const grey = (values: ArrayLike<number>): GreyImage => ({
        rows,
        columns,
        grey: Float32Array.from(values, (value) => value / 255),
      });
      yield {
        normal: grey(normal.values),
        opaque: grey(opaque.values),
        opacity: { x: (centre.column + 0.5) / columns, y: (centre.row + 0.5) / rows },
      };
    }
  }
}

/** Where the lungs of an upright frontal film usually lie. */
const usual: readonly Place[] = [
  { x: 0.3, y: 0.38 },
  { x: 0.3, y: 0.6 },
  { x: 0.7, y: 0.38 },
  { x: 0.7, y: 0.6 },
];
/** Standard deviation of the drawn opacity's edge, as a fraction of the film's width, and its grey level. */
const spread = 0.07;
const dense = 0.8;

function withOpacity({ rows, columns, grey }: GreyImage, { x, y }: Place): GreyImage {
  const out = Float32Array.from(grey);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const far =
        (((column / columns - x) / spread) ** 2 + (((row / rows - y) * rows) / columns / spread) ** 2) / 2;
      const at = row * columns + column;
      const was = out[at] ?? 0;
      out[at] = was + Math.max(0, dense - was) * 0.85 * Math.exp(-far);
    }
  }
  return { rows, columns, grey: out };
}

/** As many films of a folder as there are phantoms. */
async function* filmsOf(folder: string): AsyncGenerator<GreyImage> {
  const names = readdirSync(folder)
    .toSorted()
    .slice(0, zones.length * perZone);
  for (const name of names) {
    const film = await openFilm(readFileSync(join(folder, name)), { file: name });
    const frame = await film.decodeFrame(0);
    yield { rows: frame.rows, columns: frame.columns, grey: displayedGrey(film, frame) };
  }
}

async function* filmPairs(folder: string): AsyncGenerator<Pair> {
  let index = 0;
  for await (const normal of filmsOf(folder)) {
    const opacity = usual[index++ % usual.length] as Place;
    yield { normal, opaque: withOpacity(normal, opacity), opacity };
  }
}

/** Centre of mass of a heat map; null where it is zero everywhere. */
function centreOf(map: { rows: number; columns: number; values: Float32Array }): Place | null {
  let [sum, x, y] = [0, 0, 0];
  map.values.forEach((value, index) => {
    sum += value;
    x += value * ((index % map.columns) + 0.5);
    y += value * (Math.floor(index / map.columns) + 0.5);
  });
  return sum > 0 ? { x: x / sum / map.columns, y: y / sum / map.rows } : null;
}
const middle: Place = { x: 0.5, y: 0.5 };
const apart = (a: Place, b: Place): number => Math.hypot(a.x - b.x, a.y - b.y);

const { models } = await loadModels([modelsFolder()], { createSession: createNativeSession });

async function heatMap(session: Session, input: Float32Array) {
  const { heatMap: map } = await session.run(input);
  if (map === undefined) throw new Error("a network has no heat map");
  return map;
}

async function report(title: string, pairs: Iterable<Pair> | AsyncIterable<Pair>): Promise<void> {
  const counts = new Map(models.map(({ manifest }) => [manifest.id, { toward: 0, of: 0, empty: 0 }]));
  for await (const { normal, opaque, opacity } of pairs) {
    for (const { manifest, session } of models) {
      const before = centreOf(await heatMap(session, preprocess(normal, manifest.input)));
      const after = centreOf(await heatMap(session, preprocess(opaque, manifest.input)));
      const count = counts.get(manifest.id);
      if (count === undefined) continue;
      count.of++;
      if (before === null) count.empty++;
      if (after !== null && apart(after, opacity) < apart(before ?? middle, opacity)) count.toward++;
    }
  }
  console.log(
    `\n| ${title} | Moved toward it | Share | 95 % interval | Empty before |\n|---|---|---|---|---|`,
  );
  for (const { manifest } of models) {
    const { toward, of, empty } = counts.get(manifest.id) ?? { toward: 0, of: 0, empty: 0 };
    const { low, high } = wilsonInterval(toward, of) ?? { low: 0, high: 1 };
    const percent = (share: number): string => `${Math.round(100 * share)} %`;
    console.log(
      `| ${manifest.title} ${manifest.version} | ${toward} of ${of} | ${percent(toward / of)} | ${percent(low)} to ${percent(high)} | ${empty} |`,
    );
  }
}

/** On how many of a folder's films each network's map is empty. */
async function reportEmpty(title: string, folder: string): Promise<void> {
  const counts = new Map(models.map(({ manifest }) => [manifest.id, 0]));
  for await (const film of filmsOf(folder)) {
    for (const { manifest, session } of models) {
      const map = await heatMap(session, preprocess(film, manifest.input));
      if (centreOf(map) === null) counts.set(manifest.id, (counts.get(manifest.id) ?? 0) + 1);
    }
  }
  console.log(`\n| ${title} | Empty |\n|---|---|`);
  for (const { manifest } of models)
    console.log(`| ${manifest.title} ${manifest.version} | ${counts.get(manifest.id)} |`);
}

await report("Phantoms", phantomPairs());
const films = join(root, "..", "shared", "data", "kermany", "test");
if (existsSync(films)) {
  await report("Normal films of the test split", filmPairs(join(films, "NORMAL")));
  await reportEmpty("Films with pneumonia of the test split", join(films, "PNEUMONIA"));
} else console.log("\nSKIPPED: the films of the test split are not there (../shared/data/kermany/test)");
for (const { session } of models) await session.release();
