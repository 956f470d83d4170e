import { readdir, readFile, stat, truncate } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { filmId, modelId, studyUid } from "../../core/base/ids.ts";
import { emptyDraft } from "../../core/second-read/read.ts";
import type { FilmPanel } from "../../core/studies/study-store.ts";
import { hashOf, keepFilms } from "./film-files.ts";
import { layout } from "./library-folder.ts";
import type { Store } from "./store.ts";
import {
  addFilm,
  at,
  header,
  otherReader,
  reader,
  recordOf,
  temporaryFolder,
  testStore,
  wholeList,
} from "./testing/library.ts";

const code = (expected: string) => expect.objectContaining({ code: expected });
const names = async (store: Store, search: string): Promise<string[]> =>
  (await store.read.worklist({ ...wholeList, search })).rows.map((row) => row.studyUid);

test("a film is kept byte for byte under its hash, once", async () => {
  const folder = await temporaryFolder();
  const bytes = new TextEncoder().encode("abc");
  // SHA-256 of "abc": FIPS 180-4, example B.1 of NIST.
  const hash = hashOf(bytes);
  expect(hash).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // The same film twice in one batch, and once more when it is there.
  expect(
    await keepFilms(folder, "s", [
      { hash, bytes },
      { hash, bytes },
    ]),
  ).toEqual(["written", "written"]);
  expect(await keepFilms(folder, "s", [{ hash, bytes }])).toEqual(["present"]);
  const path = `${folder}/films/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad`;
  expect(await readFile(path, "utf8")).toBe("abc");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(layout.incoming(folder, "s"))).toEqual([]);

  await truncate(path, 1);
  expect(await keepFilms(folder, "s", [{ hash, bytes }])).toEqual(["written"]);
  expect(await readFile(path, "utf8")).toBe("abc");
});

test("a study is listed with what its films say; the same film is a duplicate, another one of its name a conflict", async () => {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  const more = { patientAge: "004Y", patientSex: "F", studyDate: "20260204", accessionNumber: "A1" };
  expect((await addFilm(folder, store, "one", header("1.2", "1.2.1", more))).outcome).toBe("added");
  expect((await addFilm(folder, store, "one", header("1.2", "1.2.1", more))).outcome).toBe("duplicate");
  expect((await addFilm(folder, store, "two", header("1.2", "1.2.1", more))).outcome).toBe("conflict");
  const side = header("1.2", "1.2.2", { ...more, viewPosition: "LL" });
  expect((await addFilm(folder, store, "three", side)).outcome).toBe("added");
  const { rows, total } = await store.read.worklist(wholeList);
  expect(total).toBe(1);
  expect(rows).toEqual([
    {
      studyUid: "1.2",
      patientName: "PHANTOM^ONE",
      patientId: "P-1.2",
      patientSex: "F",
      patientAge: "004Y",
      studyDate: "20260204",
      studyTime: "",
      accessionNumber: "A1",
      description: "",
      modality: "DX",
      view: "PA, LL",
      films: 2,
      missing: 0,
      panel: "none",
      priority: "routine",
      read: "unread",
      second: "none",
    },
  ]);
});

test("a study stays with its patient, and a row is never without its file", async () => {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  await addFilm(folder, store, "one", header("1.2", "1.2.1"));
  const swapped = await addFilm(folder, store, "two", header("1.2", "1.2.2", { patientId: "P-OTHER" }));
  expect(swapped.outcome).toBe("other-patient");
  await store.write.discardFile({ hash: swapped.record.film.hash });
  await expect(stat(layout.film(folder, swapped.record.film.hash))).rejects.toThrow("ENOENT");

  const { record } = recordOf("three", header("1.3", "1.3.1"));
  expect(await store.write.addFilms({ films: [{ record, at }] })).toEqual(["file-gone"]);
  const kept = await store.read.film({
    filmId: (await addFilm(folder, store, "one", header("1.2", "1.2.1"))).record.film.id,
  });
  await store.write.discardFile({ hash: kept?.hash ?? record.film.hash });
  await expect(stat(layout.film(folder, kept?.hash ?? record.film.hash))).resolves.toBeDefined();
});

