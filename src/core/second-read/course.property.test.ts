import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "../base/errors.ts";
import { readerId, type ReaderId } from "../base/ids.ts";
import { isEntryOpen, isFlagOpen, isPanelOpen, isReadOpen } from "./blinding.ts";
import * as course from "./course.ts";
import { emptyDraft, finding, readingMode, type ReadDraft, type ReadingMode } from "./read.ts";
import { usualRules, type DepartmentRules } from "./rules.ts";

/** What the property looks at: it knows nothing of how the steps work, only what happened before. */
interface World {
  now: course.Course;
  rules: DepartmentRules;
  hour: number;
  /** Readers who were shown the panel, in any mode. */
  readonly shown: Set<ReaderId>;
}

const readers = ["anna", "ben", "can"].map(readerId);
const who = fc.constantFrom(...readers);
const drafts: fc.Arbitrary<ReadDraft> = fc
  .record({
    finding: fc.option(fc.constantFrom(...finding.options)),
    note: fc.string({ maxLength: 3 }),
  })
  .map((part) => ({ ...emptyDraft, ...part }));
const id = fc.integer({ min: 1, max: 5 });

type Act = (world: World, at: { utc: string; offset: string }) => course.Course;
const person = (reader: ReaderId) => ({ id: reader, secondReader: true });
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(who, drafts).map(
    ([r, d]): Act =>
      ({ now }) =>
        course.saveDraft(now, r, d),
  ),
  fc.tuple(who, drafts).map(
    ([r, d]): Act =>
      ({ now, rules, shown }, at) =>
        course.commitRead(now, r, d, at, rules, shown.has(r)),
  ),
  fc.tuple(who, fc.string({ maxLength: 3 })).map(
    ([r, text]): Act =>
      ({ now }, at) =>
        course.addAddendum(now, r, text, at),
  ),
  fc.tuple(who, fc.constantFrom("none", "possible-miss", "unresolved")).map(
    ([r, kind]): Act =>
      ({ now }, at) =>
        course.flagRead(now, r, kind as "none", at),
  ),
  who.map(
    (r): Act =>
      ({ now }, at) =>
        course.askSecond(now, r, "asked", at),
  ),
  fc.tuple(who, id).map(
    ([r, n]): Act =>
      ({ now, rules }, at) =>
        course.takeSecond(now, n, person(r), rules, at),
  ),
  fc
    .record({
      id,
      who,
      how: fc.constantFrom("third", "consensus"),
      finding: fc.constantFrom(...finding.options),
      radpeer: fc.constantFrom(...course.radpeerScores),
    })
    .map(
      ({ id: n, who: r, ...entered }): Act =>
        ({ now }, at) =>
          course.adjudicate(now, n, person(r), { ...entered, note: "" } as course.Adjudication, at),
    ),
  fc
    .record({ mode: fc.constantFrom(...readingMode.options), blinded: fc.boolean() })
    .map(({ mode, blinded }): Act => (world) => {
      world.rules = {
        ...world.rules,
        mode,
        secondRead: { ...usualRules.secondRead, by: "anyone", sameReaderAfterHours: 0, blinded },
      };
      return world.now;
    }),
);

/** Every committed thing of a course, by a name of its own. */
function committed(now: course.Course): Map<string, string> {
  const kept = new Map<string, string>();
  for (const { reader, read } of now.reads) {
    if (read.committed === null) continue;
    kept.set(`first ${reader}`, JSON.stringify([read.draft, read.committed, read.mode]));
    read.addenda.forEach((one, place) => kept.set(`addendum ${reader} ${place}`, JSON.stringify(one)));
  }
  for (const { id: number, read, settled, of, reason } of now.seconds) {
    kept.set(`asked ${number}`, JSON.stringify([of, reason]));
    if (read.committed !== null)
      kept.set(`second ${number}`, JSON.stringify([read.draft, read.committed, read.mode]));
    if (settled !== null) kept.set(`settled ${number}`, JSON.stringify(settled));
  }
  return kept;
}

/** Whether a reader has, by the record alone, committed what is in hand. */
function hasCommitted(now: course.Course, reader: ReaderId): boolean {
  const open = now.seconds.some((one) => one.taken?.reader === reader && one.read.committed === null);
  const first = now.reads.some((one) => one.reader === reader && one.read.committed !== null);
  const second = now.seconds.some((one) => one.taken?.reader === reader && one.read.committed !== null);
  return !open && (first || second);
}

/** Whether a reader has a second read in hand that is not blinded: the first read is shown with it. */
const holdsOpen = (now: course.Course, reader: ReaderId): boolean =>
  now.seconds.some(
    (one) => one.taken?.reader === reader && !one.taken.blinded && one.read.committed === null,
  );

test("no sequence of actions reveals the panel before the read, loses a committed read, or changes one", () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 40 }), (sequence) => {
      const world: World = { now: course.noCourse, rules: usualRules, hour: 0, shown: new Set() };
      const firstModes = new Map<ReaderId, ReadingMode | null>();
      for (const act of sequence) {
        const before = committed(world.now);
        const at = { utc: new Date(Date.UTC(2026, 0, 1, world.hour++)).toISOString(), offset: "+00:00" };
        try {
          world.now = act(world, at);
        } catch (error) {
          // A step that is not allowed says so and changes nothing.
          if (!(error instanceof AppError)) throw error;
        }
        const after = committed(world.now);
        for (const [name, value] of before) expect(after.get(name)).toBe(value);
        for (const reader of readers) {
          const open = isPanelOpen(world.now, reader, world.rules.mode);
          if (world.rules.mode !== "ai-first") expect(open && !hasCommitted(world.now, reader)).toBe(false);
          const first = world.now.reads.find((one) => one.reader === reader)?.read;
          if (first !== undefined && first.committed !== null && !firstModes.has(reader)) {
            firstModes.set(reader, first.mode);
            // A first read that is kept as blinded is one whose reader had not been shown the panel.
            if (world.shown.has(reader)) expect(first.mode).toBe("ai-first");
          }
          if (open) world.shown.add(reader);
          const blinded = world.now.seconds.some(
            (one) => one.taken?.reader === reader && one.taken.blinded && one.read.committed === null,
          );
          for (const other of readers) {
            if (blinded) expect(isReadOpen(world.now, reader, other)).toBe(false);
            if (!open) expect(isFlagOpen(world.now, reader, other, world.rules.mode)).toBe(false);
            // The audit record tells no more of it.
            const tells = (action: "read.flag" | "read.commit"): boolean =>
              isEntryOpen(
                () => world.now,
                reader,
                { action, reader: other, details: { of: other } },
                world.rules.mode,
              );
            if (!open) expect(tells("read.flag")).toBe(false);
            if (
              blinded ||
              (reader !== other && !hasCommitted(world.now, reader) && !holdsOpen(world.now, reader))
            )
              expect(tells("read.commit")).toBe(false);
          }
        }
      }
    }),
    { numRuns: 2000 },
  );
});
