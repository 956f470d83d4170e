import { beforeEach, expect, test, vi } from "vitest";
import { worklistQuery, type Payload, type WorklistPage, type WorklistRow } from "../../core/api.ts";
import { studyUid } from "../../core/base/ids.ts";

const studies: string[] = [];
/** Answers wait for this, as they do on a slow machine. */
let gate: Promise<void> = Promise.resolve();

const rowOf = (uid: string): WorklistRow => ({
  studyUid: studyUid(uid),
  patientName: "PHANTOM",
  patientId: uid,
  patientSex: "",
  patientAge: "",
  studyDate: "",
  studyTime: "",
  accessionNumber: "",
  description: "",
  modality: "DX",
  view: "PA",
  films: 1,
  missing: 0,
  panel: "pending",
  priority: "routine",
  read: "unread",
  second: "none",
});

/** A page as the store answers it: an anchor that is found begins the page `before` rows above it. */
function pageOf(asked: Payload<"worklist.list">): WorklistPage {
  const { offset, limit, anchor } = worklistQuery.parse(asked);
  const found = anchor === null ? -1 : studies.indexOf(anchor.studyUid ?? "");
  const from = anchor === null || found < 0 ? offset : Math.max(0, found - anchor.before);
  const rows = studies.slice(from, from + limit).map(rowOf);
  return { rows, total: studies.length, offset: from, anchored: found < 0 ? null : found };
}

// Nobody sits at this window: the seat reads the browser's storage and language, which Node has not.
vi.mock("./seat.svelte.ts", () => ({ seat: { info: null } }));

vi.mock("../bridge/index.ts", () => ({
  request: async (name: string, payload: Payload<"worklist.list">) => {
    await gate;
    if (name === "worklist.list") return pageOf(payload);
    return { all: studies.length, today: 0, unread: studies.length, mine: 0, flagged: 0 };
  },
}));

const { worklist } = await import("./worklist.svelte.ts");

beforeEach(async () => {
  gate = Promise.resolve();
  studies.splice(0, studies.length, ...Array.from({ length: 1000 }, (_, at) => `1.2.${at + 1}`));
  await worklist.change({});
});

/** Begins a refresh whose answers wait; what is done meanwhile comes before them. */
async function duringRefresh(work: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  gate = promise;
  const refreshed = worklist.refresh();
  work();
  resolve(undefined);
  await refreshed;
}

test("rows that come in above move the view with the row that it holds", async () => {
  await worklist.look(300, 340, 300);
  studies.unshift("1.9.1", "1.9.2");
  await worklist.refresh();
  expect(worklist.shift).toEqual({ rows: 2, toTop: false });
  expect(worklist.row(302)?.studyUid).toBe("1.2.301");
});

test("a key to the end while the list is fetched again does not scroll it back", async () => {
  await worklist.look(100, 140, 100);
  const { shift } = worklist;
  // The list is the same as before: nothing has moved, wherever the reader has gone meanwhile.
  await duringRefresh(() => void worklist.look(960, 999, 960));
  expect(worklist.shift).toBe(shift);
  // With two more rows above, the view moves by two from where it is now.
  await worklist.look(100, 140, 100);
  studies.unshift("1.9.1", "1.9.2");
  await duringRefresh(() => void worklist.look(960, 999, 960));
  expect(worklist.shift).toEqual({ rows: 2, toTop: false });
});
