import { expect, test } from "vitest";
import { requests, type RequestName } from "../../core/api.ts";
import { ownStudy } from "../ingest/testing/films.ts";
import { otherReader } from "../store/testing/library.ts";
import { ScriptedEngine, secret, testWorkstation } from "./testing/workstation.ts";

const study = { studyUid: "1.2.1" };
const draft = { finding: "no-pneumonia", confidence: "low", note: "clear" } as const;

/** Everything of the answer that a message could give away. */
const answerWords = [
  String(secret.probability),
  String(secret.threshold),
  String(secret.heat),
  String(secret.own),
  secret.ownFailure.message,
  secret.reason,
  "unanimous",
  "votes",
  "probability",
];

test("nothing of the panel leaves the workstation before this reader has committed", async () => {
  const engine = new ScriptedEngine();
  const desk = await testWorkstation(engine.start);
  await desk.importAll({ "1.dcm": ownStudy(1) });
  await desk.until(async () => (await desk.ask("worklist.list", {})).rows[0]?.panel === "done");

  await desk.ask("study.open", study);
  expect(await desk.ask("panel.get", study)).toEqual({ sealed: true });
  await desk.ask("read.saveDraft", { ...study, draft });
  expect(await desk.ask("panel.get", study)).toEqual({ sealed: true });
  await expect(desk.ask("read.commit", { ...study, draft: { ...draft, finding: null } })).rejects.toThrow(
    expect.objectContaining({ code: "read/no-finding" }),
  );
  expect(await desk.ask("panel.get", study)).toEqual({ sealed: true });
  expect(await desk.ask("statistics.get", { unit: "day" })).toMatchObject({ reads: 0, networks: [] });
  const messages = [...desk.replies, ...desk.events.map((event) => JSON.stringify(event)), ...desk.lines];
  expect(desk.events.map((event) => event.name)).toContain("panel.changed");
  for (const word of answerWords) expect(messages.filter((message) => message.includes(word))).toEqual([]);

  const committed = await desk.ask("read.commit", { ...study, draft });
  expect(committed.committed).not.toBeNull();
  const panel = await desk.ask("panel.get", study);
  expect(panel).toMatchObject({
    sealed: false,
    state: "done",
    films: [
      {
        filmId: "1.2.1.1.1",
        check: { verdict: "warn", reasons: [secret.reason] },
        models: [
          {
            id: "mobilenetv2",
            version: "1.0.0",
            probability: secret.probability,
            threshold: secret.threshold,
          },
        ],
        agreement: { verdict: "pneumonia", votes: 1, of: 1 },
        own: {
          models: [{ id: "ours-of-the-lung-clinic", probability: secret.own, verdict: "normal" }],
          failures: [secret.ownFailure],
        },
        heatMaps: [{ rows: 1, columns: 2, values: new Float32Array([0, secret.heat]) }],
      },
    ],
  });
  await expect(desk.ask("read.commit", { ...study, draft })).rejects.toThrow(
    expect.objectContaining({ code: "read/already-committed" }),
  );
});

/** Every question of the contract that a window may ask of a study, or of all, without changing anything. */
const questions = {
  "worklist.list": { sort: { column: "panel", direction: "ascending" } },
  "worklist.counts": {},
  "study.timeline": study,
  "study.open": study,
  "study.films": study,
  "study.course": study,
  "panel.get": study,
  "mark.list": study,
  "secondRead.list": {},
  "statistics.get": { unit: "day", scope: "department" },
  "rules.get": {},
  "audit.list": {},
  "audit.verify": {},
  "audit.exportHead": {},
  "reader.list": {},
  "report.templates": { language: "en" },
  "hanging.get": {},
  "session.get": {},
  "queue.state": {},
  "watch.state": {},
  "import.unfinished": {},
  "library.usage": {},
  "library.upkeep": {},
  "library.moveState": {},
  "backup.state": {},
} satisfies Partial<Record<RequestName, unknown>>;
/** Questions whose answer knows no study: networks, folders, this computer. */
const ofNoStudy = new Set<RequestName>(["app.info", "models.cards", "folder.list", "inference.backends"]);
/** Refused before the commit, or no question at all: each is a change that is recorded. */
const changes =
  /^(read\.|film\.|export\.|import\.|session\.|reader\.|secondRead\.|mark\.|rules\.|hanging\.|report\.|study\.|library\.|backup\.|watch\.|queue\.|inference\.|screen\.)/;

test("an administrator who has yet to read a study is told nothing of it by any question of the contract", async () => {
  const names = Object.keys(requests) as RequestName[];
  const unasked = names.filter((name) => !Object.hasOwn(questions, name) && !ofNoStudy.has(name));
  expect(unasked.filter((name) => !changes.test(name))).toEqual([]);

  const engine = new ScriptedEngine();
  const desk = await testWorkstation(engine.start);
  await desk.importAll({ "1.dcm": ownStudy(1) });
  await desk.until(async () => (await desk.ask("worklist.list", {})).rows[0]?.panel === "done");
  await desk.ask("session.setSecret", { current: "", wanted: "1357" });
  const { readers } = await desk.ask("reader.add", {
    name: "Dr Two",
    administrator: false,
    secondReader: true,
    secret: "246810",
  });
  const [one, two] = ["One", "Dr Two"].map((name) => readers.find((found) => found.name === name)?.id);
  const signIn = async (reader: unknown, secret: string) => {
    await desk.ask("session.signOut", {});
    await desk.ask("session.signIn", { reader, secret });
  };
  await signIn(two, "246810");
  await desk.ask("read.commit", { ...study, draft: { ...draft, note: "a secret of two" } });
  expect(await desk.ask("study.course", study)).toMatchObject({
    state: "flagged",
    reads: [{ flag: { flag: { kind: "possible-miss" } } }],
  });
  await signIn(one, "1357");
  desk.replies.length = 0;
  for (const [name, payload] of Object.entries(questions)) await desk.ask(name as RequestName, payload);
  for (const format of ["png", "print"] as const) {
    const picture = { ...study, filmId: "1.2.1.1.1", format, marks: true, patientText: true, heatMap: true };
    await expect(desk.ask("export.picture", picture)).rejects.toThrow(
      expect.objectContaining({ code: "panel/sealed" }),
    );
  }
  const report = { ...study, template: "Report", language: "en" };
  await expect(desk.ask("read.report", report)).rejects.toThrow(
    expect.objectContaining({ code: "read/not-committed" }),
  );
  const told = [...answerWords, ':"possible-miss"', ':"possible-overcall"', "a secret of two"];
  for (const word of told) expect(desk.replies.filter((reply) => reply.includes(word))).toEqual([]);
});

test("a read that is committed opens the panel for its reader alone, also after a restart", async () => {
  const engine = new ScriptedEngine();
  const first = await testWorkstation(engine.start);
  await first.importAll({ "1.dcm": ownStudy(1) });
  await first.ask("read.commit", { ...study, draft });
  await first.until(async () => (await first.ask("worklist.list", {})).rows[0]?.panel === "done");
  await first.close();

  const again = { libraryFolder: first.library };
  const same = await testWorkstation(engine.start, again);
  await same.until(async () => (await same.ask("worklist.list", {})).rows[0]?.panel === "done");
  expect(await same.ask("panel.get", study)).toMatchObject({ sealed: false, state: "done" });
  const other = await testWorkstation(engine.start, { ...again, reader: { id: otherReader, name: "Two" } });
  expect(await other.ask("panel.get", study)).toEqual({ sealed: true });
  expect((await other.ask("worklist.list", {})).rows[0]?.read).toBe("unread");
});
