import { expect, test } from "vitest";
import { filmId, modelId, studyUid, type ReaderId } from "../../core/base/ids.ts";
import { emptyDraft, type Finding } from "../../core/second-read/read.ts";
import { usualRules } from "../../core/second-read/rules.ts";
import type { Credential } from "../../core/studies/study-store.ts";
import type { Store } from "./store.ts";
import { addFilm, at, header, otherReader, reader, temporaryFolder, testStore } from "./testing/library.ts";

const networks = "n";
const credential: Credential = { kind: "scrypt", cost: 2, blockSize: 1, parallel: 1, salt: "", hash: "" };
const minute = (minutes: number) => ({
  ...at,
  utc: new Date(Date.parse(at.utc) + minutes * 60_000).toISOString(),
});

/** Two studies with answers, two readers. */
async function department(): Promise<Store> {
  const folder = await temporaryFolder();
  const store = await testStore(folder);
  await store.write.enrol({ reader, name: "One", at });
  await store.write.setCredential({ reader, of: reader, credential, at });
  const added = { id: otherReader, name: "Two", administrator: false, secondReader: true };
  await store.write.addReader({ reader, at, added, credential });
  await store.write.saveRules({ reader, at, rules: usualRules });
  for (const [study, probability] of [
    ["1.2", 0.9],
    ["1.3", 0.2],
  ] as const) {
    const verdict = probability > 0.5 ? ("pneumonia" as const) : ("normal" as const);
    await addFilm(folder, store, study, header(study, `${study}.1`));
    // A lateral film, which no panel is about.
    await addFilm(folder, store, `${study} side`, header(study, `${study}.2`, { viewPosition: "LL" }));
    const one = { title: "CNN", version: "1.0.0", probability, threshold: 0.5, verdict };
    await store.write.savePanel({
      reader,
      at,
      panel: {
        filmId: filmId(`${study}.1`),
        networks,
        state: "done",
        check: { verdict: "ok", reasons: [] },
        models: [{ ...one, id: modelId("cnn") }],
        agreement: { verdict, votes: 1, of: 1, level: "unanimous", probability, threshold: 0.5 },
        heatMaps: [],
        failures: [],
        own: { models: [{ ...one, id: modelId("ours"), title: "Ours" }], failures: [] },
        ms: { decode: 1, infer: 1 },
      },
    });
  }
  return store;
}
const commit = (store: Store, by: ReaderId, study: string, finding: Finding, minutes: number) =>
  store.write.commitRead({
    studyUid: studyUid(study),
    reader: by,
    draft: { ...emptyDraft, finding },
    networks,
    at: minute(minutes),
  });

test("statistics hold this reader's committed reads, and nothing of any other film", async () => {
  const store = await department();
  expect(await store.read.statistics({ reader, networks, scope: "own" })).toEqual([]);
  await store.write.saveDraft({
    studyUid: studyUid("1.3"),
    reader,
    at,
    draft: { ...emptyDraft, finding: "pneumonia" },
  });
  await commit(store, otherReader, "1.3", "no-pneumonia", 1);
  await commit(store, reader, "1.2", "no-pneumonia", 2);
  expect(await store.read.statistics({ reader, networks, scope: "own" })).toEqual([
    {
      reader,
      study: studyUid("1.2"),
      committed: minute(2),
      finding: "no-pneumonia",
      flag: "possible-miss",
      final: null,
      radpeer: null,
      films: [
        {
          state: "done",
          verdict: "pneumonia",
          probability: 0.9,
          answers: [{ id: "cnn", title: "CNN", version: "1.0.0", verdict: "pneumonia" }],
        },
      ],
    },
  ]);
  // Under other networks the film waits, and without any it has no panel.
  expect((await store.read.statistics({ reader, networks: "m", scope: "own" }))[0]?.films).toEqual([
    { state: "pending", verdict: null, probability: null, answers: [] },
  ]);
  expect((await store.read.statistics({ reader, networks: null, scope: "own" }))[0]?.films[0]?.state).toBe(
    "none",
  );
});

test("a second read in hand closes its study's statistics; once settled its first reader's say the final answer", async () => {
  const store = await department();
  await commit(store, reader, "1.2", "no-pneumonia", 1);
  await commit(store, otherReader, "1.2", "pneumonia", 1);
  const [flagged] = await store.read.secondReads({ reader: otherReader, networks, settled: 0, now: at });
  if (flagged === undefined) throw new Error("no second read waits");
  await store.write.takeSecondRead({ reader: otherReader, at: minute(2), id: flagged.view.id });
  expect(await store.read.statistics({ reader: otherReader, networks, scope: "own" })).toEqual([]);
  await commit(store, otherReader, "1.2", "pneumonia", 3);
  expect(await store.read.statistics({ reader: otherReader, networks, scope: "own" })).toHaveLength(1);
  const entered = { how: "consensus", finding: "pneumonia", radpeer: "2b", note: "" } as const;
  await store.write.adjudicate({ reader, at: minute(4), id: flagged.view.id, entered });
  expect(await store.read.statistics({ reader, networks, scope: "own" })).toMatchObject([
    { finding: "no-pneumonia", flag: "possible-miss", final: "pneumonia", radpeer: "2b" },
  ]);
});

test("the department's statistics are an administrator's, and leave out what is still to be read blinded", async () => {
  const store = await department();
  const all = (by: ReaderId) => store.read.statistics({ reader: by, networks, scope: "department" });
  await expect(all(otherReader)).rejects.toThrow(
    expect.objectContaining({ code: "reader/not-administrator" }),
  );
  await commit(store, otherReader, "1.3", "no-pneumonia", 1);
  expect(await all(reader)).toMatchObject([
    { reader: otherReader, study: "1.3", films: [{ state: "done" }] },
  ]);
  // What the administrator has begun to read is closed to them as well.
  const draft = { ...emptyDraft, finding: "pneumonia" as const };
  await store.write.saveDraft({ studyUid: studyUid("1.3"), reader, at, draft });
  expect(await all(reader)).toEqual([]);
  await commit(store, reader, "1.3", "no-pneumonia", 2);
  expect(await all(reader)).toHaveLength(2);
  // A flag waits for its second read: until it is settled nothing of the study counts.
  await commit(store, otherReader, "1.2", "no-pneumonia", 3);
  expect((await all(reader)).map(({ study }) => study)).toEqual(["1.3", "1.3"]);
});

test("only where the department shows the panel from the start do unread films count, and for an administrator alone", async () => {
  const store = await department();
  const listed = (by: ReaderId) => store.read.worklistAnswers({ reader: by, networks });
  for (const mode of ["blinded", "triage"] as const) {
    await store.write.saveRules({ reader, at, rules: { ...usualRules, mode } });
    expect(await listed(reader)).toBeNull();
  }
  await store.write.saveRules({ reader, at, rules: { ...usualRules, mode: "ai-first" } });
  await expect(listed(otherReader)).rejects.toThrow(
    expect.objectContaining({ code: "reader/not-administrator" }),
  );
  const cnn = { id: "cnn", title: "CNN", version: "1.0.0" };
  const found = await listed(reader);
  expect(found).toHaveLength(2);
  expect(found).toContainEqual({ day: "20261124", films: 1, answers: [{ ...cnn, verdict: "pneumonia" }] });
  expect(found).toContainEqual({ day: "20261124", films: 1, answers: [{ ...cnn, verdict: "normal" }] });
  expect(await store.read.worklistAnswers({ reader, networks: "m" })).toEqual([]);
});
