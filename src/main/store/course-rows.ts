import { z } from "zod";
import { AppError } from "../../core/base/errors.ts";
import { readerId, type ReaderId, type StudyUid } from "../../core/base/ids.ts";
import {
  noCourse,
  radpeer,
  secondReadReason,
  settledHow,
  type Course,
  type SecondRead,
} from "../../core/second-read/course.ts";
import { flagKind } from "../../core/second-read/flag.ts";
import { finding, moment, type Addendum } from "../../core/second-read/read.ts";
import { draftParameters, flag, json, readColumns, readRowShape, toRead } from "./rows.ts";
import type { Statements } from "./statements.ts";

const reader = z.string().transform(readerId);
const readersRow = z
  .object({ reader_id: reader, kind: flagKind.nullable(), ...readRowShape })
  .transform((row) => ({ reader: row.reader_id, read: toRead(row), flag: row.kind }));

const addendumRow = z
  .object({ reader_id: reader, text: z.string(), utc: z.string(), utc_offset: z.string() })
  .transform((row): { reader: ReaderId; addendum: Addendum } => ({
    reader: row.reader_id,
    addendum: { text: row.text, at: { utc: row.utc, offset: row.utc_offset } },
  }));

const settlement = z.object({
  how: settledHow,
  by: reader,
  finding,
  radpeer: radpeer.nullable(),
  note: z.string(),
  at: moment,
});

export const secondColumns = `second_read_id, study_uid, of_reader, reason, asked_utc, asked_offset, reader_id,
  taken_utc, taken_offset, blinded, settled, ${readColumns}`;
export const secondRowShape = {
  second_read_id: z.int(),
  of_reader: reader,
  reason: secondReadReason,
  asked_utc: z.string(),
  asked_offset: z.string(),
  reader_id: reader.nullable(),
  taken_utc: z.string().nullable(),
  taken_offset: z.string().nullable(),
  blinded: flag.nullable(),
  settled: json(settlement).nullable(),
  ...readRowShape,
};
export const secondRow = z.object(secondRowShape).transform((row): SecondRead => ({
  id: row.second_read_id,
  of: row.of_reader,
  reason: row.reason,
  asked: { utc: row.asked_utc, offset: row.asked_offset },
  taken:
    row.reader_id === null || row.taken_utc === null || row.taken_offset === null
      ? null
      : {
          reader: row.reader_id,
          at: { utc: row.taken_utc, offset: row.taken_offset },
          blinded: row.blinded ?? true,
        },
  read: toRead(row),
  settled: row.settled,
}));

/** What happened to a study so far; nothing where it has no read yet. */
export function courseOf(statements: Statements, studyUid: StudyUid): Course {
  const reads = statements.all(
    "course.reads",
    `SELECT r.reader_id, f.kind, ${readColumns} FROM reads r
     LEFT JOIN flags f ON f.study_uid = r.study_uid AND f.reader_id = r.reader_id
     WHERE r.study_uid = :studyUid ORDER BY r.saved_utc, r.reader_id`,
    readersRow,
    { studyUid },
  );
  if (reads.length === 0) return noCourse;
  const addenda = statements.all(
    "course.addenda",
    `SELECT reader_id, text, utc, utc_offset FROM addenda WHERE study_uid = :studyUid ORDER BY addendum_number`,
    addendumRow,
    { studyUid },
  );
  const seconds = statements.all(
    "course.seconds",
    `SELECT ${secondColumns} FROM second_reads WHERE study_uid = :studyUid ORDER BY second_read_id`,
    secondRow,
    { studyUid },
  );
  return {
    reads: reads.map((one) => ({
      ...one,
      read: {
        ...one.read,
        addenda: addenda.filter((added) => added.reader === one.reader).map(({ addendum }) => addendum),
      },
    })),
    seconds,
  };
}

/**
 * A study whose films were deleted takes no further reads: its rows stay for the record alone.
 * @throws AppError library/no-such-study
 */
