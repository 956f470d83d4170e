import { expect, test } from "vitest";
import { filmId, studyUid } from "../base/ids.ts";
import {
  comparablePriors,
  daysBetween,
  isBefore,
  isChestFilm,
  sideOf,
  type HangableStudy,
} from "./comparable.ts";
import { hang, hangsAlike, priorBeside, relaid, type Hanging } from "./hang.ts";
import { usualHanging, type HangingRules } from "./rules.ts";

const film = (id: string, view: string, more: Partial<HangableStudy["films"][number]> = {}) => ({
  filmId: filmId(id),
  modality: "DX",
  bodyPart: "CHEST",
  view,
  frontal: !["LL", "RL", "LATERAL"].includes(view),
  ...more,
});
const study = (uid: string, date: string, ...films: HangableStudy["films"]): HangableStudy => ({
  row: { studyUid: studyUid(uid), studyDate: date, studyTime: "1200" },
  films,
});
const shown = ({ layout, places }: Hanging): string =>
  [layout, ...places.map((place) => place?.film.filmId ?? "-")].join(" ");

const pa = film("pa", "PA");
const lateral = film("ll", "LL");
const before = study("1", "20250301", film("old-pa", "PA"));
const beforeBoth = study("2", "20250401", film("old-ap", "AP"), film("old-ll", "LL"));

test.each([
  ["one film", [pa], [], "one pa"],
  ["PA and lateral", [pa, lateral], [], "side-by-side pa ll"],
  ["two frontal films", [pa, film("ap", "AP")], [], "one pa"],
  ["one film and its prior", [pa], [before], "side-by-side pa old-pa"],
  ["the most recent of two priors", [pa], [before, beforeBoth], "side-by-side pa old-ap"],
  ["PA and lateral with both before", [pa, lateral], [beforeBoth], "four pa old-ap ll old-ll"],
  ["PA and lateral with a PA before", [pa, lateral], [before], "four pa old-pa ll -"],
  ["a lateral beside the lateral before, not the frontal", [lateral], [beforeBoth], "side-by-side ll old-ll"],
  ["a lateral with no lateral before", [lateral], [before], "one ll"],
  ["no film", [], [before], "one"],
])("the usual rules hang %s", (_, films, priors, expected) => {
  expect(shown(hang(usualHanging, study("now", "20260101", ...films), priors))).toBe(expected);
});

test("a reader's rule comes before the usual ones, and a place that no film fits leaves a smaller layout", () => {
  const rules: HangingRules = [
    {
      when: { films: "any", prior: "any" },
      layout: "stacked",
      places: [
        { study: "prior", view: "frontal" },
        { study: "current", view: "any" },
      ],
    },
  ];
  const now = study("now", "20260101", pa);
  expect(shown(hang(rules, now, [before]))).toBe("stacked old-pa pa");
  expect(shown(hang(rules, now, []))).toBe("one pa");
  // Asked for a view that the study does not have: what is read is on screen all the same.
  const lateralOnly: HangingRules = [
    {
      when: { films: "any", prior: "any" },
      layout: "side-by-side",
      places: [
        { study: "prior", view: "frontal" },
        { study: "current", view: "lateral" },
      ],
    },
  ];
  expect(shown(hang(lateralOnly, now, [before]))).toBe("one pa");
});

test("what can be compared: earlier, a chest, of the same side", () => {
  const now = study("now", "20260101", pa);
  const uids = (...studies: HangableStudy[]) => comparablePriors(now, studies).map(({ row }) => row.studyUid);
  expect(uids(before, beforeBoth)).toEqual(["2", "1"]);
  expect(uids(study("later", "20260102", pa), study("undated", "", pa))).toEqual([]);
  expect(uids(study("hand", "20250101", film("h", "PA", { bodyPart: "HAND" })))).toEqual([]);
  expect(uids(study("ct", "20250101", film("c", "", { modality: "CT" })))).toEqual([]);
  expect(uids(study("lateral", "20250101", lateral))).toEqual([]);
  expect(uids(study("silent", "20250101", film("s", "", { bodyPart: "", modality: "" })))).toEqual([
    "silent",
  ]);
  // A hand is compared with nothing here.
  const hand = study("now", "20260101", film("h", "PA", { bodyPart: "HAND" }));
  expect(comparablePriors(hand, [before])).toEqual([]);
});

