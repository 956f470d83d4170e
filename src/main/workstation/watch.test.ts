import { mkdirSync } from "node:fs";
import { appendFile, cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownStudy } from "../ingest/testing/films.ts";
import { zipOf } from "../ingest/testing/zip.ts";
import { temporaryFolder } from "../store/testing/library.ts";
import { ScriptedEngine, testWorkstation, type TestWorkstation } from "./testing/workstation.ts";

const watchTimes = { still: 150, look: 30, search: 500 };
const desks = (libraryFolder?: string) =>
  testWorkstation(new ScriptedEngine().start, {
    watchTimes,
    ...(libraryFolder === undefined ? {} : { libraryFolder }),
  });
const total = async (desk: TestWorkstation): Promise<number> => (await desk.ask("worklist.list", {})).total;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("films that come into the watched folder are imported when they are whole, also after a restart", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "1.dcm"), ownStudy(1));
  await writeFile(join(folder, "notes.txt"), "no film");
  const desk = await desks();
  expect(await desk.ask("watch.choose", { folder })).toEqual({ folder, state: "watching" });
  await desk.until(async () => (await total(desk)) === 1);

  // Written slowly, in pieces: it is not read before it is whole.
  await mkdir(join(folder, "deep"));
  const [path, film] = [join(folder, "deep", "2.dcm"), ownStudy(2)];
  for (let at = 0; at < film.length; at += 2000) {
    await appendFile(path, film.subarray(at, at + 2000));
    await pause(60);
  }
  await desk.until(async () => (await total(desk)) === 2);
  // Still for long enough to be tried, and finished later.
  const late = join(folder, "3.dcm");
  await writeFile(late, ownStudy(3).subarray(0, 3000));
  await pause(600);
  await writeFile(late, ownStudy(3));
  await writeFile(join(folder, "4.zip"), zipOf([{ name: "4.dcm", bytes: ownStudy(4) }]));
  await desk.until(async () => (await total(desk)) === 4);
  const refused = desk.events.flatMap((event) =>
    event.name === "import.progress" ? event.progress.rejected : [],
  );
  expect(refused).toEqual([]);
  await desk.close();

  await writeFile(join(folder, "5.dcm"), ownStudy(5));
  const next = await desks(desk.library);
  expect(await next.ask("watch.state", {})).toEqual({ folder, state: "watching" });
  await next.until(async () => (await total(next)) === 5);
  expect(await next.ask("watch.choose", { folder: null })).toEqual({ folder: null, state: "off" });
  await writeFile(join(folder, "6.dcm"), ownStudy(6));
  await pause(800);
  expect(await total(next)).toBe(5);
});

test("what stays broken is refused once, by name; the rest comes", async () => {
  const folder = await temporaryFolder();
  const desk = await desks();
  await desk.ask("watch.choose", { folder });
  await writeFile(join(folder, "cut.dcm"), ownStudy(1).subarray(0, 3000));
  await writeFile(join(folder, "good.dcm"), ownStudy(2));
  const refused = () =>
    desk.events.flatMap((event) => (event.name === "import.progress" ? event.progress.rejected : []));
  await desk.until(() => refused().length > 0);
  expect(await total(desk)).toBe(1);
  await pause(1000);
  expect(refused().map(({ path, code }) => [path, code])).toEqual([
    [join(folder, "cut.dcm"), "film/truncated"],
  ]);
});

test("a folder that goes away is told of, and goes on when it is back", async () => {
  const folder = join(await temporaryFolder(), "share");
  mkdirSync(folder);
  const desk = await desks();
  await desk.ask("watch.choose", { folder });
  await rename(folder, `${folder}-away`);
  await desk.until(async () => (await desk.ask("watch.state", {})).state === "lost");
  expect(desk.events.some((event) => event.name === "notice" && event.message.includes("is gone"))).toBe(
    true,
  );
  await writeFile(join(`${folder}-away`, "1.dcm"), ownStudy(1));
  await cp(`${folder}-away`, folder, { recursive: true });
  await desk.until(async () => (await total(desk)) === 1);
  expect((await desk.ask("watch.state", {})).state).toBe("watching");
  await rm(folder, { recursive: true });
});

test("a file, a relative path and the library itself cannot be watched", async () => {
  const desk = await desks();
  const code = (expected: string) => expect.objectContaining({ code: expected });
  const file = join(await temporaryFolder(), "file");
  await writeFile(file, "");
  for (const folder of [file, "films", "/nowhere/at/all"])
    await expect(desk.ask("watch.choose", { folder })).rejects.toThrow(code("watch/not-a-folder"));
  for (const folder of [desk.library, join(desk.library, "films"), join(desk.library, "..")])
    await expect(desk.ask("watch.choose", { folder })).rejects.toThrow(code("watch/inside-library"));
});
