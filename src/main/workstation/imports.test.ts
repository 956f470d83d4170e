import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ImportProgress } from "../../core/api.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { phantomPng } from "../../core/phantom/png.ts";
import { ownStudy } from "../ingest/testing/films.ts";
import { layout } from "../store/library-folder.ts";
import { temporaryFolder } from "../store/testing/library.ts";
import { ScriptedEngine, testWorkstation, type TestWorkstation } from "./testing/workstation.ts";

const unfinished = async (desk: TestWorkstation): Promise<ImportProgress[]> =>
  (await desk.ask("import.unfinished", {})).jobs;
const total = async (desk: TestWorkstation): Promise<number> => (await desk.ask("worklist.list", {})).total;

async function folderOf(films: number): Promise<string> {
  const folder = await temporaryFolder();
  for (let i = 100; i < 100 + films; i++) await writeFile(join(folder, `${i}.dcm`), ownStudy(i));
  return folder;
}

test("a cancelled import can go on, also after a restart, and can be let go of", async () => {
  const folder = await folderOf(150);
  const desk = await testWorkstation(new ScriptedEngine().start);
  const { jobId } = await desk.ask("import.start", { source: { kind: "paths", paths: [folder] } });
  await desk.until(() => desk.events.some((event) => event.name === "import.progress"));
  await desk.ask("import.cancel", { jobId });
  const cancelled = await desk.ended(jobId);
  expect(cancelled).toMatchObject({ state: "cancelled", resumable: true });
  await desk.until(async () => (await unfinished(desk))[0]?.state === "cancelled");
  await desk.close();

  const next = await testWorkstation(new ScriptedEngine().start, { libraryFolder: desk.library });
  expect(await unfinished(next)).toMatchObject([{ jobId, state: "cancelled", imported: cancelled.imported }]);
  await next.ask("import.resume", { jobId });
  const ended = await next.ended(jobId);
  expect(ended).toMatchObject({ state: "done", rejected: [] });
  expect(ended.imported + ended.duplicates).toBe(150);
  expect(await total(next)).toBe(150);
  await next.until(async () => (await unfinished(next)).length === 0);
  await expect(next.ask("import.resume", { jobId })).rejects.toThrow(
    expect.objectContaining({ code: "import/no-such-job" }),
  );
  expect(existsSync(join(layout.importsFolder(desk.library), "x"))).toBe(false);
});

test("an import that the end of the program cut off goes on by itself; handed over files are still there", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  const uploadId = desk.uploads.begin();
  for (let i = 100; i < 250; i++) {
    const body = (async function* () {
      yield ownStudy(i);
    })();
    await desk.uploads.add(uploadId, `disc/${i}.dcm`, body);
  }
  const { jobId } = await desk.ask("import.start", { source: { kind: "upload", uploadId } });
  await desk.until(() => desk.events.some((event) => event.name === "import.progress"));
  await desk.close();
  expect(readdirSync(layout.stagingFolder(desk.library))).toEqual(["door.lock"]);

  const next = await testWorkstation(new ScriptedEngine().start, { libraryFolder: desk.library });
  const ended = await next.ended(jobId);
  expect(ended.imported + ended.duplicates).toBe(150);
  expect(await total(next)).toBe(150);
  await next.until(() => {
    const [own = ""] = readdirSync(layout.importsFolder(desk.library));
    return own === "" || readdirSync(join(layout.importsFolder(desk.library), own)).length === 0;
  });
});

test("an import of pictures waits to be told whose they are, and asks again after a restart", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "in"));
  await writeFile(
    join(folder, "in", "a.png"),
    phantomPng(drawPhantom({ seed: 1, rows: 96, columns: 96, bits: 8 })),
  );
  const desk = await testWorkstation(new ScriptedEngine().start);
  const { jobId } = await desk.ask("import.start", { source: { kind: "paths", paths: [folder] } });
  await desk.until(async () => (await unfinished(desk))[0]?.state === "waiting");
  expect(await total(desk)).toBe(0);
  await desk.close();

  const next = await testWorkstation(new ScriptedEngine().start, { libraryFolder: desk.library });
  await next.until(async () => (await unfinished(next))[0]?.state === "waiting");
  const identity = {
    patientName: "A^B",
    patientId: "1",
    birthDate: "",
    sex: "",
    studyDate: "2026-02-04",
    view: "",
  };
  await expect(
    next.ask("import.identify", { jobId, identity: { ...identity, studyDate: "yesterday" } }),
  ).rejects.toThrow(expect.objectContaining({ code: "app/bad-request" }));
  await next.ask("import.identify", { jobId, identity });
  expect(await next.ended(jobId)).toMatchObject({ state: "done", imported: 1 });
  const { rows } = await next.ask("worklist.list", {});
  expect(rows).toMatchObject([{ patientName: "A^B", patientId: "1", studyDate: "20260204" }]);
  expect(next.lines.join()).not.toContain("A^B");
});
