import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { AuditFault, AuditHead } from "../../core/second-read/audit-chain.ts";
import { layout } from "./library-folder.ts";
import { openStore, type Store } from "./store.ts";
import { at, keptLog, reader, storeWorker, temporaryFolder } from "./testing/library.ts";

const key = new Uint8Array(32).fill(7);

async function open(folder: string, auditKey: Uint8Array | null = key): Promise<Store> {
  return openStore({ folder, workerPath: storeWorker, log: keptLog(), auditKey });
}

/** A library with a record of six rows, and the head that was exported after the fifth. */
async function recorded(): Promise<{ folder: string; heads: AuditHead[] }> {
  const folder = await temporaryFolder();
  const store = await open(folder);
  const heads: AuditHead[] = [];
  for (let number = 1; number <= 6; number++) {
    await store.write.record({ at, reader, action: "study.open", subject: `1.2.${number}` });
    if (number === 5) heads.push({ ...(await store.read.auditHead({})), exported: at });
  }
  await store.close();
  return { folder, heads };
}

/** Changes the database as somebody with the file and without the key would. */
function tamper(folder: string, sql: string): void {
  const database = new DatabaseSync(layout.database(folder));
  for (const trigger of ["audit_is_not_changed", "audit_is_not_deleted"])
    database.exec(`DROP TRIGGER ${trigger}`);
  for (const trigger of ["audit_chain_is_not_changed", "audit_chain_is_not_deleted"]) {
    database.exec(`DROP TRIGGER ${trigger}`);
  }
  database.exec(sql);
  database.close();
}

async function faults(folder: string, heads: readonly AuditHead[]): Promise<readonly AuditFault[]> {
  const store = await open(folder);
  try {
    return (await store.read.verifyAudit({ heads })).faults;
  } finally {
    await store.close();
  }
}

test("a record that nobody touched is whole, sealed in every row, and on its exported head", async () => {
  const { folder, heads } = await recorded();
  const store = await open(folder);
  expect(await store.read.verifyAudit({ heads })).toMatchObject({
    rows: 6,
    sealed: 6,
    otherKey: 0,
    heads: 1,
    faults: [],
  });
  await store.close();
  const other = await open(folder, new Uint8Array(32).fill(9));
  expect(await other.read.verifyAudit({ heads })).toMatchObject({ sealed: 0, otherKey: 6, faults: [] });
  await other.close();
  // A program without the key (none could be had) goes on with the chain; its rows carry no seal.
  const without = await open(folder, null);
  await without.write.record({ at, reader, action: "film.open", subject: "f" });
  await without.close();
  const again = await open(folder);
  expect(await again.read.verifyAudit({ heads })).toMatchObject({ rows: 7, sealed: 6, faults: [] });
  await again.close();
});

test.each([
  ["a changed row", "UPDATE audit SET reader_id = 'dr-two' WHERE number = 3", [{ kind: "changed", row: 3 }]],
  [
    "a removed row",
    "DELETE FROM audit WHERE number = 3; DELETE FROM audit_chain WHERE number = 3",
    [{ kind: "removed", from: 3, to: 3 }],
  ],
  [
    "a row whose place in the chain stayed",
    "DELETE FROM audit WHERE number = 2",
    [{ kind: "removed", from: 2, to: 2 }],
  ],
  [
    "a row that was put in past the chain",
    "INSERT INTO audit SELECT 7, utc, utc_offset, reader_id, action, 'x', details FROM audit WHERE number = 6",
    [{ kind: "unchained", row: 7 }],
  ],
  [
    "an end that was cut off",
    "DELETE FROM audit WHERE number > 4; DELETE FROM audit_chain WHERE number > 4",
    [{ kind: "cut-off", from: 5, to: 6, since: at.utc }],
  ],
  [
    "an end that was cut off together with the database's own counter",
    `DELETE FROM audit WHERE number > 4; DELETE FROM audit_chain WHERE number > 4;
     UPDATE sqlite_sequence SET seq = 4 WHERE name = 'audit'`,
    [{ kind: "cut-off", from: 5, to: 5, since: at.utc }],
  ],
  [
    "a seal that was made up",
    "UPDATE audit_chain SET seal = zeroblob(32) WHERE number = 4",
    [{ kind: "forged", row: 4 }],
  ],
] satisfies [string, string, AuditFault[]][])("%s is found and named", async (_name, sql, expected) => {
  const { folder, heads } = await recorded();
  tamper(folder, sql);
  expect(await faults(folder, heads)).toEqual(expected);
});

test("a record that was made anew from a changed row on, chain and all, is betrayed by seals and head", async () => {
  const { folder, heads } = await recorded();
  const chain = new DatabaseSync(layout.database(folder));
  const rows = chain.prepare("SELECT number, subject FROM audit WHERE number > 2").all();
  chain.close();
  // Rows 3 to 6 are taken out and written again by a program of the forger's, which has no key.
  tamper(
    folder,
    "DELETE FROM audit WHERE number > 2; DELETE FROM audit_chain WHERE number > 2;" +
      "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'audit'",
  );
  const forger = await open(folder, new Uint8Array(32).fill(1));
  for (const row of rows) {
    await forger.write.record({ at, reader, action: "film.open", subject: String(row["subject"]) });
  }
  await forger.close();
  expect(await faults(folder, heads)).toEqual([{ kind: "other-past", row: 5, since: at.utc }]);
});
