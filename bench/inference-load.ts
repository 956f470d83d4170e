// Starting an engine with all networks: how long, and how much memory it then holds.
import { Engine } from "../src/main/inference/engine.ts";
import { startBare } from "./bare-runners.ts";
import { milliseconds, type BenchOptions, type Comparison } from "./compare.ts";
import { residentOf } from "./memory.ts";

export const gibibyte = 1024 ** 3;
/** Memory has an absolute bar: the reference is the bar itself. */
export const memoryBar = { name: "the most it may hold", run: () => Promise.resolve(1.5) };

export async function* loading({ models, say }: BenchOptions): AsyncGenerator<Comparison> {
  const log = { info: () => {}, warn: say, error: say };
  const start = () => Engine.start({ modelsFolders: [models], log });
  yield {
    name: "engine started, networks loaded and checked",
    unit: "s",
    ours: () => secondsToStart(start, (engine) => engine.close()),
    reference: {
      name: "a Node process that loads the same files with onnxruntime-node and runs each network once",
      run: () =>
        secondsToStart(
          () => startBare(models),
          (child) => child.kill(),
        ),
    },
    // Nobody set a bar for this one: it keeps hashing and checking from costing as much as loading does.
    bar: { side: "<=", value: 2 },
    warmUps: 1,
    rounds: 5,
  };
  yield {
    name: "memory of the engine with the networks loaded",
    unit: "GiB",
    ours: async () => {
      const engine = await start();
      try {
        return residentOf(engine.pid === undefined ? [] : [engine.pid]) / gibibyte;
      } finally {
        await engine.close();
      }
    },
    reference: memoryBar,
    bar: { side: "<=", value: 1 },
    warmUps: 0,
    rounds: 1,
  };
}

async function secondsToStart<Thing>(
  start: () => Promise<Thing>,
  end: (thing: Thing) => unknown,
): Promise<number> {
  let started: Thing | undefined;
  const time = await milliseconds(async () => (started = await start()));
  if (started !== undefined) await end(started);
  return time / 1000;
}