export function requireStudy(statements: Statements, studyUid: StudyUid): void {
  const found = statements.get(
    "study.exists",
    "SELECT 1 AS n FROM listings WHERE study_uid = :studyUid",
    z.object({ n: z.int() }),
    { studyUid },
  );
  if (!found) throw new AppError("library/no-such-study");
}

/** Keeps what a step changed: rows are written only where the step answered another object. */
export function keepCourse(
  statements: Statements,
  studyUid: StudyUid,
  before: Course,
  after: Course,
  at: { readonly utc: string; readonly offset: string },
): void {
  for (const { reader: id, read } of after.reads) {
    const old = before.reads.find((one) => one.reader === id)?.read;
    if (old === read) continue;
    if (old !== undefined && old.committed !== null) {
      for (const { text, at: added } of read.addenda.slice(old.addenda.length)) {
        statements.run(
          "addendum.add",
          `INSERT INTO addenda (study_uid, reader_id, text, utc, utc_offset)
           VALUES (:studyUid, :reader, :text, :utc, :offset)`,
          { studyUid, reader: id, text, utc: added.utc, offset: added.offset },
        );
      }
      continue;
    }
    statements.run(
      "read.keep",
      `INSERT INTO reads (study_uid, reader_id, finding, confidence, zones, others, note, mode, saved_utc,
         saved_offset, committed_utc, committed_offset)
       VALUES (:studyUid, :reader, :finding, :confidence, :zones, :others, :note, :mode, :savedUtc,
         :savedOffset, :committedUtc, :committedOffset)
       ON CONFLICT (study_uid, reader_id) DO UPDATE SET finding = excluded.finding,
         confidence = excluded.confidence, zones = excluded.zones, others = excluded.others,
         note = excluded.note, mode = excluded.mode, saved_utc = excluded.saved_utc,
         saved_offset = excluded.saved_offset, committed_utc = excluded.committed_utc,
         committed_offset = excluded.committed_offset`,
      {
        studyUid,
        reader: id,
        ...draftParameters(read.draft),
        mode: read.mode ?? "blinded",
        savedUtc: at.utc,
        savedOffset: at.offset,
        committedUtc: read.committed?.utc ?? null,
        committedOffset: read.committed?.offset ?? null,
      },
    );
  }
  for (const second of after.seconds) {
    const old = before.seconds.find((one) => one.id === second.id);
    if (old === second) continue;
    if (old === undefined) addSecond(statements, studyUid, second);
    else changeSecond(statements, second);
  }
}

function addSecond(statements: Statements, studyUid: StudyUid, { of, reason, asked }: SecondRead): void {
  statements.run(
    "second.add",
    `INSERT INTO second_reads (study_uid, of_reader, reason, asked_utc, asked_offset)
     VALUES (:studyUid, :of, :reason, :utc, :offset)`,
    { studyUid, of, reason, utc: asked.utc, offset: asked.offset },
  );
}

function changeSecond(statements: Statements, { id, taken, read, settled }: SecondRead): void {
  statements.run(
    "second.change",
    `UPDATE second_reads SET reader_id = :reader, taken_utc = :takenUtc, taken_offset = :takenOffset,
       blinded = :blinded, finding = :finding, confidence = :confidence, zones = :zones, others = :others,
       note = :note, mode = :mode, committed_utc = :committedUtc, committed_offset = :committedOffset,
       settled = :settled
     WHERE second_read_id = :id`,
    {
      id,
      reader: taken?.reader ?? null,
      takenUtc: taken?.at.utc ?? null,
      takenOffset: taken?.at.offset ?? null,
      blinded: taken === null ? null : taken.blinded ? 1 : 0,
      ...draftParameters(read.draft),
      mode: read.mode ?? "blinded",
      committedUtc: read.committed?.utc ?? null,
      committedOffset: read.committed?.offset ?? null,
      settled: settled && JSON.stringify(settled),
    },
  );
}
