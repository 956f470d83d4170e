import { expect, test } from "vitest";
import type { WorklistFilter, WorklistQuery, WorklistRow } from "../../../core/api.ts";
import { newestFirst, worklistFilter } from "../../../core/api.ts";
import { studyUid } from "../../../core/base/ids.ts";
import { emptyDraft } from "../../../core/second-read/read.ts";
import type { FilmAttributes } from "../../../core/dicom/film.ts";
import type { SortColumn } from "../../../core/studies/listing.ts";
import type { FilmPanel } from "../../../core/studies/study-store.ts";
import type { Store } from "../store.ts";
import {
  addFilm,
  at,
  header,
  otherReader,
  reader,
  temporaryFolder,
  testStore,
  wholeList,
} from "../testing/library.ts";

const uids = (rows: readonly WorklistRow[]): string[] => rows.map((row) => row.studyUid);
const list = async (store: Store, query: Partial<WorklistQuery> = {}, more = {}) =>
  store.read.worklist({ ...wholeList, ...query, ...more });
const filtered = (filter: Partial<WorklistFilter>) => ({
  filter: { ...worklistFilter.parse({}), ...filter },
});

/** Five studies that every order tells apart. */
const studies: readonly (readonly [string, FilmAttributes])[] = [
  [
    "1",
    {
      patientName: "Özil^Ada",
      patientId: "P10",
      patientAge: "005Y",
      studyDate: "20261124",
      studyTime: "0800",
      accessionNumber: "A2",
      studyDescription: "Chest",
      viewPosition: "PA",
    },
  ],
  [
    "2",
    {
      patientName: "IŞIK^Can",
      patientId: "P9",
      patientAge: "018M",
      studyDate: "20261123",
      accessionNumber: "A10",
      studyDescription: "thorax",
      viewPosition: "AP",
    },
  ],
  [
    "3",
    {
      patientName: "Wang^XiaoMing=王^小明",
      patientId: "p2",
      patientAge: "003W",
      studyDate: "20261124",
      studyTime: "0915",
      accessionNumber: "",
      studyDescription: "",
      viewPosition: "LL",
    },
  ],
  [
    "4",
    {
      patientName: "ızgi^Bora",
      patientId: "Q1",
      studyDate: "20240229",
      accessionNumber: "B1",
      studyDescription: "Abdomen",
      requestedProcedurePriority: "STAT",
    },
  ],
  [
    "5",
    {
      patientName: "Łoś^Ewa",
      patientId: "P100",
      patientAge: "081Y",
      studyDate: "20260101",
      accessionNumber: "A1",
      studyDescription: "Chest 2",
      viewPosition: "PA",
    },
  ],
];

async function library() {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  const add = (uid: string, attributes: FilmAttributes, film = "1") =>
    addFilm(folder, store, `${uid}.${film}`, header(uid, `${uid}.${film}`, attributes));
  for (const [uid, attributes] of studies) await add(uid, attributes);
  await add("2", { ...studies[1]?.[1], viewPosition: "LL" }, "2");
  return { store, add };
}

test("sorts by every column, numbers by value, letters without accents and case, what is not said last", async () => {
  const { store } = await library();
  const orders: Partial<Record<SortColumn, readonly string[]>> = {
    name: ["2", "4", "5", "1", "3"],
    id: ["3", "2", "1", "5", "4"],
    age: ["3", "2", "1", "5", "4"],
    date: ["4", "5", "2", "1", "3"],
    accession: ["5", "1", "2", "4", "3"],
    description: ["4", "1", "5", "2", "3"],
    films: ["1", "3", "4", "5", "2"],
    view: ["2", "3", "1", "4", "5"],
    // In each group the newest first.
    priority: ["4", "3", "1", "2", "5"],
    status: ["3", "1", "2", "5", "4"],
  };
  for (const [column, expected] of Object.entries(orders)) {
    const sort = { column: column as SortColumn, direction: "ascending" as const };
    expect(uids((await list(store, { sort })).rows), column).toEqual(expected);
  }
  const backwards = { column: "name", direction: "descending" } as const;
  expect(uids((await list(store, { sort: backwards })).rows)).toEqual([...(orders.name ?? [])].reverse());
  const urgentLast = { column: "priority", direction: "descending" } as const;
  expect(uids((await list(store, { sort: urgentLast })).rows)).toEqual(["3", "1", "2", "5", "4"]);
});

