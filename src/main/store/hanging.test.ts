import { expect, test } from "vitest";
import { studyUid } from "../../core/base/ids.ts";
import { usualHanging, type HangingRules } from "../../core/hanging/rules.ts";
import { addFilm, header, otherReader, reader, temporaryFolder, testStore } from "./testing/library.ts";

const own: HangingRules = [
  {
    when: { films: "any", prior: "any" },
    layout: "one",
    places: [{ study: "current", view: "frontal" }],
  },
];

test("a reader's rules of hanging are theirs alone, refused where they make no sense, and given up again", async () => {
  const store = await testStore(await temporaryFolder());
  expect(await store.read.hanging({ reader })).toEqual(usualHanging);
  await store.write.saveHanging({ reader, rules: own });
  expect(await store.read.hanging({ reader })).toEqual(own);
  expect(await store.read.hanging({ reader: otherReader })).toEqual(usualHanging);
  await expect(store.write.saveHanging({ reader, rules: [] })).rejects.toThrow(
    expect.objectContaining({
      code: "hanging/refused",
      message: "The last rule must fit any study: any films, with a prior or without.",
    }),
  );
  expect(await store.read.hanging({ reader })).toEqual(own);
  await store.write.saveHanging({ reader, rules: null });
  expect(await store.read.hanging({ reader })).toEqual(usualHanging);
});

test("a study comes with the films of its patient's earlier studies, newest first, and of nobody else's", async () => {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  const add = (study: string, patientId: string, studyDate: string, more = {}) =>
    addFilm(folder, store, study, header(study, `${study}.1.1`, { patientId, studyDate, ...more }));
  await add("1.2.1", "A", "20250101");
  await add("1.2.2", "A", "20260101", { issuerOfPatientId: "ELSEWHERE" });
  await add("1.2.3", "A", "20260301");
  await add("1.2.4", "A", "20250601", { viewPosition: "LL" });
  await add("1.2.5", "A", "20260401");
  await add("1.2.6", "", "20250101");
  await add("1.2.7", "", "20260101");
  const of = async (uid: string) => {
    const found = await store.read.studyFilms({ studyUid: studyUid(uid), reader, networks: null });
    return found?.priors.map(({ row, films }) => [row.studyUid, row.studyDate, films[0]?.frontal]);
  };
  expect(await of("1.2.3")).toEqual([
    ["1.2.4", "20250601", false],
    ["1.2.1", "20250101", true],
  ]);
  // Another issuer's "A" is another patient; without an ID nobody is the same as anybody.
  expect(await of("1.2.2")).toEqual([]);
  expect(await of("1.2.7")).toEqual([]);
  expect(await of("9.9")).toBeUndefined();
  const opened = await store.read.study({ studyUid: studyUid("1.2.3"), reader, networks: null });
  expect(opened?.priors.map(({ row }) => row.studyUid)).toEqual(["1.2.4", "1.2.1"]);
});
