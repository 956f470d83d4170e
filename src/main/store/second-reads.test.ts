import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { auditFilter } from "../../core/api.ts";
import { filmId, modelId, readerId, studyUid, type ReaderId } from "../../core/base/ids.ts";
import { emptyDraft, type Finding } from "../../core/second-read/read.ts";
import { usualRules, type DepartmentRules } from "../../core/second-read/rules.ts";
import type { Credential, FilmPanel } from "../../core/studies/study-store.ts";
import { openDatabase } from "./database.ts";
import { layout } from "./library-folder.ts";
import { migrations } from "./migrations/index.ts";
import type { Store } from "./store.ts";
import {
  addFilm,
  at,
  header,
  otherReader,
  reader,
  temporaryFolder,
  testStore,
  wholeList,
} from "./testing/library.ts";

const study = studyUid("1.2");
const film = filmId("1.2.1");
const third = readerId("dr-three");
const networks = "n";
const code = (expected: string) => expect.objectContaining({ code: expected });
const later = (minutes: number) => ({
  ...at,
  utc: new Date(Date.parse(at.utc) + minutes * 60_000).toISOString(),
});
const draft = (finding: Finding) => ({ ...emptyDraft, finding });
const credential: Credential = { kind: "scrypt", cost: 2, blockSize: 1, parallel: 1, salt: "", hash: "" };

const panelOf = (probability: number, state: FilmPanel["state"] = "done"): FilmPanel => ({
  filmId: film,
  networks,
  state,
  check: { verdict: "ok", reasons: [] },
  models: [
    { id: modelId("cnn"), title: "CNN", version: "1.0.0", probability, threshold: 0.5, verdict: "pneumonia" },
  ],
  agreement:
    state === "done"
      ? { verdict: "pneumonia", votes: 1, of: 1, level: "unanimous", probability, threshold: 0.5 }
      : null,
  heatMaps: [],
  failures: [],
  own: { models: [], failures: [] },
  ms: { decode: 1, infer: 1 },
});

/** One study and three readers, the first of them the administrator. */
async function department(rules: Partial<DepartmentRules> = {}): Promise<{ store: Store; folder: string }> {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  await addFilm(folder, store, "one", header("1.2", "1.2.1"));
  await store.write.enrol({ reader, name: "One", at });
  await store.write.setCredential({ reader, of: reader, credential, at });
  for (const id of [otherReader, third]) {
    const added = { id, name: id, administrator: false, secondReader: true };
    await store.write.addReader({ reader, at, added, credential });
  }
  await store.write.saveRules({ reader, at, rules: { ...usualRules, ...rules } });
  return { store, folder };
}
const commit = (store: Store, by: ReaderId, finding: Finding, minutes = 0) =>
  store.write.commitRead({
    studyUid: study,
    reader: by,
    draft: draft(finding),
    networks,
    at: later(minutes),
  });
const courseFor = async (store: Store, by: ReaderId) =>
  store.read.course({ studyUid: study, reader: by, networks, now: at });
const queueFor = (store: Store, by: ReaderId) =>
  store.read.secondReads({ reader: by, networks, settled: 10, now: at });