test("finds by any part of name, ID, accession and description, in every script", async () => {
  const { store } = await library();
  for (const [search, expected] of [
    ["ISI", ["2"]],
    ["ışı", ["2"]],
    ["IZG", ["4"]],
    ["ozi", ["1"]],
    ["los", ["5"]],
    ["小明", ["3"]],
    ["王", ["3"]],
    ["p1", ["1", "5"]],
    ["a10", ["2"]],
    ["est", ["1", "5"]],
    ["est ewa", ["5"]],
    ["", ["3", "1", "2", "5", "4"]],
    ["nobody", []],
  ] as const) {
    const { rows, total } = await list(store, { search });
    expect([uids(rows), total], search).toEqual([expected, expected.length]);
  }
});

test("filters by day, reading, priority and panel, with counts for this reader", async () => {
  const { store } = await library();
  const draft = { ...emptyDraft, finding: null, confidence: null, note: "left" } as const;
  const firm = { ...emptyDraft, finding: "no-pneumonia", confidence: null, note: "" } as const;
  await store.write.saveDraft({ studyUid: studyUid("1"), draft, reader, at });
  await store.write.commitRead({ networks: null, studyUid: studyUid("2"), draft: firm, reader, at });
  const of = async (filter: Partial<WorklistFilter>, more = {}) =>
    uids((await list(store, filtered(filter), more)).rows);
  expect(await of({ quick: "today" })).toEqual(["3", "1"]);
  expect(await of({ quick: "unread" })).toEqual(["3", "1", "5", "4"]);
  expect(await of({ quick: "mine" })).toEqual(["1", "2"]);
  expect(await of({ quick: "mine" }, { reader: otherReader })).toEqual([]);
  expect(await of({ read: "draft" })).toEqual(["1"]);
  expect(await of({ priority: "stat" })).toEqual(["4"]);
  expect(await of({ from: "20260101", to: "20261123" })).toEqual(["2", "5"]);
  expect(await of({ panel: "none" })).toHaveLength(5);
  expect(await of({ panel: "pending" }, { networks: "n" })).toHaveLength(5);
  const viewer = { reader, networks: null, today: "20261124" };
  expect(await store.read.worklistCounts(viewer)).toEqual({
    all: 5,
    today: 2,
    unread: 4,
    mine: 2,
    flagged: 0,
  });

  await store.write.setPriority({ studyUid: studyUid("5"), priority: "stat", reader, at });
  expect(await of({ priority: "stat" })).toEqual(["5", "4"]);
  await expect(
    store.write.setPriority({ studyUid: studyUid("9"), priority: "stat", reader, at }),
  ).rejects.toThrow(expect.objectContaining({ code: "library/no-such-study" }));
});

test("sorts by the state of the panel, as the rows show it", async () => {
  const { store } = await library();
  const panel = (filmId: string, state: FilmPanel["state"]) =>
    store.write.savePanel({
      reader,
      at,
      panel: {
        filmId: filmId as FilmPanel["filmId"],
        networks: "n",
        state,
        check: null,
        models: [],
        agreement: null,
        heatMaps: [],
        failures: [],
        own: { models: [], failures: [] },
        ms: { decode: 0, infer: 0 },
      },
    });
  const sort = { column: "panel", direction: "ascending" } as const;
  await list(store, { sort }, { networks: "n" });
  await panel("5.1", "done");
  await panel("4.1", "failed");
  await panel("1.1", "withheld");
  // The lateral film of a study that has a frontal one says nothing of its panel.
  await panel("2.2", "done");
  const { rows } = await list(store, { sort }, { networks: "n" });
  expect(rows.map((row) => [row.studyUid, row.panel])).toEqual([
    ["5", "done"],
    ["1", "withheld"],
    ["4", "failed"],
    ["3", "pending"],
    ["2", "pending"],
  ]);
  expect(uids((await list(store, filtered({ panel: "done" }), { networks: "n" })).rows)).toEqual(["5"]);
});