test("the worklist is sorted by study time, newest first, and searched by any part", async () => {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  await addFilm(
    folder,
    store,
    "a",
    header("1.1", "1.1.1", { studyDate: "20250101", patientName: "Müller^Ida" }),
  );
  await addFilm(folder, store, "b", header("1.2", "1.2.1", { studyDate: "20260101", studyTime: "0815" }));
  await addFilm(folder, store, "c", header("1.3", "1.3.1", { studyDate: "20260101", studyTime: "1200" }));
  // Without a date a study is listed by its import, 2026-11-24.
  await addFilm(folder, store, "d", header("1.4", "1.4.1", { patientName: "王小明" }));
  expect(await names(store, "")).toEqual(["1.4", "1.3", "1.2", "1.1"]);
  expect(await names(store, "ULLER ida")).toEqual(["1.1"]);
  expect(await names(store, "小明")).toEqual(["1.4"]);
  expect(await names(store, "p-1.3")).toEqual(["1.3"]);
  expect(await names(store, "100%_")).toEqual([]);
  const page = await store.read.worklist({ ...wholeList, offset: 1, limit: 2 });
  expect([page.rows.map((row) => row.studyUid), page.total]).toEqual([["1.3", "1.2"], 4]);
});

test("a read is a draft, then committed for good; each reader has their own", async () => {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  await addFilm(folder, store, "one", header("1.2", "1.2.1"));
  const study = { studyUid: studyUid("1.2"), reader, at };
  const draft = { ...emptyDraft, finding: null, confidence: null, note: "left base" } as const;
  const firm = { ...emptyDraft, finding: "pneumonia", confidence: "high", note: "left base" } as const;
  await store.write.saveDraft({ ...study, draft });
  await expect(store.write.commitRead({ ...study, networks: null, draft })).rejects.toThrow(
    code("read/no-finding"),
  );
  const committed = await store.write.commitRead({ ...study, networks: null, draft: firm });
  expect(committed).toEqual({ draft: firm, committed: at, mode: "blinded", addenda: [] });
  await expect(store.write.commitRead({ ...study, networks: null, draft: firm })).rejects.toThrow(
    code("read/already-committed"),
  );
  await expect(store.write.saveDraft({ ...study, draft })).rejects.toThrow(code("read/already-committed"));
  const mine = await store.read.study({ studyUid: study.studyUid, reader, networks: null });
  expect([mine?.row.read, mine?.read]).toEqual(["committed", committed]);
  const theirs = await store.read.study({ studyUid: study.studyUid, reader: otherReader, networks: null });
  expect(theirs?.row.read).toBe("unread");
  await expect(store.write.saveDraft({ ...study, studyUid: studyUid("9.9"), draft })).rejects.toThrow(
    code("library/no-such-study"),
  );

  const database = new DatabaseSync(layout.database(folder));
  expect(() => {
    database.exec("UPDATE reads SET finding = 'no-pneumonia'");
  }).toThrow(/does not change/);
  expect(() => {
    database.exec("DELETE FROM reads");
  }).toThrow(/not deleted/);
  database.close();
});

