import { z } from "zod";
import { AppError } from "../base/errors.ts";
import type { ReaderId } from "../base/ids.ts";
import type { Moment } from "../base/ports.ts";
import type { FlagKind } from "./flag.ts";
import { commit, unread, withAddendum, withDraft } from "./first-read.ts";
import { finding, freeText, type Finding, type Read, type ReadDraft } from "./read.ts";
import type { DepartmentRules } from "./rules.ts";

/**
 * What happens to a study, as pure steps: first reads, their addenda, second reads and how they are
 * settled. Each step answers a new course and throws where it is not allowed; the study database
 * keeps exactly what they answer.
 */

/**
 * RADPEER (American College of Radiology, 2016 revision): 1 concur; 2 discrepancy that is understandable;
 * 3 discrepancy that should usually not happen; a unlikely, b likely to be clinically significant.
 */
export const radpeerScores = ["1", "2a", "2b", "3a", "3b"] as const;
export const radpeer = z.enum(radpeerScores);
export type Radpeer = z.output<typeof radpeer>;

export const secondReadReason = z.enum(["flag", "asked", "sample"]);
export type SecondReadReason = z.output<typeof secondReadReason>;

/** How a second read came to its final answer: by itself, by a third reader, or by both readers together. */
export const settledHow = z.enum(["agreed", "answered", "third", "consensus"]);

/** The final answer. */
export interface Settlement {
  readonly how: z.output<typeof settledHow>;
  readonly by: ReaderId;
  readonly finding: Finding;
  /** Null where the first reader gave no answer that could be scored. */
  readonly radpeer: Radpeer | null;
  readonly note: string;
  readonly at: Moment;
}

/** What is entered to settle a disagreement. */
export const adjudication = z.object({
  how: z.enum(["third", "consensus"]),
  finding,
  radpeer,
  note: freeText,
});
export type Adjudication = z.output<typeof adjudication>;

/** One second read: of whose first read, why, by whom, and what came of it. */
export interface SecondRead {
  readonly id: number;
  /** Whose first read it is about. */
  readonly of: ReaderId;
  readonly reason: SecondReadReason;
  readonly asked: Moment;
  /** Null until somebody takes it. */
  readonly taken: { readonly reader: ReaderId; readonly at: Moment; readonly blinded: boolean } | null;
  readonly read: Read;
  readonly settled: Settlement | null;
}

export interface ReadersRead {
  readonly reader: ReaderId;
  readonly read: Read;
  /** Null until reader and whole panel have been compared, once. */
  readonly flag: FlagKind | null;
}

export interface Course {
  readonly reads: readonly ReadersRead[];
  readonly seconds: readonly SecondRead[];
}

export const noCourse: Course = { reads: [], seconds: [] };

export const firstReadOf = (course: Course, reader: ReaderId): Read =>
  course.reads.find((one) => one.reader === reader)?.read ?? unread;

/** The second read that this reader has taken and not committed. */
export const openSecond = (course: Course, reader: ReaderId): SecondRead | null =>
  course.seconds.find((second) => second.taken?.reader === reader && second.read.committed === null) ?? null;

/**
 * What this reader reads in this study now: a second read that was taken, else the first read. A
 * reader who has committed a second read of a study does not go back to an uncommitted first one: the
 * panel has been open since.
 */
export function currentRead(course: Course, reader: ReaderId): { read: Read; second: SecondRead | null } {
  const second =
    openSecond(course, reader) ??
    course.seconds.findLast((one) => one.taken?.reader === reader && one.read.committed !== null) ??
    null;
  return second === null ? { read: firstReadOf(course, reader), second } : { read: second.read, second };
}

/** Puts `read` in the place of what this reader reads now. */
function withCurrent(course: Course, reader: ReaderId, read: Read): Course {
  const { second } = currentRead(course, reader);
  if (second !== null) return withSecond(course, { ...second, read });
  const known = course.reads.some((one) => one.reader === reader);
  return {
    ...course,
    reads: known
      ? course.reads.map((one) => (one.reader === reader ? { ...one, read } : one))
      : [...course.reads, { reader, read, flag: null }],
  };
}