test("a page begins beside a study wherever it stands after others have come, and finds the next unread", async () => {
  const { store, add } = await library();
  const anchor = { studyUid: studyUid("2"), find: "study" as const, before: 1 };
  const first = await list(store, { anchor, limit: 2 });
  expect([uids(first.rows), first.offset, first.anchored]).toEqual([["1", "2"], 1, 2]);
  await add("6", { patientName: "New^One", studyDate: "20261125" });
  await add("7", { patientName: "Newer^One", studyDate: "20261126" });
  const second = await list(store, { anchor, limit: 2 });
  expect([uids(second.rows), second.offset, second.anchored, second.total]).toEqual([["1", "2"], 3, 4, 7]);
  expect(uids((await list(store, { sort: { column: "name", direction: "ascending" } })).rows)).toEqual([
    "2",
    "4",
    "5",
    "6",
    "7",
    "1",
    "3",
  ]);
  expect(uids((await list(store, { search: "one" })).rows)).toEqual(["7", "6"]);

  const read = { ...emptyDraft, finding: "no-pneumonia", confidence: null, note: "" } as const;
  for (const uid of ["5", "7"])
    await store.write.commitRead({ networks: null, studyUid: studyUid(uid), draft: read, reader, at });
  const next = async (from: string | null) =>
    (
      await list(store, {
        limit: 1,
        anchor: { studyUid: from === null ? null : studyUid(from), find: "next-unread", before: 0 },
      })
    ).rows[0]?.studyUid;
  expect(await next("2")).toBe("4");
  expect(await next("4")).toBe("6");
  expect(await next(null)).toBe("6");
});

test("takes in what another program wrote, few rows or many", async () => {
  const folder = await temporaryFolder();
  const [here, other] = [await testStore(folder), await testStore(folder)];
  const add = (uid: string) =>
    addFilm(folder, other, uid, header(uid, `${uid}.1`, { studyDate: "20260101" }));
  expect((await list(here, { sort: newestFirst })).total).toBe(0);
  await add("1");
  expect((await list(here)).total).toBe(1);
  for (let i = 2; i <= 40; i++) await add(String(i));
  expect((await list(here, { search: "p-4" })).total).toBe(2);
  expect((await list(here)).total).toBe(40);
});

test("a study whose film's file is missing is marked and found until the file is there again, whoever found it", async () => {
  const folder = await temporaryFolder();
  const [here, other] = [await testStore(folder), await testStore(folder)];
  const first = await addFilm(folder, here, "one", header("1", "1.1"));
  await addFilm(folder, here, "two", header("2", "2.1"));
  await addFilm(folder, here, "three", header("2", "2.2"));
  const missing = async () => (await list(here, filtered({ missing: true }))).rows;
  expect(await missing()).toEqual([]);
  const { hash } = first.record.film;
  const mark = { reader: otherReader, at, missing: [hash], there: [] };
  await other.write.markMissing(mark);
  expect((await missing()).map((row) => [row.studyUid, row.films, row.missing])).toEqual([["1", 1, 1]]);
  expect((await list(here)).rows.map((row) => row.missing).sort()).toEqual([0, 1]);
  await other.write.markMissing({ ...mark, missing: [], there: [hash] });
  expect(await missing()).toEqual([]);
  // And where the same film is imported again.
  await other.write.markMissing(mark);
  expect(await missing()).toHaveLength(1);
  await addFilm(folder, other, "one", header("1", "1.1"));
  expect(await missing()).toEqual([]);
});

test("a patient's studies stand in one timeline, the newest first", async () => {
  const { store, add } = await library();
  await add("8", { patientId: "P10", patientName: "Özil^Ada", studyDate: "20200101" });
  const rows = await store.read.timeline({ studyUid: studyUid("1"), reader, networks: null });
  expect(uids(rows)).toEqual(["1", "8"]);
});
