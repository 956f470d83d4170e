import type { ReaderId } from "../base/ids.ts";
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
