import { z } from "zod";
import { studyUidSchema, filmIdSchema } from "../../core/api.ts";
import { contentHash } from "../../core/base/ids.ts";
import {
  lungZone,
  otherFinding,
  readDraft,
  readingMode,
  type Read,
  type ReadDraft,
} from "../../core/second-read/read.ts";
import type { StoredFilm } from "../../core/studies/study-store.ts";

/** A truth value as SQLite keeps it. */
export const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);
export const counted = z.object({ n: z.int() }).transform(({ n }) => n);

/** JSON text of one of our own schemas. */
export const json = <Value>(schema: z.ZodType<Value>): z.ZodType<Value, string> =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "is not JSON" });
        return z.NEVER;
      }
    })
    .pipe(schema);

export const filmKindSchema = z.enum(["dicom", "png", "jpeg"]);

export const storedFilmColumns =
  "film_id, study_uid, content_hash, bytes, kind, file_name, view, transfer_syntax_uid";
export const storedFilmRow = z
  .object({
    film_id: filmIdSchema,
    study_uid: studyUidSchema,
    content_hash: z.string().transform(contentHash),
    bytes: z.int(),
    kind: filmKindSchema,
    file_name: z.string(),
    view: z.string(),
    transfer_syntax_uid: z.string(),
  })
  .transform((row): StoredFilm => ({
    filmId: row.film_id,
    studyUid: row.study_uid,
    hash: row.content_hash,
    bytes: row.bytes,
    kind: row.kind,
    fileName: row.file_name,
    view: row.view,
    transferSyntaxUid: row.transfer_syntax_uid,
  }));

/** Columns of `reads`, all null where a join finds no row. */
export const readColumns = "finding, confidence, zones, others, note, mode, committed_utc, committed_offset";
export const readRowShape = {
  finding: readDraft.shape.finding,
  confidence: readDraft.shape.confidence,
  zones: json(z.array(lungZone)).nullable(),
  others: json(z.array(otherFinding)).nullable(),
  note: z.string().nullable(),
  mode: readingMode.nullable(),
  committed_utc: z.string().nullable(),
  committed_offset: z.string().nullable(),
};
const readRow = z.object(readRowShape);

/** A read without its addenda, which have a table of their own. */
export function toRead(row: z.output<typeof readRow>): Read {
  const { finding, confidence, zones, others, note, committed_utc: utc, committed_offset: offset } = row;
  const committed = utc === null || offset === null ? null : { utc, offset };
  return {
    draft: { finding, confidence, zones: zones ?? [], others: others ?? [], note: note ?? "" },
    committed,
    mode: committed && row.mode,
    addenda: [],
  };
}
export const readOfRow = readRow.transform(toRead);

/** Parameters of a draft's columns. */
export const draftParameters = ({ finding, confidence, zones, others, note }: ReadDraft) => ({
  finding,
  confidence,
  zones: JSON.stringify(zones),
  others: JSON.stringify(others),
  note,
});
