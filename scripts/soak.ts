// npm run test:soak [-- --studies N] [--figures FILE]: studies imported, read, flagged and exported through the
// served workstation's own interface, in one run; memory and file handles must stay flat and nothing may be lost.
// However it ends, it says why, and FILE keeps what was measured until then.
import { appendFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { flatness, type Growth } from "../bench/flatness.ts";
import { soak, type Checkpoint } from "../bench/soak.ts";

const usage =
  "usage: npm run test:soak [-- --studies N] [--figures FILE]   (10 studies or more; by default 5000)";

function asked(): { studies: number; figures: string | undefined } {
  try {
    const options = { studies: { type: "string", default: "5000" }, figures: { type: "string" } } as const;
    const { values } = parseArgs({ options });
    const studies = Number(values.studies);
    if (Number.isInteger(studies) && studies >= 10) return { studies, figures: values.figures };
  } catch {
    // Said below.
  }
  console.error(usage);
  return process.exit(2);
}

const { studies, figures } = asked();
const folder = await mkdtemp(join(tmpdir(), "overread-soak-"));
const file = figures ?? `${folder}.jsonl`;
writeFileSync(file, "");
console.log(`figures after each batch: ${file}`);

const stop = new AbortController();
let stoppedBy = "";
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    stoppedBy ||= signal;
    stop.abort();
  });

const checkpoints: Checkpoint[] = [];
const done = (): number => checkpoints.at(-1)?.studies ?? 0;
let why = "it ended before its work did";
process.on("exit", (code) => {
  const end = `ended after ${done()} of ${studies} studies (exit code ${code}): ${why}`;
  console.log(end);
  appendFileSync(file, `${JSON.stringify({ end })}\n`);
});

const holds = (yes: boolean): string => (yes ? "holds" : "DOES NOT HOLD");
const mebibytes = (bytes: number | null): string =>
  bytes === null ? "?" : `${(bytes / 2 ** 20).toFixed(0)} MiB`;

function onBatch(one: Checkpoint): void {
  checkpoints.push(one);
  appendFileSync(file, `${JSON.stringify(one)}\n`);
  console.log(
    `${one.studies} of ${studies} studies in ${one.seconds.toFixed(0)} s: ${mebibytes(one.memory)}, networks ${mebibytes(one.networks)}, ${one.handles ?? "?"} file handles`,
  );
}

/** @returns whether nothing grew, as far as it was measured */
function sayFlatness(): boolean {
  const flat = flatness(checkpoints);
  if (flat === null) {
    console.log("memory and file handles: too little was measured");
    return true;
  }
  const grew = ({ early, late }: Growth) => `${mebibytes(early)} early, ${mebibytes(late)} at the end`;
  const { memory, networks, handles } = flat;
  console.log(`memory of the main process: ${grew(memory)}: ${holds(memory.flat)}`);
  console.log(`memory of the largest process of the networks: ${grew(networks)}: ${holds(networks.flat)}`);
  console.log(`file handles: ${handles.early} early, ${handles.late} at the end: ${holds(handles.flat)}`);
  return memory.flat && networks.flat && handles.flat;
}

try {
  const run = await soak({ folder, studies, signal: stop.signal, onBatch });
  console.log(
    `${run.imported} studies imported, ${run.read} read, ${run.flagged} flagged, ${run.exported} exported in ${run.seconds.toFixed(0)} s`,
  );
  console.log(`panels: ${JSON.stringify(run.panels)}`);
  for (const fault of run.faults.slice(0, 20)) console.log(`fault: ${fault}`);
  console.log(`nothing was lost: ${holds(run.faults.length === 0)}`);
  const flat = sayFlatness();
  const all = flat && run.faults.length === 0 && run.flagged > 0;
  why = all ? "everything held" : "something above did not hold";
  process.exitCode = all ? 0 : 1;
} catch (error) {
  sayFlatness();
  why = stop.signal.aborted ? `stopped by ${stoppedBy}` : String(error);
  process.exitCode = stop.signal.aborted ? 130 : 1;
  if (!stop.signal.aborted) console.error(error);
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
