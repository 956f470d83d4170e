import { fork } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const target = fileURLToPath(new URL("target.ts", import.meta.url));
/** A case may take so much of a processor, and so long on a busy computer before it counts as hanging. */
const mostCpu = 2_000;
const mostWall = 20_000;
const mostMemory = 1024 ** 3;

interface Answer {
  readonly number: number;
  readonly kind: string;
  readonly seed: string;
  readonly cpuMs: number;
  readonly rss: number;
  readonly codes?: readonly string[];
  readonly fault?: string;
}

export interface Outcome {
  /** How often each code was given; "opened" for what was taken. */
  readonly codes: ReadonlyMap<string, number>;
  /** What should not have happened, with the number that makes it again. */
  readonly failures: readonly string[];
  readonly mostCpuMs: number;
  readonly mostRss: number;
}

/**
 * Opens mutated files in a process of their own, which is started again where it dies or hangs.
 * @param scratch an empty folder: nothing may be written but into its library and its case
 */
export async function fuzz(scratch: string, from: number, count: number): Promise<Outcome> {
  mkdirSync(scratch, { recursive: true });
  const codes = new Map<string, number>();
  const failures: string[] = [];
  let [mostCpuMs, mostRss, next] = [0, 0, from];
  const end = from + count;

  /** One process, until the end or its own. */
  const life = (): Promise<void> =>
    new Promise((resolve) => {
      const child = fork(target, [scratch], {
        execArgv: ["--max-old-space-size=1024"],
        serialization: "advanced",
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      });
      let errors = "";
      let timer: NodeJS.Timeout | undefined;
      child.stderr?.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString("utf8")).slice(-2000)));
      const ask = (): void => {
        if (next >= end) return void child.kill("SIGKILL");
        timer = setTimeout(() => child.kill("SIGTERM"), mostWall);
        child.send(next);
      };
      child.on("message", (answer: Answer | "ready") => {
        // Its start, with the seeds that it makes, is no case's time.
        if (answer === "ready") return ask();
        clearTimeout(timer);
        const { number, kind, seed, cpuMs, rss } = answer;
        const what = `case ${number} (${kind}, ${seed})`;
        mostCpuMs = Math.max(mostCpuMs, cpuMs);
        mostRss = Math.max(mostRss, rss);
        if (answer.fault !== undefined) failures.push(`${what}: ${answer.fault}`);
        if (cpuMs > mostCpu) failures.push(`${what}: it took ${Math.round(cpuMs)} ms`);
        if (rss > mostMemory) failures.push(`${what}: the process holds ${Math.round(rss / 2 ** 20)} MiB`);
        for (const code of answer.codes?.length === 0 ? ["opened"] : (answer.codes ?? [])) {
          codes.set(code, (codes.get(code) ?? 0) + 1);
          if (/^app\/|internal|unknown/.test(code)) failures.push(`${what}: ${code}`);
        }
        next = number + 1;
        ask();
      });
      child.on("exit", (code, signal) => {
        clearTimeout(timer);
        if (next < end) {
          failures.push(`case ${next}: the process ended with ${signal ?? code ?? "?"} ${errors}`);
          next++;
        }
        resolve();
      });
    });

  // Where everything fails, more of it says nothing.
  while (next < end && failures.length < 100) await life();
  const written = readdirSync(scratch).sort();
  const stray = written.filter((name) => name !== "library" && name !== "case");
  if (stray.length > 0) failures.push(`written outside the library: ${stray.join(", ")}`);
  return { codes, failures, mostCpuMs, mostRss };
}
