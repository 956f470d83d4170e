import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { layout } from "../store/library-folder.ts";
import { ScriptedEngine, testWorkstation } from "./testing/workstation.ts";
import { auditHead } from "../../core/second-read/audit-chain.ts";

const key = new Uint8Array(32).fill(7);

test("an administrator pages through the record, filters it, checks it and exports its head", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start, { auditKey: key });
  await desk.ask("import.phantoms", { count: 1 });
  const first = await desk.ask("audit.list", { limit: 3 });
  // Newest first, each number once; the look itself is the newest row.
  expect(first.rows[0]?.action).toBe("audit.open");
  expect(first.rows.map(({ number }) => number)).toEqual([first.upTo, first.upTo - 1, first.upTo - 2]);
  const rest = await desk.ask("audit.list", { upTo: first.upTo, offset: 3, limit: 500 });
  expect(rest.rows).toHaveLength(first.total - 3);
  expect(rest.rows.at(-1)?.number).toBe(1);
  expect(Object.values(first.names)).toContain("One");

  const starts = await desk.ask("audit.list", { filter: { action: "workstation.start" } });
  expect(starts.rows.map(({ action }) => action)).toEqual(["workstation.start"]);
  const later = await desk.ask("audit.list", { filter: { from: "2026-11-25T00:00:00.000Z" } });
  expect(later).toMatchObject({ rows: [], total: 0 });

  expect(await desk.ask("audit.verify", {})).toMatchObject({ found: 0, verdict: { faults: [] } });
  const { fileName, text } = await desk.ask("audit.exportHead", {});
  expect(fileName).toMatch(/^audit-head-.*-2026-11-24\.json$/);
  const head = auditHead.parse(JSON.parse(text));
  const newest = await desk.ask("audit.list", { limit: 2 });
  expect(newest.rows[1]).toMatchObject({ action: "audit.export-head", number: head.number });

  // Somebody changes a row behind the program's back.
  const database = new DatabaseSync(layout.database(desk.library));
  database.exec("DROP TRIGGER audit_is_not_changed; UPDATE audit SET reader_id = 'nobody' WHERE number = 2");
  database.close();
  expect(await desk.ask("audit.verify", {})).toMatchObject({
    found: 1,
    verdict: { faults: [{ kind: "changed", row: 2 }] },
  });
});

test("nobody but an administrator sees, checks or exports the record", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start, { auditKey: key });
  await desk.ask("session.setSecret", { current: "", wanted: "1357" });
  const { readers } = await desk.ask("reader.add", {
    name: "Dr Two",
    administrator: false,
    secondReader: true,
    secret: "246810",
  });
  await desk.ask("session.signOut", {});
  const two = readers.find(({ name }) => name === "Dr Two");
  await desk.ask("session.signIn", { reader: two?.id, secret: "246810" });
  const refused = expect.objectContaining({ code: "reader/not-administrator" });
  for (const query of [{}, { upTo: 5 }]) await expect(desk.ask("audit.list", query)).rejects.toThrow(refused);
  await expect(desk.ask("audit.verify", {})).rejects.toThrow(refused);
  await expect(desk.ask("audit.exportHead", {})).rejects.toThrow(refused);
  await expect(desk.ask("report.setTemplates", { templates: null })).rejects.toThrow(refused);
});
