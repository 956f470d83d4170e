import { describe, expect, it } from "vitest";
import type { Verdict } from "../agreement/agreement.ts";
import { modelId, readerId, studyUid } from "../base/ids.ts";
import type { Finding } from "../second-read/read.ts";
import {
  departmentStatistics,
  leastFilms,
  statistics,
  statisticsOf,
  type CountedFilm,
  type CountedRead,
} from "./statistics.ts";

const film = (votes: string, panel: Verdict, probability: number): CountedFilm => ({
  state: "done",
  verdict: panel,
  probability,
  answers: [...votes].map((vote, place) => ({
    id: modelId(`n${place}`),
    title: `N${place}`,
    version: "1.0.0",
    verdict: vote === "p" ? "pneumonia" : vote === "n" ? "normal" : null,
  })),
});
let studies = 0;
const read = (day: string, finding: Finding, more: Partial<CountedRead> = {}): CountedRead => ({
  reader: readerId("one"),
  study: studyUid(`1.${++studies}`),
  committed: { utc: `${day}T09:00:00.000Z`, offset: "+03:00" },
  finding,
  flag: null,
  final: null,
  radpeer: null,
  films: [film("pp", "pneumonia", 0.9)],
  ...more,
});

describe("a reader's statistics", () => {
  const reads = [
    read("2026-11-23", "pneumonia"),
    read("2026-11-24", "no-pneumonia", {
      flag: "possible-miss",
      final: "pneumonia",
      radpeer: "2b",
      // The second film speaks for the study.
      films: [film("nn", "normal", 0.1), film("pn", "pneumonia", 0.6)],
    }),
    read("2026-12-01", "pneumonia", {
      flag: "possible-overcall",
      final: "pneumonia",
      radpeer: "1",
      films: [film("nn", "normal", 0.01)],
    }),
    read("2026-12-01", "cannot-say", { flag: "unresolved", films: [film("p-", "pneumonia", 0.8)] }),
    read("2026-12-02", "no-pneumonia", {
      films: [{ state: "withheld", verdict: null, probability: null, answers: [] }],
    }),
  ];
  const found = statisticsOf(reads, "week");

  it("keep what goes over the wire", () => {
    expect(statistics.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  });

  it("count reads by period and finding, and panels by state", () => {
    expect(found.reads).toBe(5);
    expect(found.periods).toEqual([
      {
        period: "2026-W48",
        counts: { pneumonia: 1, "no-pneumonia": 1, "cannot-say": 0 },
        flags: 1,
        confirmed: 1,
      },
      {
        period: "2026-W49",
        counts: { pneumonia: 1, "no-pneumonia": 1, "cannot-say": 1 },
        flags: 2,
        confirmed: 0,
      },
    ]);
    expect(found.states).toMatchObject({ done: 4, withheld: 1, pending: 0 });
  });

  it("hold reader and panel against each other and against the final answer", () => {
    expect(found.readerAndPanel.counts).toEqual({
      pneumonia: { pneumonia: 1, normal: 1 },
      "no-pneumonia": { pneumonia: 1, normal: 0 },
      "cannot-say": { pneumonia: 1, normal: 0 },
    });
    expect(found.readerAndPanel.kappa).toMatchObject({ films: 3, value: null });
    expect(found.againstFinal).toEqual({
      reader: { truePositive: 1, falseNegative: 1, falsePositive: 0, trueNegative: 0 },
      panel: { truePositive: 1, falseNegative: 1, falsePositive: 0, trueNegative: 0 },
    });
  });

  it("count flags with what came of them, and the reader's scores", () => {
    expect(found.flags).toEqual({
      none: { raised: 0, settled: 0, confirmed: 0 },
      "possible-miss": { raised: 1, settled: 1, confirmed: 1 },
      "possible-overcall": { raised: 1, settled: 1, confirmed: 0 },
      unresolved: { raised: 1, settled: 0, confirmed: 0 },
    });
    expect(found.radpeer).toEqual({ "1": 1, "2a": 0, "2b": 1, "3a": 0, "3b": 0 });
  });

  it("count each network's answers by film, without limits while there are few periods", () => {
    expect(found.networks.map(({ id, films, positives, centre }) => [id, films, positives, centre])).toEqual([
      ["n0", 5, 3, null],
      ["n1", 4, 1, null],
    ]);
    expect(found.networks[0]?.periods).toEqual([
      { period: "2026-W48", films: 3, positives: 2, share: 2 / 3, limits: null },
      { period: "2026-W49", films: 2, positives: 1, share: 0.5, limits: null },
    ]);
    expect(found.agreement).toMatchObject({
      films: 4,
      fleiss: null,
      pairs: [{ kappa: { films: 4, value: null } }],
    });
  });
});

it("gives kappas and limits where there are films and periods enough", () => {
  const days = Array.from({ length: 10 }, (_, day) => `2026-11-${String(day + 1).padStart(2, "0")}`);
  const many = days.flatMap((day) => [
    read(day, "pneumonia"),
    read(day, "no-pneumonia", { films: [film("nn", "normal", 0.2)] }),
  ]);
  expect(many).toHaveLength(leastFilms);
  const found = statisticsOf(many, "day");
  expect(found.agreement).toMatchObject({
    films: 20,
    fleiss: 1,
    pairs: [{ kappa: { films: 20, value: 1 } }],
  });
  expect(found.readerAndPanel.kappa.value).toBe(1);
  // 1 of 2 each day: 0.5 +- 3 sqrt(0.25 / 2), cut off.
  expect(found.networks[0]).toMatchObject({ centre: 0.5 });
  expect(found.networks[0]?.periods[9]?.limits).toEqual({ lower: 0, upper: 1, outside: false, run: false });
});

describe("the department's statistics", () => {
  const by = (reader: string, more: Partial<CountedRead> = {}): CountedRead =>
    read("2026-11-24", "no-pneumonia", {
      reader: readerId(reader),
      final: "pneumonia",
      radpeer: "2b",
      ...more,
    });
  const many = (count: number, reader: string): CountedRead[] =>
    Array.from({ length: count }, () => by(reader));

  it("say nothing below twenty studies", () => {
    const few = departmentStatistics(many(leastFilms - 1, "one"), "week", readerId("one"));
    expect(few).toMatchObject({
      scope: "department",
      studies: leastFilms - 1,
      reads: 0,
      networks: [],
      readers: [],
    });
    expect(statistics.parse(JSON.parse(JSON.stringify(few)))).toEqual(few);
  });

  it("count a study once for the panel and its networks, and each of its reads for the readers", () => {
    const reads = many(leastFilms, "one");
    const again = by("two", { study: reads[0]?.study ?? studyUid("1"), final: null, radpeer: null });
    const found = departmentStatistics([again, ...reads], "week", readerId("one"));
    expect([found.studies, found.reads]).toEqual([leastFilms, leastFilms + 1]);
    expect(found.networks.map(({ films }) => films)).toEqual([leastFilms, leastFilms]);
    expect(found.agreement.films).toBe(leastFilms);
    expect(found.againstFinal.reader.falseNegative).toBe(leastFilms);
    expect(found.againstFinal.panel.truePositive).toBe(leastFilms);
  });

  it("count the networks on the whole worklist where the department shows the panel from the start", () => {
    const answers = (votes: string) => film(votes, "pneumonia", 0.9).answers;
    const worklist = [
      { day: "20261124", films: 15, answers: answers("pp") },
      { day: "20261201", films: 5, answers: answers("pn") },
      { day: "20261202", films: 10, answers: answers("nn") },
    ];
    const found = departmentStatistics([], "week", readerId("one"), worklist);
    expect(statistics.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
    expect(found).toMatchObject({ reads: 0, networksOn: "worklist", agreement: { films: 30 } });
    expect(found.networks.map(({ films, positives }) => [films, positives])).toEqual([
      [30, 20],
      [30, 15],
    ]);
    expect(found.networks[1]?.periods.map(({ period, share }) => [period, share])).toEqual([
      ["2026-W48", 1],
      ["2026-W49", 0],
    ]);
    // By hand: they agree on 25 of 30, by chance on half: (5/6 - 1/2) / (1/2).
    expect(found.agreement.pairs[0]?.kappa.value).toBeCloseTo(2 / 3, 10);
    const few = departmentStatistics([], "week", readerId("one"), worklist.slice(0, 1));
    expect(few).toMatchObject({ networksOn: "reads", networks: [] });
  });

  it("give scores by reader without names, and none where two readers alone have any", () => {
    const two = [...many(leastFilms, "one"), by("two", { radpeer: "1" })];
    expect(departmentStatistics(two, "week", readerId("one")).readers).toEqual([]);
    const three = [...two, by("three", { radpeer: "3a" })];
    const found = departmentStatistics(three, "week", readerId("two"));
    const none = { "1": 0, "2a": 0, "2b": 0, "3a": 0, "3b": 0 };
    expect(found.readers).toEqual([
      { own: false, scores: { ...none, "2b": leastFilms } },
      { own: false, scores: { ...none, "3a": 1 } },
      { own: true, scores: { ...none, "1": 1 } },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/"(one|two|three)"/);
  });
});
