// The networks in Debian's PyTorch, in a process of its own, asked over its standard streams.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { FilmReading } from "../src/core/models/reading.ts";
import { Missing } from "./compare.ts";
import type { BenchFilm } from "./films.ts";

const script = fileURLToPath(new URL("./reference/pytorch_reference.py", import.meta.url));
/** Debian's Python is the one that sees Debian's PyTorch. */
const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
const packages = "python3-torch python3-onnx python3-pil";

const ready = z.object({
  ready: z.object({ torch: z.string(), threads: z.int().positive(), networks: z.array(z.string()) }),
});
const answered = z.object({
  ms: z.number().positive(),
  answers: z.array(
    z.object({ id: z.string(), probability: z.number().min(0).max(1), heatMap: z.array(z.number()) }),
  ),
});
export type PytorchAnswer = z.output<typeof answered>;

/** Largest difference of a probability at which both sides count as having done the same. */
const sameProbability = 1e-3;
/** The same for heat maps, as a share of their largest value. */
const sameHeat = 1e-2;

/**
 * Holds the reference's answers against ours: a reference that answers otherwise does other work, and is refused.
 * @returns the largest differences
 */
export function holdAgainst(
  ours: Pick<FilmReading, "models" | "heatMaps">,
  theirs: PytorchAnswer["answers"],
): { probability: number; heat: number } {
  let [probability, heat] = [0, 0];
  for (const { id, probability: our } of ours.models) {
    const their = theirs.find((answer) => answer.id === id);
    const ourMap = ours.heatMaps.find((map) => map.modelId === id)?.values;
    if (our === null || their === undefined || ourMap?.length !== their.heatMap.length) {
      throw new Error(`${id} was not answered by both sides`);
    }
    probability = Math.max(probability, Math.abs(our - their.probability));
    const top = Math.max(...their.heatMap);
    if (top > 0)
      heat = Math.max(heat, ...their.heatMap.map((t, i) => Math.abs(t - (ourMap[i] ?? NaN)) / top));
  }
  if (theirs.length !== ours.models.length || !(probability <= sameProbability) || !(heat <= sameHeat)) {
    throw new Error(
      `PyTorch's answers are others than ours: probability by ${probability}, heat map by ${heat}`,
    );
  }
  return { probability, heat };
}

const probe = () => spawnSync(python, ["-c", "import torch, onnx, numpy, PIL"], { encoding: "utf8" });

/** Whether a test that needs PyTorch runs: without it the test is skipped, said aloud; in CI it then fails. */
export function hasPytorch(): boolean {
  if (probe().status === 0 || process.env["CI"] === "true") return true;
  process.stderr.write(`SKIPPED, not installed: PyTorch for Python (Debian: apt-get install ${packages})\n`);
  return false;
}

/** How the reference is written: as a clinician-programmer would, or with what a reader of tutorials would not know. */
export type PytorchWay = "plain" | "tuned";

/** The reference's process, for as long as it is needed. */
export class Pytorch {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>) {
    this.#child = child;
    this.#lines = lines;
  }

  /** @throws Missing where Python does not find PyTorch and what else it needs */
  static async start(models: string, way: PytorchWay, say: (message: string) => void): Promise<Pytorch> {
    if (probe().status !== 0) throw new Missing(`PyTorch for Python (apt-get install ${packages})`);
    const child = spawn(python, [script, models, way], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const reference = new Pytorch(child, lines);
    const { torch, threads } = ready.parse(await reference.#next()).ready;
    say(`PyTorch ${torch}, ${way}, with ${threads === 1 ? "one thread" : `${threads} threads`}`);
    return reference;
  }

  /** The answers of some networks about a film, and the milliseconds that they took without reading the film. */
  async classify(
    film: Omit<BenchFilm, "name" | "path">,
    networks: readonly string[],
  ): Promise<PytorchAnswer> {
    const { grey, rows, columns } = film;
    this.#child.stdin?.write(`${JSON.stringify({ grey, rows, columns, networks })}\n`);
    const answer = answered.parse(await this.#next());
    // Its threads spin for a moment before they sleep, and whoever is measured next must not pay for it.
    await sleep(20);
    return answer;
  }

  async #next(): Promise<unknown> {
    const { done, value } = await this.#lines.next();
    if (done === true) throw new Error("the Python reference has ended; its message stands above");
    return JSON.parse(value);
  }

  close(): void {
    this.#child.kill();
  }
}
