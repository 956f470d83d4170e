import { mkdir, writeFile } from "node:fs/promises";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { overread } from "../cli/testing/overread.ts";
import { ownStudy } from "../ingest/testing/films.ts";
import { layout } from "../store/library-folder.ts";
import { temporaryFolder, testStore } from "../store/testing/library.ts";
import { startDesk } from "./testing/desk.ts";

const code = (expected: string) => expect.objectContaining({ code: expected });
const draft = { finding: "pneumonia", confidence: null, note: "" } as const;
const changed = (event: { name: string }): true | undefined =>
  event.name === "worklist.changed" ? true : undefined;

async function filmsIn(folder: string, from: number, to: number): Promise<string> {
  await mkdir(folder);
  for (let n = from; n <= to; n++) await writeFile(join(folder, `${n}.dcm`), ownStudy(n));
  return folder;
}

test("two workstations on one library see each other's work, undo none of it, and one goes on when the other is killed", async () => {
  const library = await temporaryFolder();
  const sources = await temporaryFolder();
  const [one, two] = await Promise.all([startDesk(library, "one"), startDesk(library, "two")]);

  // Both import at once, 21 to 40 twice.
  const ended = await Promise.all([
    one.importAll([await filmsIn(join(sources, "a"), 1, 40)]),
    two.importAll([await filmsIn(join(sources, "b"), 21, 60)]),
  ]);
  expect(ended.map(({ state, rejected }) => ({ state, rejected }))).toEqual([
    { state: "done", rejected: [] },
    { state: "done", rejected: [] },
  ]);
  expect(ended.map(({ imported }) => imported).reduce((sum, n) => sum + n)).toBe(60);
  expect(ended.map(({ duplicates }) => duplicates).reduce((sum, n) => sum + n)).toBe(20);
  await two.until(changed);
  for (const desk of [one, two]) expect((await desk.ask("worklist.list", {})).total).toBe(60);

  // Each reads for itself; what both read has two reads, and neither overwrites the other.
  const uids = Array.from({ length: 20 }, (_, index) => `1.2.${index + 1}`);
  await Promise.all(
    [one, two].flatMap((desk) => uids.map((studyUid) => desk.ask("read.commit", { studyUid, draft }))),
  );
  const course = await one.ask("study.course", { studyUid: "1.2.1" });
  expect(course.reads.map(({ reader }) => reader).sort()).toEqual(["one", "two"]);
  await expect(two.ask("read.commit", { studyUid: "1.2.1", draft })).rejects.toThrow(
    code("read/already-committed"),
  );

  // A second read is taken by one of two who want it.

  await one.ask("read.commit", { studyUid: "1.2.30", draft });
  await one.ask("secondRead.ask", { studyUid: "1.2.30" });
  const queued = (await two.ask("secondRead.list", {})).reads.find((read) => read.studyUid === "1.2.30");
  await two.ask("secondRead.take", { id: queued?.view.id });
  await expect(one.ask("secondRead.take", { id: queued?.view.id })).rejects.toThrow(
    code("second-read/taken"),
  );

  // What one deletes is gone for the other, who has it open.
  await two.ask("study.open", { studyUid: "1.2.60" });
  await one.ask("study.delete", { studyUid: "1.2.60", films: 1 });
  await expect(two.ask("read.commit", { studyUid: "1.2.60", draft })).rejects.toThrow(
    code("library/no-such-study"),
  );

  // One is killed in the middle of an import; the other reads on, and the next start clears up.
  const more = one.ask("import.start", {
    source: { kind: "paths", paths: [await filmsIn(join(sources, "c"), 100, 219)] },
  });
  await more;
  await one.until((event) =>
    event.name === "import.progress" && event.progress.done > 5 && event.progress.state === "running"
      ? true
      : undefined,
  );
  await one.kill();
  await two.ask("read.commit", { studyUid: "1.2.31", draft });
  const three = await startDesk(library, "one");
  await three.until((event) =>
    event.name === "import.progress" && event.progress.state === "done" ? true : undefined,
  );
  expect((await two.ask("worklist.list", {})).total).toBe(59 + 120);
  expect(readdirSync(layout.incomingFolder(library)).length).toBeLessThanOrEqual(2);
  await Promise.all([two.close(), three.close()]);
  expect(readdirSync(layout.stagingFolder(library))).toEqual(["door.lock"]);
  expect(existsSync(layout.database(library))).toBe(true);

  const store = await testStore(library);
  expect(await store.read.verifyAudit({ heads: [] })).toMatchObject({ faults: [] });
  const checked = await overread(["check", "--library", library]);
  expect(checked.code, checked.stderr).toBe(0);
}, 120_000);

test("a rule and a reader that one workstation changes hold on the other one", async () => {
  const library = await temporaryFolder();
  const [one, two] = [await startDesk(library, "one"), await startDesk(library, "one")];
  const { rules } = await one.ask("rules.get", {});
  await one.ask("rules.set", { rules: { ...rules, lockAfterMinutes: 3 } });
  await one.ask("session.setSecret", { current: "", wanted: "1357" });
  await two.until((event) => (event.name === "session.changed" ? true : undefined));
  const session = await two.ask("session.get", {});
  expect(session.lockAfterMinutes).toBe(3);
  expect(session.reader).toMatchObject({ id: "one", secured: true });
  // Now that there is a secret, the other one can be locked, and is opened by it alone.
  await two.ask("session.signOut", {});
  await expect(two.ask("worklist.list", {})).rejects.toThrow(code("session/locked"));
  await two.ask("session.signIn", { reader: "one", secret: "1357" });
  expect((await two.ask("worklist.list", {})).total).toBe(0);
}, 60_000);
