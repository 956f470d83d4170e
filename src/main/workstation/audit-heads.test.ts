import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import type { Moment } from "../../core/base/ports.ts";
import { layout } from "../store/library-folder.ts";
import { keptLog, reader, temporaryFolder, testStore } from "../store/testing/library.ts";
import { exportedHeads, exportHeadsDaily } from "./audit-heads.ts";

const hour = 3_600_000;
const moment = (utc: string): Moment => ({ utc, offset: "+03:00" });

test("the record's end is written outside the library, one file a day, and betrays a record that was cut off", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const [folder, outside] = [await temporaryFolder(), join(await temporaryFolder(), "heads")];
  const store = await testStore(folder);
  let now = moment("2026-11-24T21:30:00.000Z");
  const log = keptLog();
  const add = (subject: string) => store.write.record({ at: now, reader, action: "study.open", subject });
  await add("1.1");
  const stop = exportHeadsDaily(outside, { store, clock: { now: () => now }, log });
  try {
    const numbers = async () => (await exportedHeads(outside, log)).map(({ number }) => number);
    await vi.waitFor(async () => expect(await numbers()).toEqual([1]), 10_000);
    // The last head of a day stands; the next day has a file of its own.
    await add("1.2");
    await vi.advanceTimersByTimeAsync(hour);
    await vi.waitFor(async () => expect(await numbers()).toEqual([2]), 10_000);
    now = moment("2026-11-25T00:30:00.000Z");
    await add("1.3");
    await vi.advanceTimersByTimeAsync(hour);
    await vi.waitFor(async () => expect(await numbers()).toEqual([2, 3]), 10_000);
    await add("1.4");
  } finally {
    vi.useRealTimers();
    await stop();
  }
  // Also at the end.
  const heads = await exportedHeads(outside, log);
  expect(heads.map(({ number, exported }) => [number, exported.utc.slice(0, 10)])).toEqual([
    [2, "2026-11-24"],
    [4, "2026-11-25"],
  ]);
  const [first = ""] = readdirSync(outside);
  expect(statSync(join(outside, first)).mode & 0o077).toBe(0);
  expect(await store.read.verifyAudit({ heads })).toMatchObject({ heads: 2, faults: [] });

  const database = new DatabaseSync(layout.database(folder));
  for (const name of ["audit_is_not_deleted", "audit_chain_is_not_deleted"]) {
    database.exec(`DROP TRIGGER ${name}`);
  }
  database.exec("DELETE FROM audit WHERE number = 4; DELETE FROM audit_chain WHERE number = 4");
  database.close();
  expect((await store.read.verifyAudit({ heads })).faults).toMatchObject([
    { kind: "cut-off", from: 4, to: 4, since: "2026-11-25T00:30:00.000Z" },
  ]);

  // A file that is no head is told and left out.
  writeFileSync(join(outside, first), "{}");
  expect(await exportedHeads(outside, log)).toHaveLength(1);
  expect(log.lines.at(-1)).toContain("is not an exported head");
});
