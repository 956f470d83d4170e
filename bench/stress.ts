// Many films through the queue while what answers them is killed and the networks are taken away.
import { encode } from "fast-png";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { asAppError } from "../src/core/base/errors.ts";
import type { Log } from "../src/core/base/ports.ts";
import { Random } from "../src/core/phantom/random.ts";
import { Lanes, filmsAtOnce } from "../src/main/inference/engine-lanes.ts";
import { Engine } from "../src/main/inference/engine.ts";
import { startForked, type ProcessHandle, type StartProcess } from "../src/main/inference/start-process.ts";
import { residentOf } from "./memory.ts";

export interface StressOptions {
  /** Folder of the networks; it is moved away for a while and back. */
  readonly models: string;
  /** Folder for the films. */
  readonly folder: string;
  readonly films: number;
  readonly kills: number;
  /** Milliseconds for which the networks are taken away. */
  readonly away: number;
  readonly seed: number;
  readonly log: Log;
}

export interface StressReport {
  readonly films: number;
  /** Films with an answer of every network. */
  readonly answered: number;
  /** Films with an answer of some networks and a reason of the others. */
  readonly partly: number;
  /** Films with a reason in place of an answer, by its code. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Processes that were killed. */
  readonly kills: number;
  /** Bytes that this process and its children held after a tenth of the films, and at the end. */
  readonly memory: { readonly early: number; readonly end: number };
  readonly seconds: number;
}

/** Different films, few enough to be written quickly: 300 x 300 grey with a bright middle. */
async function writeFilms(folder: string, count: number, random: () => number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const side = 300;
  const paths: string[] = [];
  for (let film = 0; film < count; film++) {
    const tilt = random();
    const data = Uint8Array.from({ length: side * side }, (_, index) => {
      const [x, y] = [(index % side) / side - 0.5, Math.floor(index / side) / side - 0.5];
      return 40 + 180 * Math.exp(-6 * (x * x + y * y)) + 30 * Math.sin(20 * (x + tilt * y));
    });
    const path = join(folder, `film-${film}.png`);
    await writeFile(path, encode({ width: side, height: side, data, channels: 1, depth: 8 }));
    paths.push(path);
  }
  return paths;
}

/** Every process that is started, so that one of them can be killed. */
class Processes {
  readonly #alive = new Set<ProcessHandle>();

  readonly start: StartProcess = (entry, events) => {
    const child = startForked(entry, {
      ...events,
      exit: (reason) => {
        this.#alive.delete(child);
        events.exit(reason);
      },
    });
    this.#alive.add(child);
    return child;
  };

  get pids(): number[] {
    return [...this.#alive].flatMap(({ pid }) => pid ?? []);
  }
}

/** Distinct places among the films, in order. */
function places(count: number, films: number, random: () => number): number[] {
  const found = new Set<number>();
  while (found.size < count) found.add(Math.floor((0.05 + 0.9 * random()) * films));
  return [...found].sort((a, b) => a - b);
}

/** Runs the films through the queue's two lanes, and kills and takes away as it goes. */
export async function stress(options: StressOptions): Promise<StressReport> {
  const { models, films, log } = options;
  const source = new Random(options.seed);
  const random = (): number => source.unit();
  const paths = await writeFilms(options.folder, Math.min(films, 50), random);
  const processes = new Processes();
  const start = () => Engine.start({ modelsFolders: [models], log, startProcess: processes.start });
  const lanes = await Lanes.start({ start, log });
  const networks = lanes.models().loaded.length;
  const killAt = places(options.kills, films, random);
  const awayAt = Math.floor(films / 2);
  const memory = () => residentOf([process.pid, ...processes.pids]);
  const reasons: Record<string, number> = {};
  const counts = { answered: 0, partly: 0, kills: 0 };
  let early = 0;
  let tricks: Promise<void>[] = [];
  const began = performance.now();

  const kill = async (): Promise<void> => {
    await sleep(100 * random());
    const { pids } = processes;
    const pid = pids[Math.floor(random() * pids.length)];
    if (pid === undefined) return;
    process.kill(pid, "SIGKILL");
    counts.kills++;
  };
  const takeAway = async (): Promise<void> => {
    const away = `${models}-away`;
    await rename(models, away);
    // A process that is started now finds no networks.
    await kill();
    await sleep(options.away);
    await rename(away, models);
  };

  let next = 0;
  const work = async (): Promise<void> => {
    for (let film = next++; film < films; film = next++) {
      if (film === awayAt) tricks.push(takeAway());
      if (killAt.includes(film)) tricks.push(kill());
      if (film === Math.floor(films / 10)) early = memory();
      try {
        const reading = await lanes.classify({
          path: paths[film % paths.length] ?? "",
          answerWithheld: true,
        });
        const answers = reading.models.filter(({ probability }) => probability !== null).length;
        if (answers === networks) counts.answered++;
        else if (answers + reading.failures.length === networks) counts.partly++;
        else throw new Error(`film ${film} has neither an answer nor a reason of every network`);
      } catch (thrown) {
        const { code } = asAppError(thrown, "app/fault");
        if (code === "app/fault") throw thrown;
        reasons[code] = (reasons[code] ?? 0) + 1;
      }
    }
  };
  try {
    // Somewhat more than the lanes take at once, so that some always wait.
    await Promise.all(Array.from({ length: 2 * filmsAtOnce }, work));
    await Promise.all(tricks);
    tricks = [];
    const end = memory();
    return { films, ...counts, reasons, memory: { early, end }, seconds: (performance.now() - began) / 1000 };
  } finally {
    await Promise.allSettled(tricks);
    await lanes.close();
  }
}