test("what was done is recorded in order, drafts once a minute, and the record cannot be changed", async () => {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  await addFilm(folder, store, "one", header("1.2", "1.2.1"));
  const study = { studyUid: studyUid("1.2"), reader };
  const draft = { ...emptyDraft, finding: "no-pneumonia", confidence: null, note: "" } as const;
  for (const second of ["00", "10", "59"]) {
    await store.write.saveDraft({ ...study, draft, at: { ...at, utc: `2026-11-24T09:30:${second}.000Z` } });
  }
  await store.write.saveDraft({ ...study, draft, at: { ...at, utc: "2026-11-24T09:31:00.000Z" } });
  await store.write.commitRead({ ...study, networks: null, draft, at });
  await store.write.revealPanel({ ...study, at, networks: "n" });
  await store.write.revealPanel({ ...study, at, networks: "n" });
  const entries = await store.read.audit({ after: 0, limit: 100 });
  expect(entries.map((entry) => [entry.action, entry.subject, entry.reader])).toEqual([
    ["read.draft", "1.2", "dr-one"],
    ["read.draft", "1.2", "dr-one"],
    ["read.commit", "1.2", "dr-one"],
    ["panel.reveal", "1.2", "dr-one"],
  ]);
  const database = new DatabaseSync(layout.database(folder));
  expect(() => {
    database.exec("UPDATE audit SET reader_id = 'x'");
  }).toThrow(/append-only/);
  expect(() => {
    database.exec("DELETE FROM audit");
  }).toThrow(/append-only/);
  database.close();
});

/** An answer with numbers that can be found again in a message. */
const panelOf = (filmId: FilmPanel["filmId"], networks: string): FilmPanel => ({
  filmId,
  networks,
  state: "done",
  check: { verdict: "warn", reasons: ["the patient is older"] },
  models: [
    {
      id: modelId("mobilenetv2"),
      title: "MobileNetV2",
      version: "1.2.3",
      probability: 0.8125,
      threshold: 0.4375,
      verdict: "pneumonia",
    },
  ],
  agreement: {
    verdict: "pneumonia",
    votes: 1,
    of: 1,
    level: "unanimous",
    probability: 0.8125,
    threshold: 0.4375,
  },
  heatMaps: [{ modelId: modelId("mobilenetv2"), rows: 1, columns: 3, values: new Float32Array([0, 0.5, 2]) }],
  failures: [],
  own: {
    models: [
      {
        id: modelId("clinic"),
        title: "Lung clinic",
        version: "0.1.0",
        probability: 0.0625,
        threshold: 0.5,
        verdict: "normal",
      },
    ],
    failures: ["another of the clinic's networks failed"],
  },
  ms: { decode: 12, infer: 3 },
});

test("a panel is sealed until this reader's read is committed, and counts for its networks alone", async () => {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  const { record } = await addFilm(folder, store, "one", header("1.2", "1.2.1"));
  const query = { studyUid: record.study.uid, reader, networks: "A" };
  const pending = await store.read.pendingFilms({ networks: "A", first: null, limit: 10 });
  expect(pending.map((film) => film.filmId)).toEqual([record.film.id]);
  const panel = panelOf(record.film.id, "A");
  await store.write.savePanel({ panel, at, reader });
  expect(await store.read.pendingFilms({ networks: "A", first: null, limit: 10 })).toEqual([]);
  expect(await store.read.panel(query)).toEqual({ sealed: true });
  const firm = { ...emptyDraft, finding: "pneumonia", confidence: null, note: "" } as const;
  await store.write.commitRead({ networks: null, studyUid: record.study.uid, reader, at, draft: firm });
  const { filmId, state, check, models, agreement, heatMaps, failures, own } = panel;
  const answer = { filmId, state, check, models, agreement, heatMaps, failures, own };
  expect(await store.read.panel(query)).toEqual({ sealed: false, state: "done", films: [answer] });
  expect(await store.read.panel({ ...query, reader: otherReader })).toEqual({ sealed: true });

  // Another set of networks: nothing of the earlier answer is shown as its own.
  const renewed = await store.read.panel({ ...query, networks: "B" });
  expect(renewed).toMatchObject({
    state: "pending",
    films: [{ state: "pending", models: [], heatMaps: [], own: { models: [], failures: [] } }],
  });
  expect(await store.read.pendingFilms({ networks: "B", first: null, limit: 10 })).toHaveLength(1);
  const { rows } = await store.read.worklist({ ...wholeList, networks: "A" });
  expect(rows[0]?.panel).toBe("done");
});