const withSecond = (course: Course, changed: SecondRead): Course => ({
  ...course,
  seconds: course.seconds.map((second) => (second.id === changed.id ? changed : second)),
});

/** @throws AppError second-read/gone */
function secondOf(course: Course, id: number): SecondRead {
  const found = course.seconds.find((second) => second.id === id);
  if (found === undefined) throw new AppError("second-read/gone");
  return found;
}

/** @throws AppError read/already-committed */
export const saveDraft = (course: Course, reader: ReaderId, draft: ReadDraft): Course =>
  withCurrent(course, reader, withDraft(currentRead(course, reader).read, draft));

/**
 * Commits what this reader reads now. A second read that says the same as the first settles itself, and
 * so does one that answers a "cannot say"; others wait for an adjudication.
 * @param shown whether the panel was shown to this reader before: the read is then one that knew it
 * @throws AppError read/already-committed, read/no-finding
 */
export function commitRead(
  course: Course,
  reader: ReaderId,
  draft: ReadDraft,
  at: Moment,
  { mode }: Pick<DepartmentRules, "mode">,
  shown: boolean,
): Course {
  const { read, second } = currentRead(course, reader);
  const committed = commit(read, draft, at, shown && second === null ? "ai-first" : mode);
  const changed = withCurrent(course, reader, committed);
  if (second === null) return changed;
  const first = firstReadOf(course, second.of).draft.finding;
  const answer = committed.draft.finding;
  if (answer === null || (first !== answer && first !== "cannot-say")) return changed;
  return withSecond(changed, {
    ...second,
    read: committed,
    settled: {
      how: first === answer ? "agreed" : "answered",
      by: reader,
      finding: answer,
      radpeer: first === answer && answer !== "cannot-say" ? "1" : null,
      note: "",
      at,
    },
  });
}

/** @throws AppError read/not-committed, read/empty-addendum */
export const addAddendum = (course: Course, reader: ReaderId, text: string, at: Moment): Course =>
  withFirst(course, reader, withAddendum(firstReadOf(course, reader), text, at));

const withFirst = (course: Course, reader: ReaderId, read: Read): Course => ({
  ...course,
  reads: course.reads.map((one) => (one.reader === reader ? { ...one, read } : one)),
});

const nextId = (course: Course): number =>
  course.seconds.reduce((most, second) => Math.max(most, second.id), 0) + 1;

/**
 * Asks for a second read of a committed first read; there is at most one that is not settled.
 * @throws AppError read/not-committed, second-read/already-asked
 */
export function askSecond(
  course: Course,
  of: ReaderId,
  reason: SecondReadReason,
  at: Moment,
  id = nextId(course),
): Course {
  if (firstReadOf(course, of).committed === null) throw new AppError("read/not-committed");
  if (course.seconds.some((second) => second.of === of && second.settled === null)) {
    throw new AppError("second-read/already-asked");
  }
  const asked: SecondRead = { id, of, reason, asked: at, taken: null, read: unread, settled: null };
  return { ...course, seconds: [...course.seconds, asked] };
}

/** Notes how reader and panel compare, once; a flag asks for a second read unless there is one already. */
export function flagRead(course: Course, of: ReaderId, kind: FlagKind, at: Moment, id?: number): Course {
  const found = course.reads.find((one) => one.reader === of);
  if (found === undefined || found.read.committed === null || found.flag !== null) return course;
  const flagged: Course = {
    ...course,
    reads: course.reads.map((one) => (one.reader === of ? { ...one, flag: kind } : one)),
  };
  const waits = course.seconds.some((second) => second.of === of && second.settled === null);
  return kind === "none" || waits ? flagged : askSecond(flagged, of, "flag", at, id);
}