test("a read against the panel is flagged, read again blinded, settled by a third, and has its addendum", async () => {
  const { store } = await department();
  await store.write.savePanel({ reader, at, panel: panelOf(0.9) });
  await commit(store, reader, "no-pneumonia");
  expect(await courseFor(store, reader)).toMatchObject({
    state: "flagged",
    reads: [
      {
        reader,
        flag: {
          known: true,
          flag: { kind: "possible-miss", finding: "no-pneumonia", probability: 0.9, limit: 0.5 },
        },
      },
    ],
  });
  // Whoever has not read it sees that a second read waits, and neither why nor of whose read.
  const waiting = await queueFor(store, otherReader);
  expect(waiting).toMatchObject([
    {
      studyUid: study,
      flag: null,
      names: {},
      view: { of: null, reason: null, read: null, may: { take: true } },
    },
  ]);
  expect(JSON.stringify([waiting, await courseFor(store, otherReader)])).not.toMatch(
    /dr-one|flag":"|miss|0\.9/,
  );
  const [{ view }] = waiting as [(typeof waiting)[number]];
  await expect(store.write.takeSecondRead({ reader, at, id: view.id })).rejects.toThrow(
    code("second-read/own"),
  );
  await store.write.takeSecondRead({ reader: otherReader, at, id: view.id });
  expect(await store.read.panel({ studyUid: study, reader: otherReader, networks })).toEqual({
    sealed: true,
  });
  const opened = await store.read.study({ studyUid: study, reader: otherReader, networks });
  expect([opened?.secondRead, opened?.read.committed]).toEqual([view.id, null]);
  await store.write.saveDraft({ studyUid: study, reader: otherReader, at, draft: draft("cannot-say") });
  await commit(store, otherReader, "pneumonia", 1);
  expect(await store.read.panel({ studyUid: study, reader: otherReader, networks })).toMatchObject({
    sealed: false,
  });
  expect((await courseFor(store, otherReader))?.state).toBe("adjudication");
  const seen = await courseFor(store, third);
  expect(seen?.seconds).toMatchObject([{ of: reader, may: { third: true, consensus: false } }]);
  expect(seen?.reads.map((one) => one.read.draft.finding)).toEqual(["no-pneumonia"]);
  const entered = { how: "third", finding: "pneumonia", radpeer: "2b", note: "left base" } as const;
  await store.write.adjudicate({ reader: third, at: later(2), id: view.id, entered });
  const settled = await courseFor(store, reader);
  expect(settled).toMatchObject({ state: "final", owesAddendum: true });
  expect(settled?.events.map(({ what, who }) => [what, who])).toEqual([
    ["read", reader],
    ["flag", null],
    ["taken", otherReader],
    ["second-read", otherReader],
    ["settled", third],
  ]);
  await store.write.addAddendum({ studyUid: study, reader, at: later(3), text: "Overlooked." });
  expect((await courseFor(store, reader))?.owesAddendum).toBe(false);
  const entries = await store.read.audit({ after: 0, limit: 100 });
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      "reader.add",
      "rules.change",
      "read.flag",
      "second-read.take",
      "second-read.commit",
      "second-read.settle",
      "read.addendum",
    ]),
  );
});

test("what was committed is kept by the database itself", async () => {
  const { store, folder } = await department();
  await store.write.savePanel({ reader, at, panel: panelOf(0.9) });
  await commit(store, reader, "no-pneumonia");
  await store.write.addAddendum({ studyUid: study, reader, at, text: "More." });
  await store.write.takeSecondRead({ reader: otherReader, at, id: 1 });
  await commit(store, otherReader, "no-pneumonia");
  const database = new DatabaseSync(layout.database(folder));
  for (const sql of [
    "UPDATE addenda SET text = 'less'",
    "DELETE FROM addenda",
    "UPDATE flags SET kind = 'none'",
    "UPDATE second_reads SET finding = 'pneumonia'",
    "UPDATE second_reads SET settled = NULL",
    "DELETE FROM second_reads",
    "DELETE FROM readers",
  ]) {
    expect(() => {
      database.exec(sql);
    }, sql).toThrow(/does not change|not deleted/);
  }
  database.close();
});

test("a panel that comes after the read flags it then; one that is withheld flags nothing and says so", async () => {
  const { store } = await department();
  await commit(store, reader, "no-pneumonia");
  const flagNow = async () => (await courseFor(store, reader))?.reads[0]?.flag;
  expect(await flagNow()).toEqual({ known: false, because: "pending" });
  await store.write.savePanel({ reader, at, panel: panelOf(0.9, "withheld") });
  expect(await flagNow()).toEqual({ known: false, because: "withheld" });
  await store.write.savePanel({ reader, at, panel: panelOf(0.9) });
  expect(await flagNow()).toMatchObject({ known: true, flag: { kind: "possible-miss" } });
  expect(await store.read.ownCases({ asker: reader })).toMatchObject({ compared: 1, flagged: 1 });
});