test("films wait in turn: the study on screen, urgent ones, then the longest waiting; frontal views alone", async () => {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  await addFilm(folder, store, "a", header("1.1", "1.1.1"));
  await addFilm(folder, store, "b", header("1.1", "1.1.2", { viewPosition: "LL" }));
  await addFilm(folder, store, "c", header("1.2", "1.2.1"));
  await addFilm(folder, store, "d", header("1.3", "1.3.1", { viewPosition: "LL" }));
  await addFilm(folder, store, "e", header("1.4", "1.4.1", { requestedProcedurePriority: "STAT" }));
  const pending = async (first: string | null) =>
    (
      await store.read.pendingFilms({
        networks: "A",
        first: first === null ? null : studyUid(first),
        limit: 10,
      })
    ).map((film) => film.filmId);
  const count = () => store.read.countPending({ networks: "A", most: 100 });
  expect(await pending("1.3")).toEqual(["1.3.1", "1.4.1", "1.1.1", "1.2.1"]);
  expect([await count(), await store.read.countPending({ networks: "A", most: 3 })]).toEqual([4, 3]);
  for (const id of ["1.1.1", "1.4.1"])
    await store.write.savePanel({ panel: { ...panelOf(filmId(id), "A"), state: "failed" }, at, reader });
  expect(await pending(null)).toEqual(["1.2.1", "1.3.1"]);
  // Imported once more, a film that failed waits again, before those that came after it.
  await addFilm(folder, store, "a", header("1.1", "1.1.1"));
  expect(await pending(null)).toEqual(["1.1.1", "1.2.1", "1.3.1"]);
  expect(await count()).toBe(3);
});

test("a deleted study is in no list and its file gone; reads and the record stay, and it can come again", async () => {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  const header1 = header("1.2", "1.2.1", { patientName: "PHANTOM^GONE" });
  const { record } = await addFilm(folder, store, "one", header1);
  await addFilm(folder, store, "two", header("1.3", "1.3.1"));
  const study = { studyUid: record.study.uid, reader, at };
  await store.write.commitRead({
    ...study,
    draft: { finding: "pneumonia", confidence: null, zones: [], others: [], note: "" },
    networks: null,
  });
  await expect(store.write.deleteStudy({ ...study, films: 2 })).rejects.toThrow(code("study/changed"));
  expect(await store.write.deleteStudy({ ...study, films: 1 })).toEqual({ films: 1, bytes: 3 });
  await expect(stat(layout.film(folder, record.film.hash))).rejects.toThrow("ENOENT");
  expect(await names(store, "")).toEqual(["1.3"]);
  expect(await names(store, "gone")).toEqual([]);
  expect(await store.read.study({ studyUid: study.studyUid, reader, networks: null })).toBeNull();
  expect(await store.read.film({ filmId: record.film.id })).toBeNull();
  await expect(store.write.deleteStudy({ ...study, films: 1 })).rejects.toThrow(
    code("library/no-such-study"),
  );
  const database = new DatabaseSync(layout.database(folder));
  const text = JSON.stringify(database.prepare("SELECT * FROM studies").all());
  expect(text).not.toContain("GONE");
  expect(database.prepare("SELECT finding FROM reads").all()).toEqual([{ finding: "pneumonia" }]);
  database.close();
  const entries = await store.read.audit({ after: 0, limit: 10 });
  expect(entries.map((entry) => entry.action)).toContain("study.delete");

  expect((await addFilm(folder, store, "one", header1)).outcome).toBe("added");
  expect(await names(store, "gone")).toEqual(["1.2"]);
  const again = await store.read.study({ studyUid: study.studyUid, reader, networks: null });
  expect(again?.row).toMatchObject({ patientName: "PHANTOM^GONE", films: 1, read: "committed" });
});
