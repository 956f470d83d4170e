// How fast onnxruntime-node alone can be on many films.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("./bare-process.ts", import.meta.url));
const cores = Math.min(4, availableParallelism());

/** Starts a process that has loaded the networks and run each once. */
export async function startBare(models: string, threads = cores): Promise<ChildProcess> {
  const child = fork(entry, [models, String(threads)], { execArgv: [] });
  const [message] = await Promise.race([once(child, "message"), once(child, "exit")]);
  if (message !== "ready") throw new Error(`the bare process ended (${message}) before it was ready`);
  return child;
}

/** Runs films in processes side by side. @returns films a second */
async function rate(children: readonly ChildProcess[], films: number): Promise<number> {
  const each = Math.ceil(films / children.length);
  const start = performance.now();
  await Promise.all(
    children.map(async (child) => {
      child.send(each);
      await once(child, "message");
    }),
  );
  return (1000 * each * children.length) / (performance.now() - start);
}

/**
 * The bare throughput with every core busy (at most four): `session.run` on ready tensors of all networks, one
 * film after the other, in one process whose networks use a thread for each core, and in as many
 * processes with one thread as there are cores. What is quicker counts: the second where a network does not
 * divide evenly, the first where memory is what is short.
 */
export class BareRunners {
  readonly #arrangements: readonly (readonly ChildProcess[])[];

  private constructor(arrangements: readonly (readonly ChildProcess[])[]) {
    this.#arrangements = arrangements;
  }

  static async start(models: string): Promise<BareRunners> {
    const wide = [await startBare(models)];
    const narrow: ChildProcess[] = [];
    for (let core = 0; core < cores; core++) narrow.push(await startBare(models, 1));
    return new BareRunners([wide, narrow]);
  }

  /** @returns films a second of the quicker arrangement */
  async rate(films: number): Promise<number> {
    const rates: number[] = [];
    for (const children of this.#arrangements) rates.push(await rate(children, films));
    return Math.max(...rates);
  }

  close(): void {
    for (const child of this.#arrangements.flat()) child.kill();
  }
}