test("the random sample is drawn at the commit, whatever the panel says, and alone counts as known cases", async () => {
  const secondRead = { ...usualRules.secondRead, sample: 1 };
  const { store } = await department({ secondRead });
  await store.write.savePanel({ reader, at, panel: panelOf(0.9) });
  await commit(store, reader, "no-pneumonia");
  expect((await courseFor(store, reader))?.seconds).toMatchObject([{ reason: "sample" }]);
  await store.write.takeSecondRead({ reader: otherReader, at, id: 1 });
  await commit(store, otherReader, "no-pneumonia");
  expect((await store.read.ownCases({ asker: reader })).cases).toEqual({
    pneumonia: [],
    normal: [0.9],
    missed: [],
    overcalled: 0,
  });
  await expect(store.read.ownCases({ asker: otherReader })).rejects.toThrow(code("reader/not-administrator"));
});

test("a miss of the sample is a case once it is settled, and none while its administrator has begun to read it", async () => {
  const { store } = await department({ secondRead: { ...usualRules.secondRead, sample: 1 } });
  await store.write.savePanel({ reader, at, panel: panelOf(0.4) });
  await commit(store, otherReader, "no-pneumonia");
  await store.write.takeSecondRead({ reader: third, at, id: 1 });
  await commit(store, third, "pneumonia", 1);
  const none = { pneumonia: [], normal: [], missed: [], overcalled: 0 };
  expect((await store.read.ownCases({ asker: reader })).cases).toEqual(none);
  const entered = { how: "consensus", finding: "pneumonia", radpeer: "2a", note: "" } as const;
  await store.write.adjudicate({ reader: third, at: later(2), id: 1, entered });
  const own = { ...none, pneumonia: [0.4], missed: [0.4] };
  expect((await store.read.ownCases({ asker: reader })).cases).toEqual(own);
  await store.write.saveDraft({ studyUid: study, reader, at, draft: draft("pneumonia") });
  expect((await store.read.ownCases({ asker: reader })).cases).toEqual(none);
});

test("the audit record withholds what a row says of a study that its administrator has yet to read", async () => {
  const { store } = await department();
  await store.write.savePanel({ reader, at, panel: panelOf(0.9) });
  await commit(store, otherReader, "no-pneumonia");
  await store.write.takeSecondRead({ reader: third, at, id: 1 });
  await commit(store, third, "pneumonia", 1);
  const entered = { how: "consensus", finding: "pneumonia", radpeer: "2b", note: "" } as const;
  await store.write.adjudicate({ reader: third, at: later(2), id: 1, entered });
  const rows = async () => {
    const query = { filter: auditFilter.parse({}), upTo: null, offset: 0, limit: 100 };
    return (await store.read.auditPage({ ...query, asker: reader })).rows;
  };
  const told = async () =>
    Object.fromEntries((await rows()).map(({ action, details, withheld }) => [action, withheld || details]));
  const sealed = await told();
  for (const action of ["read.commit", "read.flag", "second-read.commit", "second-read.settle"]) {
    expect(sealed[action], action).toBe(true);
  }
  expect(sealed["second-read.take"]).toEqual({ second: 1 });
  expect(JSON.stringify(await rows())).not.toMatch(/possible-miss|pneumonia|2b/);
  await store.write.saveDraft({ studyUid: study, reader, at, draft: draft("pneumonia") });
  expect((await told())["read.flag"]).toBe(true);
  await commit(store, reader, "pneumonia", 3);
  expect(await told()).toMatchObject({
    "second-read.commit": { finding: "pneumonia" },
    "second-read.settle": { finding: "pneumonia", radpeer: "2b" },
  });
  expect(await rows()).toContainEqual(
    expect.objectContaining({
      action: "read.flag",
      details: { of: otherReader, kind: "possible-miss" },
      withheld: false,
    }),
  );
});

