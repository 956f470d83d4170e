import { z } from "zod";
import { filmIdSchema } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import { readerId, type ReaderId, type StudyUid } from "../../core/base/ids.ts";
import type { Mark } from "../../core/marks/mark.ts";
import { shape } from "../../core/marks/shape.ts";
import { currentRead } from "../../core/second-read/course.ts";
import { isReadOpen } from "../../core/second-read/blinding.ts";
import type { StudyReads, StudyWrites } from "../../core/studies/study-store.ts";
import { recordAudit } from "./audit.ts";
import type { Transact } from "./film-writes.ts";
import { courseOf } from "./course-rows.ts";
import { flag, json } from "./rows.ts";
import type { Statements } from "./statements.ts";

const markRow = z
  .object({
    mark_id: z.string(),
    film_id: filmIdSchema,
    frame: z.int(),
    reader_id: z.string().transform(readerId),
    shape: json(shape),
    in_read: flag,
    saved_utc: z.string(),
    saved_offset: z.string(),
  })
  .transform((row): Mark => ({
    id: row.mark_id,
    filmId: row.film_id,
    frame: row.frame,
    reader: row.reader_id,
    shape: row.shape,
    inRead: row.in_read,
    saved: { utc: row.saved_utc, offset: row.saved_offset },
  }));

/**
 * A study's marks for a reader: their own, and those of other readers' committed reads only after
 * their own read is committed. What another reader drew would be half of that reader's answer.
 */
export function markReads(statements: Statements): Pick<StudyReads, "marks"> {
  return {
    marks({ studyUid, reader }) {
      const course = courseOf(statements, studyUid);
      const ownIn = currentRead(course, reader).read.committed !== null;
      const open = [
        ...course.reads.map((one) => one.reader).filter((one) => isReadOpen(course, reader, one)),
        ...course.seconds.flatMap(({ taken, read }) =>
          taken !== null && read.committed !== null && ownIn ? [taken.reader] : [],
        ),
      ];
      return statements.all(
        "marks",
        `SELECT * FROM marks m WHERE study_uid = :studyUid AND (
           (reader_id = :reader AND (in_read = 0 OR reader_id IN (SELECT value FROM json_each(:open))))
           OR (in_read = 1 AND reader_id IN (SELECT value FROM json_each(:open))))
         ORDER BY reader_id <> :reader, saved_utc, mark_id`,
        markRow,
        { studyUid, reader, open: JSON.stringify(open) },
      );
    },
  };
}

const ownerRow = z.object({ reader_id: z.string(), study_uid: z.string(), in_read: flag });

/** Keeping and deleting marks; each change and its audit entry are one transaction. */
export function markWrites(
  statements: Statements,
  transact: Transact,
): Pick<StudyWrites, "saveMark" | "deleteMark"> {
  /** @throws AppError mark/of-another-reader, mark/in-read */
  const changeable = (id: string, studyUid: StudyUid, reader: ReaderId): boolean => {
    const sql = "SELECT reader_id, study_uid, in_read FROM marks WHERE mark_id = :id";
    const found = statements.get("mark.owner", sql, ownerRow, { id });
    if (found === null) return false;
    if (found.reader_id !== reader || found.study_uid !== studyUid) {
      throw new AppError("mark/of-another-reader");
    }
    if (found.in_read) throw new AppError("mark/in-read");
    return true;
  };
  return {
    saveMark: ({ studyUid, mark, reader, at }) =>
      transact(() => {
        const film = statements.get(
          "mark.film",
          "SELECT frames FROM films WHERE film_id = :film AND study_uid = :studyUid",
          z.object({ frames: z.int() }),
          { film: mark.filmId, studyUid },
        );
        if (film === null) throw new AppError("library/no-such-film");
        if (mark.frame >= film.frames) {
          throw new AppError("film/no-such-frame", { frame: mark.frame + 1, frames: film.frames });
        }
        const known = changeable(mark.id, studyUid, reader);
        statements.run(
          "mark.save",
          `INSERT INTO marks (mark_id, study_uid, film_id, frame, reader_id, shape, saved_utc, saved_offset)
           VALUES (:id, :studyUid, :film, :frame, :reader, :shape, :utc, :offset)
           ON CONFLICT (mark_id) DO UPDATE SET film_id = excluded.film_id, frame = excluded.frame,
             shape = excluded.shape, saved_utc = excluded.saved_utc, saved_offset = excluded.saved_offset`,
          {
            id: mark.id,
            studyUid,
            film: mark.filmId,
            frame: mark.frame,
            reader,
            shape: JSON.stringify(mark.shape),
            utc: at.utc,
            offset: at.offset,
          },
        );
        const details = { mark: mark.id, kind: mark.shape.kind, film: mark.filmId, changed: known };
        recordAudit(statements, { at, reader, action: "mark.save", subject: studyUid, details }, "record");
        return { ...mark, reader, saved: { utc: at.utc, offset: at.offset }, inRead: false };
      }),

    deleteMark: ({ studyUid, markId, reader, at }) => {
      transact(() => {
        if (!changeable(markId, studyUid, reader)) return;
        statements.run("mark.delete", "DELETE FROM marks WHERE mark_id = :markId", { markId });
        const details = { mark: markId };
        recordAudit(statements, { at, reader, action: "mark.delete", subject: studyUid, details }, "record");
      });
    },
  };
}

/** Makes what a reader drew a part of the read that is being committed. */
export function marksJoinRead(statements: Statements, studyUid: StudyUid, reader: ReaderId): number {
  return statements.run(
    "marks.join-read",
    "UPDATE marks SET in_read = 1 WHERE study_uid = :studyUid AND reader_id = :reader AND in_read = 0",
    { studyUid, reader },
  );
}
