import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(import.meta.url);
/** Run as it was written, not bundled. */
const fromSource = here.endsWith(".ts");

/** The folder of the built main bundle; the bundler may put what entries share into a folder of its own. */
function bundleFolder(): string {
  const folder = dirname(here);
  return basename(folder) === "chunks" ? dirname(folder) : folder;
}

/** Where a child process or worker starts: its source beside this file, else `NAME.js` in the bundle. */
const entry = (source: string, name: string): string =>
  fromSource ? join(dirname(here), source) : join(bundleFolder(), `${name}.js`);

/** Path of the child process that decodes films and runs the networks. */
export const enginePath = (): string => entry("inference/engine-process.ts", "engine-process");

/** Path of the thread that paints beside that process's own. */
export const paintThreadPath = (): string => entry("inference/paint-thread.ts", "paint-thread");

/** Path of the worker that holds the study database. */
export const storeWorkerPath = (): string => entry("store/store-worker.ts", "store-worker");

/** Path of the worker that looks through the library for what is out of place. */
export const surveyWorkerPath = (): string => entry("store/survey/survey-worker.ts", "survey-worker");

/** Path of the worker that checks a whole database. */
export const integrityWorkerPath = (): string => entry("store/integrity-worker.ts", "integrity-worker");

/** Path of the worker that reads, parses and writes films to be imported. */
export const ingestWorkerPath = (): string => entry("ingest/ingest-worker.ts", "ingest-worker");

/**
 * Folder of the networks that come with Overread: `resources/models` beside `src` and `out`.
 * Native code cannot read inside an asar archive: a package keeps the folder unpacked beside it.
 */
export function modelsFolder(): string {
  const folder = join(fromSource ? dirname(here) : bundleFolder(), "..", "..", "resources", "models");
  const unpacked = folder.replace(/app\.asar(?=[\\/])/, "app.asar.unpacked");
  return unpacked !== folder && existsSync(unpacked) ? unpacked : folder;
}
