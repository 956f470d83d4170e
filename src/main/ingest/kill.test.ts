import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { layout } from "../store/library-folder.ts";
import { hashOf } from "../store/film-files.ts";
import { filmId } from "../../core/base/ids.ts";
import { reader, storeWorker, temporaryFolder, testStore } from "../store/testing/library.ts";
import { ownStudy } from "./testing/films.ts";
import { importPaths, ingestWorker, testIngest } from "./testing/import.ts";

const script = fileURLToPath(new URL("testing/import-process.ts", import.meta.url));
const all = { search: "", offset: 0, limit: 1000, reader, networks: null };

/** Imports in another process, which is killed `delay` ms after it has reported `films` films. */
function killedImport(library: string, folder: string, films: number, delay: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, library, folder, storeWorker, ingestWorker]);
    let text = "";
    let killing = false;
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (killing || text.split("\n").length <= films) return;
      killing = true;
      setTimeout(() => child.kill("SIGKILL"), delay);
    });
    child.on("error", reject);
    // A line that was cut off was not reported.
    child.on("exit", () => {
      resolve(text.split("\n").slice(0, -1));
    });
  });
}

test("after a kill every film that was reported is there, byte for byte, and nothing is half there", async () => {
  const [library, films] = [await temporaryFolder(), await temporaryFolder()];
  for (let i = 100; i < 200; i++) await writeFile(join(films, `${i}.dcm`), ownStudy(i));
  for (const [count, delay] of [
    [3, 0],
    [30, 2],
  ] as const) {
    const reported = await killedImport(library, films, count, delay);
    expect(reported.length).toBeGreaterThanOrEqual(count);
    expect(reported.length).toBeLessThan(100);
    const store = await testStore(library);
    for (const name of reported) {
      const stored = await store.read.film({ filmId: filmId(`1.2.${name.slice(0, 3)}.1.1`) });
      const bytes = readFileSync(join(films, name));
      expect(stored?.hash, name).toBe(hashOf(bytes));
      if (stored) expect(readFileSync(layout.film(library, stored.hash)).equals(bytes)).toBe(true);
    }
    // The killed process's half-written films are gone; only this store's own corner may be there.
    expect(readdirSync(layout.incomingFolder(library))).toEqual([]);
    expect(readdirSync(layout.stagingFolder(library)).sort()).toEqual([store.session, "door.lock"].sort());
    await store.close();
  }
  const store = await testStore(library);
  await importPaths(testIngest(library, store), [films]);
  expect((await store.read.worklist(all)).total).toBe(100);
});
