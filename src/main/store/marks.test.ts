import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { filmId, studyUid, type ReaderId } from "../../core/base/ids.ts";
import { emptyDraft } from "../../core/second-read/read.ts";
import type { MarkDraft } from "../../core/marks/mark.ts";
import { shapeFrom } from "../../core/marks/shape.ts";
import { layout } from "./library-folder.ts";
import type { Store } from "./store.ts";
import { addFilm, at, header, otherReader, reader, temporaryFolder, testStore } from "./testing/library.ts";

const study = studyUid("1.1");
const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const line = (number: number, column = 10): MarkDraft => ({
  id: id(number),
  filmId: filmId("1.1.1.1"),
  frame: 0,
  shape: shapeFrom("length", [
    { column, row: 2 },
    { column: 30, row: 4.25 },
  ]),
});
const code = (expected: string) => expect.objectContaining({ code: expected });

async function library(): Promise<{ folder: string; store: Store }> {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  await addFilm(folder, store, "a", header("1.1", "1.1.1.1"));
  await addFilm(folder, store, "b", header("2.2", "2.2.1.1"));
  return { folder, store };
}
const save = (store: Store, mark: MarkDraft, by: ReaderId = reader) =>
  store.write.saveMark({ reader: by, at, studyUid: study, mark });
const seenBy = async (store: Store, by: ReaderId): Promise<string[]> =>
  (await store.read.marks({ reader: by, studyUid: study })).map((mark) => mark.id);
const commit = (store: Store, by: ReaderId) =>
  store.write.commitRead({
    networks: null,
    reader: by,
    at,
    studyUid: study,
    draft: { ...emptyDraft, finding: "pneumonia", confidence: null, note: "" },
  });

test("marks are kept with the study, changed, deleted, and come back under the same name", async () => {
  const { store } = await library();
  await save(store, line(1));
  const changed = await save(store, line(1, 12.5));
  expect(await store.read.marks({ reader, studyUid: study })).toEqual([changed]);
  expect(changed).toMatchObject({ reader, saved: at, inRead: false, shape: line(1, 12.5).shape });
  await store.write.deleteMark({ reader, at, studyUid: study, markId: id(1) });
  await store.write.deleteMark({ reader, at, studyUid: study, markId: id(1) });
  expect(await seenBy(store, reader)).toEqual([]);
  await save(store, line(1));
  expect(await seenBy(store, reader)).toEqual([id(1)]);

  const entries = await store.read.audit({ after: 0, limit: 10 });
  expect(entries.map(({ action, details }) => [action, details?.["changed"]])).toEqual([
    ["mark.save", false],
    ["mark.save", true],
    ["mark.delete", undefined],
    ["mark.save", false],
  ]);
});

test("another reader sees no mark before the own read is committed, then those of committed reads", async () => {
  const { store } = await library();
  await save(store, line(1));
  await save(store, line(2), otherReader);
  expect([await seenBy(store, reader), await seenBy(store, otherReader)]).toEqual([[id(1)], [id(2)]]);
  await commit(store, reader);
  // The other reader has not committed: what they drew is theirs alone, and they see nothing either.
  expect([await seenBy(store, reader), await seenBy(store, otherReader)]).toEqual([[id(1)], [id(2)]]);
  await commit(store, otherReader);
  await save(store, line(3));
  expect(await seenBy(store, reader)).toEqual([id(1), id(3), id(2)]);
  // What was drawn after the read, when the panel was open, is no part of it.
  expect(await seenBy(store, otherReader)).toEqual([id(2), id(1)]);
});

test("marks of a committed read do not change, neither by request nor in the database", async () => {
  const { folder, store } = await library();
  await save(store, line(1));
  await commit(store, reader);
  await expect(save(store, line(1, 99))).rejects.toThrow(code("mark/in-read"));
  const gone = store.write.deleteMark({ reader, at, studyUid: study, markId: id(1) });
  await expect(gone).rejects.toThrow(code("mark/in-read"));
  await store.close();
  const database = new DatabaseSync(layout.database(folder));
  expect(() => database.exec("DELETE FROM marks")).toThrow("not deleted");
  expect(() => database.exec("UPDATE marks SET shape = '{}'")).toThrow("does not change");
  database.close();
});

test("a mark of another reader, film, study or frame is refused", async () => {
  const { store } = await library();
  await save(store, line(1));
  await expect(save(store, line(1), otherReader)).rejects.toThrow(code("mark/of-another-reader"));
  const elsewhere = { reader: otherReader, at, studyUid: study, markId: id(1) };
  await expect(store.write.deleteMark(elsewhere)).rejects.toThrow(code("mark/of-another-reader"));
  await expect(save(store, { ...line(2), filmId: filmId("2.2.1.1") })).rejects.toThrow(
    code("library/no-such-film"),
  );
  await expect(save(store, { ...line(2), frame: 1 })).rejects.toThrow(code("film/no-such-frame"));
  expect(await seenBy(store, reader)).toEqual([id(1)]);
});
