import { spawn } from "node:child_process";
import { existsSync, globSync, readFileSync, readdirSync, realpathSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkLibrary } from "../store/check-library.ts";
import { layout } from "../store/library-folder.ts";
import { libraryToOpen, userPlaces } from "../shell/places.ts";
import { addFilm, header, keptLog, temporaryFolder, testStore } from "../store/testing/library.ts";
import { jsonLines, overread } from "./testing/overread.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const films = 24;
const calm = { signal: new AbortController().signal, onProgress: () => undefined };

test("the library's place is told, chosen and moved, and everything finds it there", async () => {
  const cwd = await temporaryFolder();
  const home = join(cwd, "home");
  const run = (...args: string[]) => overread(args, { cwd, home });
  const usual = join(home, "library");
  expect((await run("library")).stdout).toBe(`${usual}: no library yet; it is made at the first start.\n`);
  expect((await run("library", "move", "new")).stderr).toContain("There is no library at");
  const used = await run("library", "use", "chosen");
  expect([used.code, used.stdout]).toEqual([
    0,
    `From the next start on the library is ${join(cwd, "chosen")}.\n`,
  ]);
  await run("phantom", "films", "--count", "2");
  expect((await run("import", "films")).stdout).toContain(join(cwd, "chosen"));
  const moved = await run("library", "move", "disk/library", "--keep", "--json");
  expect([moved.code, JSON.parse(moved.stdout)]).toEqual([
    0,
    { folder: join(cwd, "disk", "library"), left: join(cwd, "chosen"), unreadable: [] },
  ]);
  const [told] = jsonLines(await run("library", "--json"));
  expect(told).toMatchObject({ folder: join(cwd, "disk", "library"), chosen: true, studies: 2, films: 2 });
  // The record says who moved it where, and is whole.
  expect((await run("audit", "verify")).code).toBe(0);
  const database = readFileSync(layout.database(join(cwd, "disk", "library")));
  for (const action of ["library.move", "library.moved"]) expect(database.includes(action)).toBe(true);
  // The disk is not connected: nothing is begun in its stead.
  renameSync(join(cwd, "disk"), join(cwd, "unplugged"));
  const gone = await run("import", "films");
  expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining("Connect its disk and start again")]);
  expect(existsSync(join(cwd, "disk"))).toBe(false);
  renameSync(join(cwd, "unplugged"), join(cwd, "disk"));
  expect((await run("import", "films")).stdout).toContain("2 already there");
  const old = await run("worklist", "--library", "chosen");
  expect([old.code, old.stderr]).toEqual([1, expect.stringContaining("The library was moved from")]);
}, 300_000);

/** Moves the library to `to`, killed once `reached`. @returns the signal that ended it, null where it came to its end */
async function movedUntil(
  env: NodeJS.ProcessEnv,
  to: string,
  reached: () => boolean,
): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [main, "library", "move", to], { env, stdio: "ignore" });
  const look = setInterval(() => {
    if (reached()) child.kill("SIGKILL");
  }, 1);
  try {
    return await new Promise((resolve, reject) => {
      child.on("exit", (code, signal) => {
        if (signal !== null || code === 0) resolve(signal);
        else reject(new Error(`the move ended with ${code}`));
      });
    });
  } finally {
    clearInterval(look);
  }
}

test("a move that is killed at any moment leaves one whole library, which the next start opens", async () => {
  const cwd = realpathSync(await temporaryFolder());
  const env = { ...process.env, OVERREAD_HOME: join(cwd, "home") };
  const { library, state } = await userPlaces(env);
  let at = library;
  const store = await testStore(at);
  for (let n = 1; n <= films; n++)
    await addFilm(at, store, `film ${n}`.repeat(50_000), header(`1.${n}`, `1.${n}.1`));
  await store.close();
  const moments: readonly ((from: string, to: string) => boolean)[] = [
    // Written down, nothing copied; some films there; the database there; switched; the old copy half gone.
    (_from, to) => existsSync(layout.moved(to)),
    (_from, to) => globSync("films/*/*", { cwd: to }).length > 8,
    (_from, to) => existsSync(layout.database(to)),
    (_from, to) => readFileSync(join(state, "library.json"), "utf8").includes(`"folder":"${to}"`),
    (from) => !existsSync(layout.database(from)),
  ];
  for (const [index, reached] of moments.entries()) {
    let to = at;
    let ended: NodeJS.Signals | null = null;
    // A move that is done before the moment was seen has moved the library whole; another one is killed.
    for (let attempt = 0; ended === null; attempt++) {
      expect(attempt, `moves that were killed at moment ${index} too late`).toBeLessThan(10);
      at = to;
      to = join(cwd, `place-${index}-${attempt}`);
      ended = await movedUntil(env, to, () => reached(at, to));
    }
    expect(ended).toBe("SIGKILL");
    const folder = await libraryToOpen(state, keptLog(), env);
    expect([at, to]).toContain(folder);
    if (index < 3) expect(folder).toBe(at);
    expect(await checkLibrary({ ...calm, library: folder })).toMatchObject({
      films,
      database: [],
      missing: [],
      damaged: [],
      unknown: [],
    });
    const other = folder === at ? to : at;
    expect(existsSync(other) ? readdirSync(other).filter((name) => name !== "moved.json") : []).toEqual([]);
    at = folder;
  }
}, 300_000);
