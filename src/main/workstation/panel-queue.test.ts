import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { ruleOf } from "../../core/agreement/testing/rule.ts";
import { AppError, toWire } from "../../core/base/errors.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { filmsAtOnce } from "../inference/engine-lanes.ts";
import { hashOf } from "../store/film-files.ts";
import { layout } from "../store/library-folder.ts";
import { ownStudy, smallFilm } from "../ingest/testing/films.ts";
import { reading, ScriptedEngine, testWorkstation, type TestWorkstation } from "./testing/workstation.ts";

const states = async (desk: TestWorkstation): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await desk.ask("worklist.list", {})).rows.map((row) => [row.studyUid, row.panel] as const).sort(),
  );
const draft = { finding: "cannot-say", confidence: null, note: "" } as const;

test("what is pending survives a restart, and other networks or another rule classify anew", async () => {
  const busy = new ScriptedEngine();
  busy.answer = () => Promise.reject(new AppError("inference/not-running", { detail: "no memory" }));
  const first = await testWorkstation(busy.start);
  await first.importAll({ "1.dcm": ownStudy(1), "2.dcm": ownStudy(2) });
  await first.until(() => first.events.some((event) => event.name === "notice"));
  expect(await states(first)).toEqual({ "1.2.1": "pending", "1.2.2": "pending" });
  await first.close();

  const again = { libraryFolder: first.library };
  const engine = new ScriptedEngine();
  const second = await testWorkstation(engine.start, again);
  const done = { "1.2.1": "done", "1.2.2": "done" };
  await second.until(async () => JSON.stringify(await states(second)) === JSON.stringify(done));
  expect([...engine.classified].sort()).toEqual(["1.dcm", "2.dcm"]);
  await second.close();

  const same = new ScriptedEngine();
  const third = await testWorkstation(same.start, again);
  await third.until(async () => (await states(third))["1.2.1"] === "done");
  expect(same.classified).toEqual([]);
  await third.close();

  const newer = new ScriptedEngine();
  newer.version = "2.0.0";
  const fourth = await testWorkstation(newer.start, again);
  await fourth.until(async () => JSON.stringify(await states(fourth)) === JSON.stringify(done));
  expect([...newer.classified].sort()).toEqual(["1.dcm", "2.dcm"]);
  await fourth.ask("read.commit", { studyUid: "1.2.1", draft });
  const panel = await fourth.ask("panel.get", { studyUid: "1.2.1" });
  expect(panel).toMatchObject({ films: [{ models: [{ version: "2.0.0" }] }] });
  await fourth.close();

  const ruled = new ScriptedEngine();
  ruled.version = "2.0.0";
  ruled.rule = ruleOf(["a", "b"].map((id) => ({ id, weight: 0.5 })));
  const fifth = await testWorkstation(ruled.start, again);
  await fifth.until(async () => JSON.stringify(await states(fifth)) === JSON.stringify(done));
  expect([...ruled.classified].sort()).toEqual(["1.dcm", "2.dcm"]);
});

test("the study on screen comes before the others; lateral films of a study with a frontal one are not asked", async () => {
  const engine = new ScriptedEngine();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  engine.answer = async () => {
    await held;
    return reading("1.0.0");
  };
  const desk = await testWorkstation(engine.start);
  const films: Record<string, Uint8Array> = {};
  for (let i = 2; i <= 5; i++) films[`${i}.dcm`] = ownStudy(i);
  films["side.dcm"] = smallFilm({
    StudyInstanceUID: "1.2.2",
    SOPInstanceUID: "1.2.2.9",
    PatientID: "P2",
    ViewPosition: "LL",
    PatientOrientation: null,
  });
  await desk.importAll({ "1.dcm": ownStudy(1) });
  await desk.until(() => engine.classified.length === 1);
  await desk.importAll(films);
  await desk.ask("study.open", { studyUid: "1.2.2" });
  release();
  await desk.until(async () => Object.values(await states(desk)).every((state) => state === "done"));
  expect(engine.classified.slice(1, 1 + filmsAtOnce)).toContain("2.dcm");
  expect(engine.classified).not.toContain("side.dcm");
  expect(engine.classified).toHaveLength(5);
});

