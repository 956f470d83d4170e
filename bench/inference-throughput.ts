// Many small films, as the queue of the workstation asks for them.
import { Engine } from "../src/main/inference/engine.ts";
import { filmsAtOnce, Lanes } from "../src/main/inference/engine-lanes.ts";
import { startForked, type ProcessHandle, type StartProcess } from "../src/main/inference/start-process.ts";
import { BareRunners } from "./bare-runners.ts";
import type { BenchOptions, Comparison } from "./compare.ts";
import { manyFilms } from "./films.ts";
import { gibibyte, memoryBar } from "./inference-load.ts";
import { MemoryWatch } from "./memory.ts";

/** Films that are measured, in so many rounds; one more round goes before, in which the second process starts. */
const films = 500;
const rounds = 5;

/** Asks for all films, a few at once, as the panel's queue does. @returns films a second */
async function rateOf(lanes: Lanes, paths: readonly string[]): Promise<number> {
  const waiting = paths.values();
  const start = performance.now();
  const work = async (): Promise<void> => {
    for (const path of waiting) {
      const { models, failures } = await lanes.classify({ path });
      if (models.length === 0 || failures.length > 0)
        throw new Error(`${path} was not answered by every network`);
    }
  };
  await Promise.all(Array.from({ length: filmsAtOnce }, work));
  return (1000 * paths.length) / (performance.now() - start);
}

/**
 * Ours is everything from files to readings with heat maps, decoding included, through the product's engines.
 * The memory is that of the engines' processes, their start included.
 */
export async function* throughput(
  options: BenchOptions & { readonly folder: string },
): AsyncGenerator<Comparison> {
  const { models, say, folder } = options;
  const log = { info: () => {}, warn: say, error: say };
  const paths = manyFilms(folder, films);
  const processes: ProcessHandle[] = [];
  const memory = new MemoryWatch(() => processes.flatMap(({ pid }) => (pid === undefined ? [] : [pid])));
  const startProcess: StartProcess = (entry, events) => {
    const process = startForked(entry, events);
    processes.push(process);
    return process;
  };
  const start = (threads: number) => Engine.start({ modelsFolders: [models], log, startProcess, threads });
  const lanes = await Lanes.start({ start, log });
  const bare = await BareRunners.start(models);
  try {
    let round = 0;
    yield {
      name: `panel with heat maps, ${films} films of 224 pixels`,
      unit: "films/s",
      ours: () => {
        const part = paths.filter((_, index) => index % rounds === round % rounds);
        round++;
        return rateOf(lanes, part);
      },
      reference: {
        name: "onnxruntime-node run alone, on every core",
        run: () => bare.rate(films / rounds),
      },
      bar: { side: ">=", value: 0.85 },
      warmUps: 1,
      rounds,
    };
    yield {
      name: `peak memory of the engines during the ${films} films`,
      unit: "GiB",
      ours: async () => memory.peak / gibibyte,
      reference: memoryBar,
      bar: { side: "<=", value: 1 },
      warmUps: 0,
      rounds: 1,
    };
  } finally {
    memory.stop();
    bare.close();
    await lanes.close();
  }
}
