// npm run test:soak [-- --studies N]: studies imported, read, flagged and exported through the served
// workstation's own interface, in one run; memory and file handles must stay flat and nothing may be lost.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { flatness, soak } from "../bench/soak.ts";
import { AppError } from "../src/core/base/errors.ts";

const usage = "usage: npm run test:soak [-- --studies N]   (10 or more; by default 5000)";

function asked(): number {
  try {
    const { values } = parseArgs({ options: { studies: { type: "string", default: "5000" } } });
    const studies = Number(values.studies);
    if (Number.isInteger(studies) && studies >= 10) return studies;
  } catch {
    // Said below.
  }
  console.error(usage);
  return process.exit(2);
}

const studies = asked();
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
const folder = await mkdtemp(join(tmpdir(), "overread-soak-"));
const holds = (yes: boolean): string => (yes ? "holds" : "DOES NOT HOLD");
const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
try {
  const tell = (line: string): void => {
    console.log(line);
  };
  const figures = await soak({ folder, studies, signal: stop.signal, tell });
  console.log(
    `${figures.imported} studies imported, ${figures.read} read, ${figures.flagged} flagged, ${figures.exported} exported in ${figures.seconds.toFixed(0)} s`,
  );
  console.log(`panels: ${JSON.stringify(figures.panels)}`);
  for (const fault of figures.faults.slice(0, 20)) console.log(`fault: ${fault}`);
  console.log(`nothing was lost: ${holds(figures.faults.length === 0)}`);
  const flat = flatness(figures.samples);
  if (flat === null) console.log("memory and file handles: not measured (this system has no /proc)");
  else {
    const { memory, handles } = flat;
    console.log(
      `memory of the main process ${mebibytes(memory.early)} early, ${mebibytes(memory.late)} at the end: ${holds(memory.flat)}`,
    );
    console.log(`file handles ${handles.early} early, ${handles.late} at the end: ${holds(handles.flat)}`);
  }
  const all = figures.faults.length === 0 && figures.flagged > 0;
  process.exitCode = all && flat?.memory.flat !== false && flat?.handles.flat !== false ? 0 : 1;
} catch (error) {
  if (!(error instanceof AppError && error.code === "job/cancelled")) throw error;
  console.log("cancelled.");
  process.exitCode = 130;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