test("the list of flagged studies does not name a study of which the reader has the second read in hand", async () => {
  const anyone = { ...usualRules.secondRead, by: "anyone" as const, sameReaderAfterHours: 0 };
  const { store } = await department({ secondRead: anyone });
  await store.write.savePanel({ reader, at, panel: panelOf(0.9) });
  await commit(store, reader, "no-pneumonia");
  const flagged = async () =>
    (await store.read.worklistCounts({ reader, networks, today: wholeList.today })).flagged;
  expect(await flagged()).toBe(1);
  await store.write.takeSecondRead({ reader, at: later(1), id: 1 });
  expect(await flagged()).toBe(0);
  await commit(store, reader, "no-pneumonia", 2);
  expect(await flagged()).toBe(1);
});

test("an AI-first department opens the panel before the read, and the read says so", async () => {
  const { store } = await department({ mode: "ai-first" });
  await store.write.savePanel({ reader, at, panel: panelOf(0.9) });
  expect(await store.read.panel({ studyUid: study, reader, networks })).toMatchObject({ sealed: false });
  await store.write.revealPanel({ studyUid: study, reader, at, networks });
  await store.write.saveRules({ reader, at, rules: usualRules });
  expect(await store.read.panel({ studyUid: study, reader, networks })).toEqual({ sealed: true });
  expect((await commit(store, reader, "pneumonia")).mode).toBe("ai-first");
});

test("readers are an administrator's, and one administrator remains", async () => {
  const { store } = await department();
  const added = { id: readerId("x"), name: "One", administrator: false, secondReader: false };
  const change = { added, credential, at };
  await expect(store.write.addReader({ ...change, reader: otherReader })).rejects.toThrow(
    code("reader/not-administrator"),
  );
  await expect(store.write.addReader({ ...change, reader })).rejects.toThrow(code("reader/name-taken"));
  await expect(
    store.write.setCredential({ of: reader, reader: otherReader, credential, at }),
  ).rejects.toThrow(code("reader/not-administrator"));
  await expect(store.write.setCredential({ of: reader, reader, credential: null, at })).rejects.toThrow(
    code("reader/secret-needed"),
  );
  await expect(store.write.saveRules({ reader: otherReader, at, rules: usualRules })).rejects.toThrow(
    code("reader/not-administrator"),
  );
  const changed = { id: reader, name: "One", administrator: false, secondReader: true, active: true };
  await expect(store.write.changeReader({ reader, at, changed })).rejects.toThrow(
    code("reader/last-administrator"),
  );
  // Where somebody has a secret, the operating system's user does not become a reader by itself.
  await store.write.enrol({ reader: readerId("stranger"), name: "Stranger", at });
  expect((await store.read.readers({})).map(({ id }) => id)).not.toContain("stranger");
});

test("who read in an older library is a reader afterwards, and the old record is chained", async () => {
  const folder = await temporaryFolder();
  const path = layout.database(folder);
  const old = openDatabase(path, migrations.slice(0, 3));
  old.writer.exec(`
    INSERT INTO patients VALUES ('p', '', 'P', 'X', '', '');
    INSERT INTO studies VALUES ('1.2', 'p', 'X', '', '', '', '', '', '', '', '', '', 'u', 'o');
    INSERT INTO reads VALUES ('1.2', 'asil', 'pneumonia', 'low', 'n', 'u', 'o', 'u', 'o');
    INSERT INTO audit (utc, utc_offset, reader_id, action, subject, details)
      VALUES ('u', 'o', 'asil', 'read.commit', '1.2', '{}'), ('u', 'o', 'other', 'study.open', '1.2', '{}');
  `);
  old.close();
  const store = await testStore(folder);
  expect(await store.read.readers({})).toEqual([
    { id: "asil", name: "asil", administrator: true, secondReader: true, active: true, secured: false },
    { id: "other", name: "other", administrator: false, secondReader: true, active: true, secured: false },
  ]);
  const kept = await store.read.study({ studyUid: study, reader: readerId("asil"), networks: null });
  expect(kept?.read).toMatchObject({ draft: { finding: "pneumonia", zones: [] }, mode: "blinded" });
  expect(await store.read.verifyAudit({ heads: [] })).toMatchObject({ rows: 2, faults: [] });
});

