// Films into a library: the command line's import against Orthanc's upload and against bare copying.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import type { Bench } from "./compare.ts";
import { MemoryWatch } from "./memory.ts";
import { orthancName, startOrthanc } from "./orthanc.ts";

const usualCount = 2_000;
/** 1,024 x 1,024 pixels of 16 bits: 2 MiB. */
const side = 1_024;
/** Uploads on their way at once: one alone would leave Orthanc idle while it is read. */
const uploads = 4;
const cli = fileURLToPath(new URL("../src/main/cli/main.ts", import.meta.url));

/** Films of 2 MiB, a study each; they share a picture, no two share a header. */
function writeFilms(folder: string, count: number): string[] {
  const phantom = drawPhantom({ seed: 1, rows: side, columns: side, bits: 12, age: 4 });
  return Array.from({ length: count }, (_, index) => {
    const study = `1.2.826.0.1.3680043.10.1338.${index + 1}`;
    const override = {
      StudyInstanceUID: study,
      SeriesInstanceUID: `${study}.1`,
      SOPInstanceUID: `${study}.1.1`,
      PatientID: `BENCH-${index}`,
    };
    const path = join(folder, `${String(index).padStart(5, "0")}.dcm`);
    writeFileSync(path, phantomDicom(phantom, { override }));
    return path;
  });
}

/** What was written before is on the disk: nobody waits for another's work. */
const settle = (): void => {
  execFileSync("sync");
};

/** @returns films a second, and the most bytes that the process held */
async function ours(films: string, count: number, folder: string): Promise<{ rate: number; peak: number }> {
  const library = mkdtempSync(join(folder, "library-"));
  settle();
  const start = performance.now();
  const child = spawn(process.execPath, [cli, "import", films, "--library", library, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const watch = new MemoryWatch(() => (child.pid === undefined ? [] : [child.pid]));
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
  await new Promise((resolve) => child.once("close", resolve));
  const seconds = (performance.now() - start) / 1000;
  watch.stop();
  const { imported, rejected } = JSON.parse(text.trim()) as { imported: number; rejected: unknown[] };
  if (imported !== count || rejected.length > 0)
    throw new Error(`${imported} of ${count} films were imported`);
  rmSync(library, { recursive: true });
  return { rate: count / seconds, peak: watch.peak };
}

async function orthanc(paths: readonly string[], folder: string): Promise<number> {
  const place = mkdtempSync(join(folder, "orthanc-"));
  const server = await startOrthanc(place);
  try {
    settle();
    const start = performance.now();
    const next = paths.values();
    const upload = async (): Promise<void> => {
      for (const path of next) {
        const answer = await fetch(`${server.address}/instances`, {
          method: "POST",
          body: await readFile(path),
        });
        const { Status: status } = (await answer.json()) as { Status?: string };
        if (status !== "Success") throw new Error(`Orthanc answered ${answer.status} ${status ?? ""}`);
      }
    };
    await Promise.all(Array.from({ length: uploads }, upload));
    return paths.length / ((performance.now() - start) / 1000);
  } finally {
    await server.stop();
    rmSync(place, { recursive: true });
  }
}

/** The least that anybody can do who keeps what they were given: read, hash, write, sync. */
function copied(paths: readonly string[], folder: string): number {
  const place = mkdtempSync(join(folder, "copy-"));
  settle();
  const start = performance.now();
  for (const [index, path] of paths.entries()) {
    const bytes = readFileSync(path);
    createHash("sha256").update(bytes).digest("hex");
    const file = openSync(join(place, String(index)), "w");
    writeSync(file, bytes);
    fsyncSync(file);
    closeSync(file);
  }
  const rate = paths.length / ((performance.now() - start) / 1000);
  rmSync(place, { recursive: true });
  return rate;
}

export const importing: Bench = async function* ({ count = usualCount, say }) {
  const folder = mkdtempSync(join(tmpdir(), "overread-bench-"));
  try {
    const films = join(folder, "films");
    mkdirSync(films);
    const paths = writeFilms(films, count);
    const size = readFileSync(paths[0] ?? "").length;
    say(`${count} films of ${(size / 2 ** 20).toFixed(2)} MiB`);
    const rate = {
      unit: "films/s",
      warmUps: 0,
      rounds: 3,
      ours: async () => (await ours(films, count, folder)).rate,
    };
    yield {
      ...rate,
      name: `import of ${count} films`,
      reference: {
        name: `${orthancName()}, upload by HTTP, ${uploads} at once`,
        run: () => orthanc(paths, folder),
      },
      bar: { side: ">=", value: 3 },
    };
    yield {
      ...rate,
      name: `import of ${count} films, against a copy`,
      reference: {
        name: "reading, hashing, writing and syncing the same files",
        run: () => Promise.resolve(copied(paths, folder)),
      },
      bar: { side: ">=", value: 0.5 },
    };
    const some = join(folder, "some");
    mkdirSync(some);
    const quarter = writeFilms(some, Math.ceil(count / 4)).length;
    const mebibytes = async (from: string, films: number): Promise<number> =>
      (await ours(from, films, folder)).peak / 2 ** 20;
    yield {
      name: `memory of an import of ${count} films`,
      unit: "MiB",
      ours: () => mebibytes(films, count),
      reference: { name: `an import of ${quarter} of them`, run: () => mebibytes(some, quarter) },
      bar: { side: "<=", value: 1.25 },
      warmUps: 0,
      rounds: 3,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
