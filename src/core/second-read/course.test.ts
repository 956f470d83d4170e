import { expect, test } from "vitest";
import { readerId } from "../base/ids.ts";
import { isFlagOpen, isPanelOpen, isReadOpen } from "./blinding.ts";
import * as course from "./course.ts";
import { emptyDraft, type Finding } from "./read.ts";
import { usualRules, type DepartmentRules } from "./rules.ts";

const [anna, ben, can] = ["anna", "ben", "can"].map((name) => ({
  id: readerId(name),
  secondReader: true,
})) as [Second, Second, Second];
type Second = { readonly id: ReturnType<typeof readerId>; readonly secondReader: boolean };
const at = (hour: number) => ({
  utc: new Date(Date.UTC(2026, 10, 25, hour)).toISOString(),
  offset: "+03:00",
});
const draft = (finding: Finding) => ({ ...emptyDraft, finding });
const rules: DepartmentRules = usualRules;
const refuses = (code: string) => expect.objectContaining({ code });

/** Anna has read, was flagged, and Ben has taken the second read. */
function taken(first: Finding, by: DepartmentRules = rules): course.Course {
  let now = course.commitRead(course.noCourse, anna.id, draft(first), at(1), by, false);
  now = course.flagRead(now, anna.id, "possible-miss", at(2));
  return course.takeSecond(now, 1, ben, by, at(3));
}

test("a study goes from unread over its flag to a final answer", () => {
  const states = [];
  let now = course.noCourse;
  states.push(course.stateOf(now));
  now = course.saveDraft(now, anna.id, { ...emptyDraft, note: "a" });
  states.push(course.stateOf(now));
  now = course.commitRead(now, anna.id, draft("no-pneumonia"), at(1), rules, false);
  states.push(course.stateOf(now));
  now = course.flagRead(now, anna.id, "possible-miss", at(2));
  states.push(course.stateOf(now));
  now = course.takeSecond(now, 1, ben, rules, at(3));
  states.push(course.stateOf(now));
  now = course.commitRead(now, ben.id, draft("pneumonia"), at(4), rules, false);
  states.push(course.stateOf(now));
  const settled = { how: "third", finding: "pneumonia", radpeer: "2b", note: "left base" } as const;
  now = course.adjudicate(now, 1, can, settled, at(5));
  states.push(course.stateOf(now));
  expect(states).toEqual(["unread", "draft", "committed", "flagged", "second-read", "adjudication", "final"]);
  expect(course.settlementOf(now, anna.id)).toEqual({ ...settled, by: can.id, at: at(5) });
  expect(course.owesAddendum(now, anna.id)).toBe(true);
  now = course.addAddendum(now, anna.id, "The left base was overlooked.", at(6));
  expect(course.owesAddendum(now, anna.id)).toBe(false);
});

test("a second read that agrees settles itself with RADPEER 1, one that answers a cannot-say without a score", () => {
  const agreed = course.commitRead(taken("pneumonia"), ben.id, draft("pneumonia"), at(4), rules, false);
  expect(course.settlementOf(agreed, anna.id)).toMatchObject({ how: "agreed", radpeer: "1", by: ben.id });
  const answered = course.commitRead(taken("cannot-say"), ben.id, draft("pneumonia"), at(4), rules, false);
  expect(course.settlementOf(answered, anna.id)).toMatchObject({ how: "answered", radpeer: null });
});

test("a disagreement is settled by a third reader, or by one of the two with the other", () => {
  const differ = course.commitRead(taken("no-pneumonia"), ben.id, draft("pneumonia"), at(4), rules, false);
  const entered = { finding: "no-pneumonia", radpeer: "1", note: "" } as const;
  for (const [who, how] of [
    [anna, "third"],
    [ben, "third"],
    [can, "consensus"],
    [{ ...can, secondReader: false }, "third"],
  ] as const) {
    expect(() => course.adjudicate(differ, 1, who, { ...entered, how }, at(5))).toThrow(
      refuses("second-read/not-yours"),
    );
  }
  expect(() => course.adjudicate(differ, 1, can, { ...entered, how: "third", radpeer: "3a" }, at(5))).toThrow(
    refuses("second-read/score"),
  );
  expect(() =>
    course.adjudicate(differ, 1, can, { ...entered, how: "third", finding: "pneumonia" }, at(5)),
  ).toThrow(refuses("second-read/score"));
  const settled = course.adjudicate(differ, 1, anna, { ...entered, how: "consensus" }, at(5));
  expect(course.stateOf(settled)).toBe("final");
  expect(course.owesAddendum(settled, anna.id)).toBe(false);
});

test("one second read at a time, by somebody who may", () => {
  const committed = course.commitRead(course.noCourse, anna.id, draft("pneumonia"), at(1), rules, false);
  const asked = course.askSecond(committed, anna.id, "asked", at(2));
  expect(() => course.askSecond(asked, anna.id, "asked", at(2))).toThrow(
    refuses("second-read/already-asked"),
  );
  expect(() => course.askSecond(course.noCourse, anna.id, "asked", at(2))).toThrow(
    refuses("read/not-committed"),
  );
  // A flag on top of it is noted and asks for no second one.
  expect(course.flagRead(asked, anna.id, "possible-overcall", at(3)).seconds).toHaveLength(1);
  expect(() => course.takeSecond(asked, 7, ben, rules, at(3))).toThrow(refuses("second-read/gone"));
  expect(() => course.takeSecond(asked, 1, { ...ben, secondReader: false }, rules, at(3))).toThrow(
    refuses("second-read/not-a-second-reader"),
  );
  expect(() => course.takeSecond(asked, 1, anna, rules, at(3))).toThrow(refuses("second-read/own"));
  const anyone = {
    ...rules,
    secondRead: { ...rules.secondRead, by: "anyone", sameReaderAfterHours: 10 },
  } as const;
  expect(() => course.takeSecond(asked, 1, anna, anyone, at(10))).toThrow(refuses("second-read/too-soon"));
  const again = course.takeSecond(asked, 1, anna, anyone, at(11));
  expect(() => course.takeSecond(again, 1, ben, rules, at(12))).toThrow(refuses("second-read/taken"));
  // Her first read and the panel are closed to her until the second is committed.
  expect(isReadOpen(again, anna.id, anna.id)).toBe(false);
  expect(isPanelOpen(again, anna.id, "blinded")).toBe(false);
});

test("a second reader learns nothing of first read, flag and panel before the commit", () => {
  const before = taken("no-pneumonia");
  const open = (now: course.Course) => [
    isReadOpen(now, ben.id, anna.id),
    isPanelOpen(now, ben.id, "blinded"),
    isFlagOpen(now, ben.id, anna.id, "blinded"),
  ];
  expect(open(before)).toEqual([false, false, false]);
  const after = course.commitRead(before, ben.id, draft("pneumonia"), at(4), rules, false);
  expect(open(after)).toEqual([true, true, true]);
  // Where the department says so the first read is open, the panel still is not.
  const unblinded = { ...rules, secondRead: { ...rules.secondRead, blinded: false } };
  expect(open(taken("no-pneumonia", unblinded))).toEqual([true, false, false]);
  // Somebody who has not read the study learns nothing either.
  expect(isFlagOpen(before, can.id, anna.id, "blinded")).toBe(false);
  expect(isPanelOpen(before, can.id, "ai-first")).toBe(true);
});

test("a read whose reader had seen the panel is kept as one that knew it, whatever the rule is by then", () => {
  const now = course.commitRead(course.noCourse, anna.id, draft("pneumonia"), at(1), rules, true);
  expect(course.firstReadOf(now, anna.id).mode).toBe("ai-first");
});
