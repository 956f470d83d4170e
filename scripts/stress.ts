// npm run test:stress [-- FILMS]: films through the queue while processes are killed and the networks taken away.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stress } from "../bench/stress.ts";
import { modelsFolder } from "../src/main/entry-points.ts";

const films = Number(process.argv[2] ?? 2000);
const folder = await mkdtemp(join(tmpdir(), "overread-stress-"));
const models = join(folder, "models");
await cp(modelsFolder(), models, { recursive: true });
try {
  const log = { info: () => {}, warn: () => {}, error: console.error };
  const options = { models, folder: join(folder, "films"), films, kills: 20, away: 3000, seed: 1, log };
  const { answered, partly, reasons, kills, memory, seconds } = await stress(options);
  const failed = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  console.log(
    `${films} films in ${seconds.toFixed(0)} s: ${answered} answered by every network, ${partly} by some`,
  );
  console.log(`reasons in place of an answer: ${failed === 0 ? "none" : JSON.stringify(reasons)}`);
  console.log(`processes killed: ${kills}; networks taken away once, for ${options.away / 1000} s`);
  console.log(`memory after a tenth ${mebibytes(memory.early)}, at the end ${mebibytes(memory.end)}`);
  const all = answered + partly + failed === films;
  const flat = memory.end <= 1.2 * memory.early;
  console.log(`every film ends with an answer or a reason: ${all ? "holds" : "DOES NOT HOLD"}`);
  console.log(`memory stays flat (within a fifth): ${flat ? "holds" : "DOES NOT HOLD"}`);
  process.exitCode = all && flat ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
