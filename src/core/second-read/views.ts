import { z } from "zod";
import { readerId, studyUid, type ReaderId } from "../base/ids.ts";
import type { Moment } from "../base/ports.ts";
import { isFlagOpen, isPanelOpen, isReadOpen } from "./blinding.ts";
import {
  mayAdjudicate,
  mayTake,
  openSecond,
  owesAddendum,
  radpeer,
  secondReadReason,
  settledHow,
  stateOf,
  studyState,
  type Course,
  type SecondRead,
} from "./course.ts";
import { flag } from "./flag.ts";
import { finding, moment, read } from "./read.ts";
import type { DepartmentRules } from "./rules.ts";

/** What a reader's window is told of a study's course: what blinding withholds is not in the message. */
const id = z.string().transform(readerId);
const settledView = z.object({
  how: settledHow,
  by: id,
  finding,
  radpeer: radpeer.nullable(),
  note: z.string(),
  at: moment,
});

const secondView = z.object({
  id: z.int(),
  /** Whose first read it is about; null while that is withheld. */
  of: id.nullable(),
  reason: secondReadReason.nullable(),
  asked: moment,
  reader: id.nullable(),
  taken: moment.nullable(),
  committed: moment.nullable(),
  /** The second read itself; null while it is withheld or not committed. */
  read: read.nullable(),
  /** Whether there is a final answer, also where it is withheld. */
  isSettled: z.boolean(),
  settled: settledView.nullable(),
  /** What this reader may do with it. */
  may: z.object({ take: z.boolean(), third: z.boolean(), consensus: z.boolean() }),
});
export type SecondView = z.output<typeof secondView>;

/** One line of a study's history. */
const event = z.object({
  what: z.enum(["read", "addendum", "flag", "asked", "taken", "second-read", "settled"]),
  at: moment,
  /** Null where the name is withheld, or nobody in person did it. */
  who: id.nullable(),
});
export type CourseEvent = z.output<typeof event>;

/** A read's flag, as a reader may know it. */
const flagView = z.discriminatedUnion("known", [
  z.object({ known: z.literal(true), flag }),
  /** The panel and the read have not been compared: the panel's state says why. */
  z.object({
    known: z.literal(false),
    because: z.enum(["none", "pending", "withheld", "failed", "partial", "rule"]),
  }),
]);
export type FlagView = z.output<typeof flagView>;

export const studyCourse = z.object({
  state: studyState,
  /** First reads that this reader may see, with their flags. */
  reads: z.array(z.object({ reader: id, read, flag: flagView.nullable() })),
  seconds: z.array(secondView),
  /** The second read that this reader has in hand. */
  inHand: z.int().nullable(),
  /** The final answer differs from this reader's first read, and no addendum has followed. */
  owesAddendum: z.boolean(),
  events: z.array(event),
  names: z.record(z.string(), z.string()),
});
export type StudyCourse = z.output<typeof studyCourse>;

/** A line of the second-read queue. */
export const queuedSecondRead = z.object({
  studyUid: z.string().transform(studyUid),
  patientName: z.string(),
  patientId: z.string(),
  studyDate: z.string(),
  view: secondView,
  /** Kind of the flag; null while it is withheld or there is none. */
  flag: flag.shape.kind.nullable(),
  names: z.record(z.string(), z.string()),
});
export type QueuedSecondRead = z.output<typeof queuedSecondRead>;

interface Asking {
  readonly viewer: { readonly id: ReaderId; readonly secondReader: boolean };
  readonly rules: DepartmentRules;
  readonly now: Moment;
}

/** A second read as `viewer` may know it. */
export function viewOfSecond(course: Course, second: SecondRead, { viewer, rules, now }: Asking): SecondView {
  const open = isFlagOpen(course, viewer.id, second.of, rules.mode);
  const own = second.taken?.reader === viewer.id;
  const committed = second.read.committed;
  // Whoever may settle it as a third reader sees both reads: that is what is asked of them.
  const third = mayAdjudicate(second, viewer, "third") && openSecond(course, viewer.id) === null;
  const seen = open || third;
  return {
    id: second.id,
    of: seen || isReadOpen(course, viewer.id, second.of) ? second.of : null,
    reason: open || second.reason === "asked" ? second.reason : null,
    asked: second.asked,
    reader: second.taken?.reader ?? null,
    taken: second.taken?.at ?? null,
    committed,
    read: committed !== null && (seen || own) ? second.read : null,
    isSettled: second.settled !== null,
    settled: seen || own ? second.settled : null,
    may: {
      take: mayTake(course, second, viewer, rules, now) === "yes",
      third,
      consensus: mayAdjudicate(second, viewer, "consensus"),
    },
  };
}

/** Everything that `viewer` may know of a study's course. */
export function viewOfCourse(
  course: Course,
  asking: Asking,
  flagOf: (reader: ReaderId) => FlagView | null,
  names: Readonly<Record<string, string>>,
): StudyCourse {
  const { viewer, rules } = asking;
  const thirds = new Set(
    course.seconds
      .filter((second) => mayAdjudicate(second, viewer, "third") && openSecond(course, viewer.id) === null)
      .map(({ of }) => of),
  );
  const sees = (of: ReaderId): boolean => isReadOpen(course, viewer.id, of) || thirds.has(of);
  const reads = course.reads
    .filter(({ reader, read: one }) => sees(reader) && (one.committed !== null || reader === viewer.id))
    .map(({ reader, read: one }) => ({
      reader,
      read: one,
      flag: isFlagOpen(course, viewer.id, reader, rules.mode) ? flagOf(reader) : null,
    }));
  const state = stateOf(course);
  const open = isPanelOpen(course, viewer.id, rules.mode);
  return {
    // "flagged" says that reader and panel differ: to whom both are closed it is a second read that waits.
    state: state === "flagged" && !open ? "second-read" : state,
    reads,
    seconds: course.seconds.map((second) => viewOfSecond(course, second, asking)),
    inHand: openSecond(course, viewer.id)?.id ?? null,
    owesAddendum: openSecond(course, viewer.id) === null && owesAddendum(course, viewer.id),
    events: eventsOf(course, asking, sees),
    names,
  };
}

function eventsOf(course: Course, { viewer, rules }: Asking, sees: (of: ReaderId) => boolean) {
  const events: CourseEvent[] = [];
  for (const { reader, read: one } of course.reads) {
    const who = sees(reader) ? reader : null;
    if (one.committed !== null) events.push({ what: "read", at: one.committed, who });
    for (const { at } of one.addenda) if (who !== null) events.push({ what: "addendum", at, who });
  }
  for (const { of, reason, asked, taken, read: one, settled } of course.seconds) {
    const flagged = reason === "flag" && isFlagOpen(course, viewer.id, of, rules.mode);
    events.push({
      what: flagged ? "flag" : "asked",
      at: asked,
      who: reason === "asked" && sees(of) ? of : null,
    });
    if (taken !== null) events.push({ what: "taken", at: taken.at, who: taken.reader });
    if (taken !== null && one.committed !== null) {
      events.push({ what: "second-read", at: one.committed, who: taken.reader });
    }
    if (settled !== null && (settled.how === "third" || settled.how === "consensus")) {
      events.push({ what: "settled", at: settled.at, who: settled.by });
    }
  }
  return events.sort((a, b) => (a.at.utc < b.at.utc ? -1 : a.at.utc > b.at.utc ? 1 : 0));
}
