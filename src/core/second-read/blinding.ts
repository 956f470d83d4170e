import type { ReaderId } from "../base/ids.ts";
import type { AuditEntry } from "../base/ports.ts";
import { currentRead, firstReadOf, openSecond, type Course } from "./course.ts";
import type { ReadingMode } from "./read.ts";

/**
 * Blinding, in one place: what of a study may reach whom. Every question to the study database that
 * answers with a read, a flag or the panel asks here first.
 */

/**
 * Whether the panel is open to a reader: after the read that this reader has in hand is committed. A
 * second read in hand closes it again. Only a department that reads AI-first opens it before.
 */
export function isPanelOpen(course: Course, reader: ReaderId, mode: ReadingMode): boolean {
  return mode === "ai-first" || currentRead(course, reader).read.committed !== null;
}

/** Whether a reader may see the first read of `of`. */
export function isReadOpen(course: Course, viewer: ReaderId, of: ReaderId): boolean {
  const inHand = openSecond(course, viewer);
  if (inHand?.taken?.blinded === true) return false;
  if (inHand !== null && inHand.of === of) return true;
  return viewer === of || currentRead(course, viewer).read.committed !== null;
}

/** A flag tells of both the first read and the panel. */
export const isFlagOpen = (course: Course, viewer: ReaderId, of: ReaderId, mode: ReadingMode): boolean =>
  firstReadOf(course, of).committed !== null &&
  isReadOpen(course, viewer, of) &&
  isPanelOpen(course, viewer, mode);

/**
 * Whether an entry of the audit record may be told whole: what another's read, mark, flag or final answer said is
 * as closed to an administrator who has yet to read the study as the read itself. That it happened stays told.
 * @param courseOf the course of the study that the entry is about; asked for only where it matters
 */
export function isEntryOpen(
  courseOf: () => Course,
  viewer: ReaderId,
  { action, reader, details = {} }: Pick<AuditEntry, "action" | "reader" | "details">,
  mode: ReadingMode,
): boolean {
  switch (action) {
    case "read.flag": {
      const course = courseOf();
      const of = course.reads.find((one) => one.reader === details["of"])?.reader;
      return of !== undefined && isFlagOpen(course, viewer, of, mode);
    }
    case "read.commit":
    case "mark.save":
      return isReadOpen(courseOf(), viewer, reader);
    case "second-read.commit":
    case "second-read.settle": {
      const course = courseOf();
      const second = course.seconds.find(({ id }) => id === details["second"]);
      return reader === viewer || (second !== undefined && isReadOpen(course, viewer, second.of));
    }
    default:
      return true;
  }
}