test("a second reader's row says so from the taking on, and the study no longer counts as unread once it is committed", async () => {
  const { store } = await department();
  await store.write.savePanel({ reader, at, panel: panelOf(0.9) });
  await commit(store, reader, "no-pneumonia");
  const asking = { ...wholeList, reader: otherReader, networks };
  const row = async () => (await store.read.worklist(asking)).rows[0];
  const unread = async () => (await store.read.worklistCounts(asking)).unread;
  expect(await row()).toMatchObject({ read: "unread", second: "none" });
  const [waiting] = await queueFor(store, otherReader);
  await store.write.takeSecondRead({ reader: otherReader, at: later(1), id: waiting?.view.id ?? 0 });
  expect(await row()).toMatchObject({ read: "draft", second: "taken" });
  expect(await unread()).toBe(1);
  await commit(store, otherReader, "pneumonia", 2);
  expect(await row()).toMatchObject({ read: "committed", second: "committed" });
  expect(await unread()).toBe(0);
  // The first reader's row says nothing of it.
  expect((await store.read.worklist({ ...asking, reader })).rows[0]).toMatchObject({
    read: "committed",
    second: "none",
  });
});

test("only where the department reads by triage or AI-first does the list stand in the panel's order", async () => {
  const sort = { column: "panel", direction: "descending" } as const;
  const orders: Record<string, string[]> = {};
  for (const mode of ["blinded", "ai-first", "triage"] as const) {
    const { store, folder } = await department({ mode });
    await store.write.savePanel({ reader, at, panel: panelOf(0.2) });
    for (const [uid, probability] of [
      ["1.3", 0.9],
      ["1.4", 0.05],
    ] as const) {
      await addFilm(folder, store, uid, header(uid, `${uid}.1`));
      await store.write.savePanel({
        reader,
        at,
        panel: { ...panelOf(probability), filmId: filmId(`${uid}.1`) },
      });
    }
    await addFilm(folder, store, "1.5", header("1.5", "1.5.1"));
    const list = async () =>
      (await store.read.worklist({ ...wholeList, networks, sort })).rows.map(({ studyUid: uid }) => uid);
    orders[mode] = await list();
    if (mode === "blinded") continue;
    expect(orders[mode]).toEqual(["1.3", "1.2", "1.4", "1.5"]);
    // An urgent film comes first, one that was read stays; everything else of the panel stays closed.
    await store.write.setPriority({ reader, at, studyUid: studyUid("1.4"), priority: "stat" });
    await store.write.commitRead({
      reader,
      at,
      studyUid: studyUid("1.3"),
      draft: draft("pneumonia"),
      networks,
    });
    if (mode === "ai-first") {
      // Sorted by one column like by any other, and the panel is open.
      expect(await list()).toEqual(orders[mode]);
      continue;
    }
    expect(await list()).toEqual(["1.4", "1.3", "1.2", "1.5"]);
    expect(await store.read.panel({ studyUid: studyUid("1.4"), reader, networks })).toEqual({ sealed: true });
    const course = await store.read.course({ studyUid: studyUid("1.3"), reader, networks, now: at });
    expect(course?.reads[0]?.read.mode).toBe("triage");
  }
  // Blinded, the same question is answered by the panels' states, and within one by date and import alone.
  expect(orders["blinded"]).not.toEqual(orders["triage"]);
});