test("a film that fails is failed with its sentence, the next one is classified; importing it again tries again", async () => {
  const engine = new ScriptedEngine();
  engine.answer = (file) =>
    file === "2.dcm"
      ? Promise.reject(new AppError("film/decoder-died", { file }))
      : Promise.resolve(reading("1.0.0"));
  const desk = await testWorkstation(engine.start);
  await desk.importAll({ "1.dcm": ownStudy(1), "2.dcm": ownStudy(2) });
  await desk.until(async () => !Object.values(await states(desk)).includes("pending"));
  expect(await states(desk)).toEqual({ "1.2.1": "done", "1.2.2": "failed" });
  await desk.ask("read.commit", { studyUid: "1.2.2", draft });
  expect(await desk.ask("panel.get", { studyUid: "1.2.2" })).toMatchObject({
    films: [
      {
        state: "failed",
        models: [],
        failures: [toWire(new AppError("film/decoder-died", { file: "2.dcm" }))],
      },
    ],
  });
  engine.answer = () => Promise.resolve(reading("1.0.0"));
  expect(await desk.importAll({ "2.dcm": ownStudy(2) })).toMatchObject({ duplicates: 1 });
  await desk.ask("study.open", { studyUid: "1.2.2" });
  await desk.until(async () => (await states(desk))["1.2.2"] === "done");
});

test("a film whose file was lost is neither shown nor classified", async () => {
  const engine = new ScriptedEngine();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  engine.answer = async () => {
    await held;
    return reading("1.0.0");
  };
  const desk = await testWorkstation(engine.start);
  await desk.importAll({ "1.dcm": ownStudy(1) });
  await desk.until(() => engine.classified.length === 1);
  await desk.importAll({ "2.dcm": ownStudy(2) });
  await rm(layout.film(desk.library, hashOf(ownStudy(2))));
  release();
  await desk.until(async () => (await states(desk))["1.2.2"] === "failed");
  expect(engine.classified).toEqual(["1.dcm"]);
  await expect(desk.ask("film.pixels", { filmId: "1.2.2.1.1" })).rejects.toThrow(
    expect.objectContaining({ code: "library/film-missing" }),
  );
});

test("classifies a few films at once; a failure that is not the film's stops all of them and is told once", async () => {
  const engine = new ScriptedEngine();
  const held: { resolve: (answer: FilmReading) => void; reject: (error: AppError) => void }[] = [];
  engine.answer = () => new Promise((resolve, reject) => held.push({ resolve, reject }));
  const desk = await testWorkstation(engine.start);
  await desk.importAll({ "1.dcm": ownStudy(1) });
  await desk.until(() => held.length === 1);
  await desk.importAll({ "2.dcm": ownStudy(2), "3.dcm": ownStudy(3), "4.dcm": ownStudy(4) });
  held.shift()?.resolve(reading("1.0.0"));
  await desk.until(() => held.length === filmsAtOnce);
  for (const { reject } of held) reject(new AppError("inference/not-running", { detail: "no memory" }));
  const notices = () => desk.events.filter((event) => event.name === "notice");
  await desk.until(() => notices().length > 0);
  expect(engine.classified).toHaveLength(1 + filmsAtOnce);
  expect(notices()).toHaveLength(1);
});

test("while it is paused only the study on screen is classified; the window hears how many films wait", async () => {
  const engine = new ScriptedEngine();
  const desk = await testWorkstation(engine.start);
  await desk.ask("queue.pause", { paused: true });
  await desk.importAll({ "1.dcm": ownStudy(1), "2.dcm": ownStudy(2), "3.dcm": ownStudy(3) });
  await desk.ask("study.open", { studyUid: "1.2.2" });
  await desk.until(async () => (await states(desk))["1.2.2"] === "done");
  await desk.until(async () => (await desk.ask("queue.state", {})).waiting === 2);
  expect(engine.classified).toEqual(["2.dcm"]);
  expect(await desk.ask("queue.pause", { paused: false })).toMatchObject({ paused: false });
  await desk.until(async () => (await desk.ask("queue.state", {})).waiting === 0);
  expect([...engine.classified].sort()).toEqual(["1.dcm", "2.dcm", "3.dcm"]);
  const told = desk.events.filter((event) => event.name === "queue.changed");
  expect(told.at(-1)).toMatchObject({ state: { waiting: 0, more: false, paused: false } });
});
