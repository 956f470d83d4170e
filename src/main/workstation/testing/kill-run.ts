import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { worklistQuery } from "../../../core/api.ts";
import { filmId, readerId } from "../../../core/base/ids.ts";
import { ownStudy } from "../../ingest/testing/films.ts";
import { hashOf } from "../../store/film-files.ts";
import { layout } from "../../store/library-folder.ts";
import { openStore, type Store } from "../../store/store.ts";

const script = fileURLToPath(new URL("import-process.ts", import.meta.url));
const storeWorker = fileURLToPath(new URL("../../store/store-worker.ts", import.meta.url));
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const films = 300;

interface Run {
  readonly reported: readonly string[];
  /** It came to its end before it was killed. */
  readonly done: boolean;
}

/** When an import is killed: so many milliseconds after it has reported so many studies. */
interface Moment {
  readonly studies: number;
  readonly delay: number;
}

/** Imports in a process of its own, which is killed at a moment; null for never. */
function run(library: string, folder: string, moment: Moment | null): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, library, folder], { stdio: ["ignore", "pipe", "pipe"] });
    let [text, errors] = ["", ""];
    let killing = false;
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      // The first line says that it is ready.
      if (killing || moment === null || text.split("\n").length - 2 < moment.studies) return;
      killing = true;
      setTimeout(() => child.kill("SIGKILL"), moment.delay);
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal !== "SIGKILL" && code !== 0)
        return reject(new Error(`it ended with ${code ?? signal ?? "?"}: ${errors}`));
      // A line that was cut off was not reported.
      const lines = text.split("\n").slice(0, -1);
      resolve({ reported: lines.filter((line) => /^\d/.test(line)), done: lines.includes("done") });
    });
  });
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`after a kill: ${what}`);
}

/** Holds the library to what was reported: there, with the exact bytes, and nothing half there. */
async function hold(
  library: string,
  sources: ReadonlyMap<string, Uint8Array>,
  reported: ReadonlySet<string>,
) {
  const store: Store = await openStore({ folder: library, workerPath: storeWorker, log });
  try {
    const query = {
      ...worklistQuery.parse({ limit: 1000 }),
      reader: readerId("tester"),
      networks: null,
      today: "20261124",
    };
    const { rows } = await store.read.worklist(query);
    const listed = new Set<string>(rows.map(({ studyUid }) => studyUid));
    for (const uid of reported) must(listed.has(uid), `study ${uid} was reported and is gone`);
    for (const uid of listed) {
      const stored = await store.read.film({ filmId: filmId(`${uid}.1.1`) });
      const source = sources.get(uid);
      must(stored !== null && source !== undefined, `study ${uid} has no film`);
      if (stored === null || source === undefined) continue;
      must(stored.hash === hashOf(source), `the film of ${uid} is another`);
      must(readFileSync(layout.film(library, stored.hash)).equals(source), `the file of ${uid} is another`);
    }
    const files = readdirSync(layout.films(library), { recursive: true, withFileTypes: true });
    const kept = files.filter((entry) => entry.isFile() && !entry.parentPath.includes("incoming"));
    for (const { parentPath, name } of kept) {
      const bytes = readFileSync(join(parentPath, name));
      must(parentPath.slice(-2) + name === hashOf(bytes), `${name} is half written`);
    }
    must(readdirSync(layout.incomingFolder(library)).length === 0, "half-written films are left");
  } finally {
    await store.close();
  }
}

/**
 * Kills imports at random moments and holds the library to its word after each; an import that was cut off
 * goes on in the next process. Ends with one that comes to its end.
 * @param folder an empty folder to work in
 * @param random 0 to 1
 * @returns how many processes were killed in the middle of an import, of how many libraries
 */
export async function killImports(
  folder: string,
  kills: number,
  random: () => number,
  tell: (message: string) => void,
): Promise<{ killed: number; libraries: number }> {
  const from = join(folder, "films");
  mkdirSync(from, { recursive: true });
  const sources = new Map<string, Uint8Array>();
  for (let n = 1; n <= films; n++) {
    const bytes = ownStudy(n);
    sources.set(`1.2.${n}`, bytes);
    writeFileSync(join(from, `${n}.dcm`), bytes);
  }
  let [killed, libraries] = [0, 0];
  while (killed < kills) {
    const library = join(folder, `library-${++libraries}`);
    const reported = new Set<string>();
    const process = async (moment: Moment | null): Promise<boolean> => {
      const { reported: now, done } = await run(library, from, moment);
      for (const uid of now) reported.add(uid);
      await hold(library, sources, reported);
      return done;
    };
    let done = false;
    // Of a library that has everything already no import can be cut off: another one is begun.
    while (!done && killed < kills && reported.size < films) {
      // Some studies further than the last one came: the kills fall on beginnings, middles and ends.
      const studies = Math.min(films, reported.size + Math.floor(random() * 80));
      done = await process({ studies, delay: random() * 60 });
      if (!done)
        tell(`kill ${++killed} of ${kills}: ${reported.size} of ${films} studies reported, all there`);
    }
    if (!done) await process(null);
    must(reported.size === films, `the import ended with ${reported.size} of ${films} studies`);
    rmSync(library, { recursive: true });
  }
  return { killed, libraries };
}
