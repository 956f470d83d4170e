import { expect, test } from "vitest";
import { AppError } from "../../core/base/errors.ts";
import { modelsFolder } from "../entry-points.ts";
import { openStore } from "../store/store.ts";
import { ownStudy } from "../ingest/testing/films.ts";
import { keptLog, storeWorker } from "../store/testing/library.ts";
import { dispatch } from "./dispatch.ts";
import type { StartEngine } from "./lazy-engine.ts";
import { ScriptedEngine, testWorkstation } from "./testing/workstation.ts";

const draft = { finding: "pneumonia", confidence: "high", note: "right base" } as const;

test("phantom films go the whole way: imported, shown, classified, read, revealed", async () => {
  const desk = await testWorkstation(undefined, { modelsFolders: [modelsFolder()] });
  const info = await desk.ask("app.info", {});
  expect(info.modelFailures).toEqual([]);
  expect(info.models.map((model) => model.id)).toContain("mobilenetv2");
  const { jobId } = await desk.ask("import.phantoms", { count: 2 });
  expect(await desk.ended(jobId)).toMatchObject({ state: "done", imported: 2, rejected: [] });
  const { rows } = await desk.ask("worklist.list", {});
  expect(rows.map((row) => row.patientName)).toEqual(["PHANTOM^TWO", "PHANTOM^ONE"]);
  const studyUid = rows[0]?.studyUid ?? "";

  const { films } = await desk.ask("study.open", { studyUid });
  const film = films[0];
  const pixels = await desk.ask("film.pixels", { filmId: film?.filmId });
  expect([pixels.rows, pixels.columns]).toEqual([film?.rows, film?.columns]);
  const { pixels: stored } = pixels;
  expect(stored.colour ? 0 : stored.stored.length).toBe(pixels.rows * pixels.columns);

  const state = async () =>
    (await desk.ask("worklist.list", {})).rows.find((row) => row.studyUid === studyUid);
  await desk.until(async () => (await state())?.panel === "done");
  await desk.ask("read.commit", { studyUid, draft });
  const panel = await desk.ask("panel.get", { studyUid });
  const answers = panel.sealed ? [] : (panel.films[0]?.models ?? []);
  expect(answers).toHaveLength(info.models.length);
  for (const { probability, threshold, verdict } of answers) {
    expect(verdict).toBe((probability ?? NaN) >= threshold ? "pneumonia" : "normal");
  }
  expect(panel.sealed ? [] : panel.films[0]?.heatMaps).toHaveLength(info.models.length);
  await expect(desk.ask("film.pixels", { filmId: film?.filmId, frame: 1 })).rejects.toThrow(
    expect.objectContaining({ code: "film/no-such-frame" }),
  );
  await desk.close();

  // While the networks are being loaded the answers that they have given are there already.
  const loading: StartEngine = ({ signal }) =>
    new Promise((_, reject) => {
      signal?.addEventListener("abort", () => {
        reject(new AppError("job/cancelled"));
      });
    });
  const again = { libraryFolder: desk.library, modelsFolders: [modelsFolder()] };
  const next = await testWorkstation(loading, again);
  const row = (await next.ask("worklist.list", {})).rows.find((one) => one.studyUid === studyUid);
  expect(row).toMatchObject({ read: "committed", panel: "done" });
  expect(await next.ask("panel.get", { studyUid })).toEqual(panel);
});

test("every action is recorded under its reader, without a word about the patient", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  await desk.importAll({ "1.dcm": ownStudy(1) });
  const study = { studyUid: "1.2.1" };
  await desk.until(async () => (await desk.ask("worklist.list", {})).rows[0]?.panel === "done");
  await desk.ask("study.open", study);
  await desk.ask("panel.get", study);
  await desk.ask("read.saveDraft", { ...study, draft });
  await desk.ask("read.commit", { ...study, draft });
  await desk.ask("panel.get", study);
  await desk.ask("panel.get", study);
  await desk.close();

  const store = await openStore({ folder: desk.library, workerPath: storeWorker, log: keptLog() });
  const entries = await store.read.audit({ after: 0, limit: 100 });
  await store.close();
  const actions = entries.map((entry) => entry.action);
  expect(actions.filter((action) => action !== "film.classify")).toEqual([
    "workstation.start",
    "reader.add",
    "library.import",
    "library.import",
    "study.open",
    "read.draft",
    "read.commit",
    "read.flag",
    "panel.reveal",
  ]);
  expect(actions.filter((action) => action === "film.classify")).toHaveLength(1);
  expect(entries.every((entry) => entry.reader === "dr-one")).toBe(true);
  expect(JSON.stringify(entries)).not.toMatch(/PHANTOM|right base|P1\b|\.dcm/);
  expect(desk.lines.join("\n")).not.toMatch(/PHANTOM|right base|\.dcm/);
});

test("a cancelled import says so; one that is gone is nobody's", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  const { jobId } = await desk.ask("import.phantoms", { count: 50 });
  await desk.ask("import.cancel", { jobId });
  expect((await desk.ended(jobId)).state).toBe("cancelled");
  expect(await desk.ask("import.cancel", { jobId: "gone" })).toEqual({});
});

test("requests that no window of ours sends are refused, and a fault shows no detail", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  const code = async (name: unknown, payload: unknown): Promise<unknown> => {
    const reply = await dispatch(desk.api, name, payload);
    return reply.ok ? null : [reply.error.code, reply.error.params];
  };
  const bad = (detail: string) => ["app/bad-request", { detail }];
  expect(await code("constructor", {})).toEqual(bad("no such request"));
  expect(await code(7, {})).toEqual(bad("no such request"));
  expect(await code("study.open", null)).toEqual(bad("study.open: payload"));
  expect(await code("worklist.list", { limit: 1e9 })).toEqual(bad("worklist.list: limit"));
  expect(await code("read.commit", { studyUid: "1", draft: { ...draft, finding: "DOE^JOHN" } })).toEqual(
    bad("read.commit: draft.finding"),
  );
  expect(await code("study.open", { studyUid: "9.9" })).toEqual(["library/no-such-study", {}]);
  expect(await code("film.pixels", { filmId: "9.9" })).toEqual(["library/no-such-film", {}]);
  const broken = { ...desk.api, "app.info": () => Promise.reject(new Error("secret path /home/x")) };
  const reply = await dispatch(broken, "app.info", {});
  expect(JSON.stringify(reply)).not.toContain("secret");
  expect(reply).toMatchObject({ ok: false, error: { code: "app/fault" } });
});

test("films stay readable where no network can be started", async () => {
  const desk = await testWorkstation(() => Promise.reject(new Error("no process")));
  await desk.importAll({ "1.dcm": ownStudy(1) });
  expect(await desk.ask("app.info", {})).toMatchObject({ models: [] });
  expect((await desk.ask("worklist.list", {})).total).toBe(1);
  await desk.ask("read.commit", { studyUid: "1.2.1", draft });
  expect(await desk.ask("panel.get", { studyUid: "1.2.1" })).toMatchObject({
    sealed: false,
    films: [{ models: [] }],
  });
});

test("another program's import into the library is noticed", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  const clerk = await testWorkstation(new ScriptedEngine().start, {
    libraryFolder: desk.library,
    shell: "cli",
  });
  await clerk.importAll({ "1.dcm": ownStudy(1) });
  await desk.until(async () => (await desk.ask("worklist.list", {})).rows[0]?.panel === "done");
  expect(desk.events.map((event) => event.name)).toContain("worklist.changed");
});
