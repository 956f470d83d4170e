import { expect, test } from "vitest";
import type { SessionInfo } from "../../core/api.ts";
import { ownStudy } from "../ingest/testing/films.ts";
import { at } from "../store/testing/library.ts";
import { ScriptedEngine, testWorkstation } from "./testing/workstation.ts";

const code = (expected: string) => expect.objectContaining({ code: expected });
const study = { studyUid: "1.2.1" };

test("the first reader reads without a word; with a second one everybody signs in", async () => {
  let now = Date.parse(at.utc);
  const clock = { now: () => ({ ...at, utc: new Date(now).toISOString() }) };
  const desk = await testWorkstation(new ScriptedEngine().start, { clock });
  await desk.importAll({ "1.dcm": ownStudy(1) });
  const first = await desk.ask("session.get", {});
  expect(first.reader).toMatchObject({ id: "dr-one", administrator: true, secured: false });
  expect(first.readers).toEqual([]);
  const two = { name: "Two", administrator: false, secondReader: true, secret: "246810" };
  await expect(desk.ask("reader.add", two)).rejects.toThrow(code("reader/secure-yourself"));
  // Without a secret there is nothing to lock.
  expect((await desk.ask("session.signOut", {})).reader).not.toBeNull();
  await expect(desk.ask("session.setSecret", { current: "", wanted: "123" })).rejects.toThrow(
    code("reader/secret-too-short"),
  );
  await desk.ask("session.setSecret", { current: "", wanted: "1357" });
  const { readers } = await desk.ask("reader.add", two);
  const other = readers.find(({ name }) => name === "Two");
  expect(other).toMatchObject({ administrator: false, secured: true });

  await desk.ask("session.signOut", {});
  for (const [name, payload] of [
    ["worklist.list", {}],
    ["study.open", study],
    ["panel.get", study],
    ["app.info", {}],
    ["reader.list", {}],
    ["rules.get", {}],
    ["secondRead.list", {}],
    ["import.phantoms", { count: 1 }],
  ] as const) {
    await expect(desk.ask(name, payload), name).rejects.toThrow(code("session/locked"));
  }
  expect(() => desk.uploads.begin()).toThrow(code("session/locked"));
  const locked = await desk.ask("session.get", {});
  expect(locked.reader).toBeNull();
  expect(locked.readers.map(({ name }) => name)).toEqual(["One", "Two"]);

  const asTwo = (secret: string): Promise<SessionInfo> =>
    desk.ask("session.signIn", { reader: other?.id ?? "", secret });
  for (let wrong = 0; wrong < 5; wrong++) {
    await expect(asTwo("0000")).rejects.toThrow(code("session/wrong-secret"));
  }
  await expect(asTwo(two.secret)).rejects.toThrow(code("session/wait"));
  now += 30_000;
  expect((await asTwo(two.secret)).reader?.name).toBe("Two");
  await expect(desk.ask("rules.set", { rules: (await desk.ask("rules.get", {})).rules })).rejects.toThrow(
    code("reader/not-administrator"),
  );
  // Neither secrets nor their hashes ever left the workstation.
  for (const word of [two.secret, "1357", "scrypt", "salt"]) {
    expect(desk.replies.filter((reply) => reply.includes(`"${word}`))).toEqual([]);
  }
}, 60_000);

test("nothing but the change of session reaches a locked window", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  await desk.ask("session.setSecret", { current: "", wanted: "correct horse" });
  await desk.ask("session.signOut", {});
  const from = desk.events.length;
  await expect(desk.ask("session.signIn", { reader: "nobody", secret: "x" })).rejects.toThrow(
    code("reader/unknown"),
  );
  expect(desk.events.slice(from)).toEqual([]);
  await desk.ask("session.signIn", { reader: "dr-one", secret: "correct horse" });
  expect(desk.events.slice(from).map(({ name }) => name)).toEqual(["session.changed"]);
}, 60_000);