/** Whether this reader may take a second read now, and the code that says why not. */
export function mayTake(
  course: Course,
  second: SecondRead,
  reader: { readonly id: ReaderId; readonly secondReader: boolean },
  { secondRead }: DepartmentRules,
  now: Moment,
):
  | "yes"
  | "second-read/not-a-second-reader"
  | "second-read/taken"
  | "second-read/own"
  | "second-read/too-soon" {
  if (!reader.secondReader) return "second-read/not-a-second-reader";
  if (second.taken !== null) return "second-read/taken";
  if (openSecond(course, reader.id) !== null) return "second-read/taken";
  if (second.of === reader.id) {
    if (secondRead.by === "another") return "second-read/own";
    const read = firstReadOf(course, second.of).committed;
    const hours = read === null ? 0 : (Date.parse(now.utc) - Date.parse(read.utc)) / 3_600_000;
    if (hours < secondRead.sameReaderAfterHours) return "second-read/too-soon";
  }
  return "yes";
}

/** @throws AppError second-read/gone and what `mayTake` says */
export function takeSecond(
  course: Course,
  id: number,
  reader: { readonly id: ReaderId; readonly secondReader: boolean },
  rules: DepartmentRules,
  at: Moment,
): Course {
  const second = secondOf(course, id);
  const may = mayTake(course, second, reader, rules, at);
  if (may !== "yes") throw new AppError(may);
  const taken = { reader: reader.id, at, blinded: rules.secondRead.blinded };
  return withSecond(course, { ...second, taken });
}

/** A second read that was committed and says something else than the first. */
export const needsAdjudication = (second: SecondRead): boolean =>
  second.read.committed !== null && second.settled === null;

/** Whether this reader may settle it in this way. */
export function mayAdjudicate(
  second: SecondRead,
  reader: { readonly id: ReaderId; readonly secondReader: boolean },
  how: Adjudication["how"],
): boolean {
  if (!needsAdjudication(second)) return false;
  const party = reader.id === second.of || reader.id === second.taken?.reader;
  return how === "consensus" ? party : !party && reader.secondReader;
}

/**
 * Settles two reads that differ. The first reader's score follows the answer: 1 where it is the first
 * read's, one of 2a to 3b where it is not.
 * @throws AppError second-read/gone, second-read/not-yours, second-read/score
 */
export function adjudicate(
  course: Course,
  id: number,
  reader: { readonly id: ReaderId; readonly secondReader: boolean },
  entered: Adjudication,
  at: Moment,
): Course {
  const second = secondOf(course, id);
  if (!mayAdjudicate(second, reader, entered.how)) throw new AppError("second-read/not-yours");
  const right = firstReadOf(course, second.of).draft.finding === entered.finding;
  if (right !== (entered.radpeer === "1")) {
    throw new AppError("second-read/score");
  }
  const settled: Settlement = { ...entered, by: reader.id, at };
  return withSecond(course, { ...second, settled });
}

/** A study's state at a glance, by whom ever. */
export const studyState = z.enum([
  "unread",
  "draft",
  "committed",
  "flagged",
  "second-read",
  "adjudication",
  "final",
]);
export type StudyState = z.output<typeof studyState>;

export function stateOf(course: Course): StudyState {
  const open = course.seconds.filter((second) => second.settled === null);
  if (open.some(needsAdjudication)) return "adjudication";
  if (open.some((second) => second.taken !== null || second.reason !== "flag")) return "second-read";
  if (open.length > 0) return "flagged";
  if (course.seconds.length > 0) return "final";
  if (course.reads.some(({ read }) => read.committed !== null)) return "committed";
  return course.reads.length > 0 ? "draft" : "unread";
}

/** The final answer of a first read; null while there is none beside it. */
export const settlementOf = (course: Course, of: ReaderId): Settlement | null =>
  course.seconds.findLast((second) => second.of === of && second.settled !== null)?.settled ?? null;

/** Whether the final answer is another than this reader's and no addendum has followed it. */
export function owesAddendum(course: Course, reader: ReaderId): boolean {
  const settled = settlementOf(course, reader);
  const { draft, addenda } = firstReadOf(course, reader);
  if (settled === null || settled.finding === draft.finding) return false;
  return !addenda.some(({ at }) => Date.parse(at.utc) >= Date.parse(settled.at.utc));
}
