import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { studyUid } from "../../core/base/ids.ts";
import { hashOf } from "./film-files.ts";
import { migrations } from "./migrations/index.ts";
import { layout } from "./library-folder.ts";
import type { Store } from "./store.ts";
import { at, reader, temporaryFolder, testStore, wholeList } from "./testing/library.ts";

const here = dirname(fileURLToPath(import.meta.url));
/** Databases as earlier versions of Overread wrote them, stored with the tests; `testing/old/make.mjs` made those from 4 on. */
const versions = [1, 2, 3, 4, 5, 6, 7, 8];
const list = { ...wholeList, networks: "n" };

async function opened(version: number): Promise<Store> {
  const folder = await temporaryFolder();
  await copyFile(join(here, "testing", "old", `library-${version}.sqlite`), layout.database(folder));
  return testStore(folder);
}

test("there is a library of every schema before this one", () => {
  expect(versions).toEqual(Array.from({ length: migrations.length - 1 }, (_, index) => index + 1));
});

test.each(versions)("a library of schema %i opens with everything in it", async (version) => {
  const store = await opened(version);
  const { rows, total } = await store.read.worklist(list);
  expect(total).toBe(3);
  // Priorities came with schema 4. The third study has no date and stands under its import, 2026-11-24.
  const urgent = version < 4 ? "routine" : "stat";
  expect(rows.map((row) => [row.studyUid, row.view, row.films, row.read, row.panel, row.priority])).toEqual([
    ["1.2.3", "", 1, "unread", "pending", urgent],
    ["1.2.1", "PA, LL", 2, "committed", "done", "routine"],
    ["1.2.2", "AP", 1, "draft", "pending", "routine"],
  ]);
  const found = async (search: string) =>
    (await store.read.worklist({ ...list, search })).rows.map((row) => row.studyUid);
  expect(await found("MULLER")).toEqual(["1.2.2"]);
  expect(await found("小明")).toEqual(["1.2.3"]);
  expect(await found("a1")).toEqual(["1.2.1"]);
  const byAge = { column: "age", direction: "ascending" } as const;
  const ages = (await store.read.worklist({ ...list, sort: byAge })).rows.map((row) => row.patientAge);
  expect(ages).toEqual(["018M", "005Y", ""]);
  const panel = await store.read.panel({ studyUid: studyUid("1.2.1"), reader, networks: "n" });
  expect(panel).toMatchObject({ sealed: false, films: [{ models: [{ id: "cnn", probability: 0.7 }] }] });
  const actions = (await store.read.audit({ after: 0, limit: 20 })).map((entry) => entry.action);
  expect(actions[0]).toBe("workstation.start");
  expect(actions).toContain("read.commit");
  // What is added is chained to what was there.
  await store.write.record({ at, reader, action: "workstation.start", subject: "test" });
  expect((await store.read.verifyAudit({ heads: [] })).faults).toEqual([]);
  if (version < 5) return;
  expect(await store.read.readers({})).toMatchObject([{ id: reader, name: "One", administrator: true }]);
  const [asked] = await store.read.secondReads({ reader, networks: "n", settled: 10, now: at });
  expect(asked).toMatchObject({ studyUid: "1.2.1" });
  if (version < 6) return;
  // A study that was deleted stays deleted.
  const hash = hashOf(new TextEncoder().encode("five"));
  expect(await store.read.filmBytes({})).toMatchObject({ studies: 3, films: 4 });
  expect(await store.read.fileOwner({ hash })).toBe("deleted");
  if (version < 7) return;
  expect(await store.read.hanging({ reader })).toMatchObject([{ layout: "one" }]);
});
