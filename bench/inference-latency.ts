// One film at a time: each network alone and the panel, with heat maps.
import type { FilmReading } from "../src/core/models/reading.ts";
import { Engine } from "../src/main/inference/engine.ts";
import type { BareNetwork } from "./bare.ts";
import { median, milliseconds, type BenchOptions, type Comparison } from "./compare.ts";
import type { BenchFilm } from "./films.ts";
import { holdAgainst, Pytorch, type PytorchWay } from "./pytorch.ts";

interface LatencyOptions extends BenchOptions {
  readonly networks: readonly BareNetwork[];
  readonly films: readonly BenchFilm[];
}

/** What everything around the networks may cost a panel, as a share of the bare runs' sum. */
const around = 0.3;

/** A reading with every network's answer and heat map. */
export async function answered(engine: Engine, film: BenchFilm, networks: number): Promise<FilmReading> {
  const reading = await engine.classify({ path: film.path });
  const { models, heatMaps } = reading;
  if (models.length !== networks || models.some(({ probability }) => probability === null)) {
    throw new Error(`${film.path} was not answered by every network`);
  }
  if (heatMaps.length !== networks) throw new Error(`${film.path} has not every heat map`);
  return reading;
}

/**
 * Milliseconds from asking the engine to having its reading, less what the reading itself says that file to
 * grey levels and film check took. Left are preprocessing, networks, heat maps and the way between the
 * processes.
 */
async function withoutDecoding(engine: Engine, film: BenchFilm, networks: number): Promise<number> {
  let decode = 0;
  const wall = await milliseconds(async () => {
    decode = (await answered(engine, film, networks)).ms.decode;
  });
  return wall - decode;
}

/** Milliseconds of each network's bare run, by id. */
async function aloneOf(networks: readonly BareNetwork[]): Promise<Map<string, number>> {
  const times = networks.map((): number[] => []);
  for (let round = -3; round < 15; round++) {
    for (const [index, { run }] of networks.entries()) {
      const time = await milliseconds(run);
      if (round >= 0) times[index]?.push(time);
    }
  }
  return new Map(networks.map(({ id }, index) => [id, median(times[index] ?? [])]));
}

/**
 * The bar against the bare runs is the panel's: 1.3 times their sum. What is around the networks
 * (preprocessing, the way between the processes) costs one network about as much as it costs four, so a single
 * network has the same milliseconds for it as the panel has, not the same share of its own short run.
 */
export function bareBar(subject: readonly string[], alone: ReadonlyMap<string, number>): number {
  const sum = (ids: Iterable<string>): number =>
    [...ids].reduce((total, id) => total + (alone.get(id) ?? 0), 0);
  return Number((1 + (around * sum(alone.keys())) / sum(subject)).toFixed(2));
}

/** Half of plain PyTorch's time; beside it PyTorch with everything that makes it quicker, than which Overread is to be no slower. */
const pytorchBars: readonly { way: PytorchWay; title: string; bar: number }[] = [
  { way: "plain", title: "plain Python", bar: 0.5 },
  { way: "tuned", title: "tuned Python", bar: 1 },
];

export async function* latency(options: LatencyOptions): AsyncGenerator<Comparison> {
  const { models, say, networks, films } = options;
  const log = { info: () => {}, warn: say, error: say };
  const alone = await aloneOf(networks);
  // A reference that is missing is told with every figure that needs it.
  const starting = new Map<PytorchWay, Promise<Pytorch>>();
  const pytorch = (way: PytorchWay): Promise<Pytorch> => {
    const started = starting.get(way) ?? Pytorch.start(models, way, say);
    starting.set(way, started);
    return started;
  };
  const panel = { title: "panel", networks, folder: models };
  const single = networks.map((network) => {
    return { title: network.id, networks: [network], folder: network.folder };
  });
  try {
    for (const subject of networks.length > 1 ? [...single, panel] : [panel]) {
      const engine = await Engine.start({ modelsFolders: [subject.folder], log });
      const ids = subject.networks.map(({ id }) => id);
      const count = ids.length;
      for (const film of films) {
        const name = `${subject.title} with heat map, ${film.name}`;
        const ours = () => withoutDecoding(engine, film, count);
        yield {
          name: `${name}: over the bare run`,
          unit: "ms",
          ours,
          reference: {
            name: count === 1 ? "onnxruntime-node run alone" : "sum of onnxruntime-node runs alone",
            run: () =>
              milliseconds(async () => {
                for (const { run } of subject.networks) await run();
              }),
          },
          bar: { side: "<=", value: bareBar(ids, alone) },
          warmUps: 3,
          rounds: 15,
        };
        for (const { way, title, bar } of pytorchBars) {
          let held = false;
          yield {
            name: `${name}: over ${title}`,
            unit: "ms",
            ours,
            reference: {
              name: `PyTorch (${way}) with heat maps by autograd`,
              run: async () => {
                const { ms, answers } = await (await pytorch(way)).classify(film, ids);
                if (!held) {
                  const apart = holdAgainst(await answered(engine, film, count), answers);
                  say(`${name}: both sides' probabilities within ${apart.probability.toExponential(0)}`);
                  held = true;
                }
                return ms;
              },
            },
            bar: { side: "<=", value: bar },
            warmUps: 2,
            rounds: 9,
          };
        }
      }
      await engine.close();
    }
  } finally {
    for (const started of starting.values()) (await started.catch(() => undefined))?.close();
  }
}