test("on one day the times decide, where both are known", () => {
  const at = (studyDate: string, studyTime: string) => ({ studyUid: studyUid("1"), studyDate, studyTime });
  expect(isBefore(at("20260101", "0830"), at("20260101", "083001"))).toBe(false);
  expect(isBefore(at("20260101", "0829"), at("20260101", "083001"))).toBe(true);
  expect(isBefore(at("20260101", "082959.5"), at("20260101", "083000"))).toBe(true);
  expect(isBefore(at("20260101", ""), at("20260101", "0830"))).toBe(false);
  expect(isBefore(at("2025.12.31", "2359"), at("20260101", ""))).toBe(true);
  expect(isBefore(at("", ""), at("20260101", ""))).toBe(false);
});

test("the days between two dates are counted across leap days, and not at all where a date is none", () => {
  expect(daysBetween("20240228", "20240301")).toBe(2);
  expect(daysBetween("2025.02.28", "20260228")).toBe(365);
  expect(daysBetween("", "20260101")).toBeNull();
});

test("a film's side is its view's; without one, how it lies", () => {
  const sides = [
    ["PA", true],
    ["AP", true],
    ["", true],
    ["LL", false],
    ["LATERAL", false],
    ["", false],
    ["LLO", false],
    ["LLD", false],
  ] as const;
  expect(sides.map(([view, frontal]) => sideOf({ view, frontal }))).toEqual([
    ...["frontal", "frontal", "frontal", "lateral", "lateral", "lateral", "other", "other"],
  ]);
  expect(isChestFilm(film("1", "PA", { bodyPart: "chest pa" }))).toBe(true);
  expect(isChestFilm(film("1", "PA", { bodyPart: "CHEST ABDOMEN" }))).toBe(false);
});

test("another layout keeps what hangs, the active film above all, and fills up from the rest", () => {
  const now = study("now", "20260101", pa, lateral);
  const pool = [
    { study: now, film: pa },
    { study: now, film: lateral },
    ...before.films.map((one) => ({ study: before, film: one })),
  ];
  const [first, second, third] = pool;
  if (first === undefined || second === undefined || third === undefined) throw new Error("no films");
  const one = relaid([first, third], 1, "one", pool);
  expect(shown(one)).toBe("one old-pa");
  expect(shown(relaid(one.places, 0, "side-by-side", pool))).toBe("side-by-side old-pa pa");
  expect(shown(relaid([first], 0, "stacked", pool))).toBe("stacked pa ll");
  expect(shown(relaid([first, second, third, null], 2, "side-by-side", pool))).toBe("side-by-side pa old-pa");
  expect(shown(relaid([first], 0, "four", pool))).toBe("four pa ll old-pa -");
});

test("beside a film hangs the newest prior's film of its side, and without that another of its chest films", () => {
  const beside = (shown: typeof pa, ...studies: HangableStudy[]) =>
    priorBeside(study("now", "20260101", pa, lateral), shown, studies)?.film.filmId;
  expect(beside(pa, before, beforeBoth)).toBe("old-ap");
  expect(beside(lateral, before, beforeBoth)).toBe("old-ll");
  expect(beside(lateral, before)).toBe("old-pa");
  expect(beside(pa, study("3", "20270101", film("later", "PA")))).toBeUndefined();
});

test("hangings are alike where the same films are in the same places of the same layout", () => {
  const foreseen = hang(usualHanging, study("now", "20260101", pa), [before]);
  const same = hang(usualHanging, study("now", "20260101", film("pa", "PA")), [structuredClone(before)]);
  expect(hangsAlike(foreseen, same)).toBe(true);
  for (const priors of [[], [beforeBoth]])
    expect(hangsAlike(foreseen, hang(usualHanging, study("now", "20260101", pa), priors))).toBe(false);
  expect(hangsAlike(foreseen, { ...foreseen, layout: "stacked" })).toBe(false);
});
