import { z } from "zod";
import { studyUidSchema, filmIdSchema } from "../../core/api.ts";
import { contentHash } from "../../core/base/ids.ts";
import { readDraft, type Read } from "../../core/second-read/read.ts";
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

export const storedFilmColumns = "film_id, study_uid, content_hash, bytes, kind, file_name";
export const storedFilmRow = z
  .object({
    film_id: filmIdSchema,
    study_uid: studyUidSchema,
    content_hash: z.string().transform(contentHash),
    bytes: z.int(),
    kind: filmKindSchema,
    file_name: z.string(),
  })
  .transform((row): StoredFilm => ({
    filmId: row.film_id,
    studyUid: row.study_uid,
    hash: row.content_hash,
    bytes: row.bytes,
    kind: row.kind,
    fileName: row.file_name,
  }));

/** Columns of `reads`, all null where a join finds no row. */
export const readColumns = "finding, confidence, note, committed_utc, committed_offset";
export const readRowShape = {
  finding: readDraft.shape.finding,
  confidence: readDraft.shape.confidence,
  note: z.string().nullable(),
  committed_utc: z.string().nullable(),
  committed_offset: z.string().nullable(),
};
const readRow = z.object(readRowShape);

export function toRead(row: z.output<typeof readRow>): Read {
  const { finding, confidence, note, committed_utc: utc, committed_offset: offset } = row;
  return {
    draft: { finding, confidence, note: note ?? "" },
    committed: utc === null || offset === null ? null : { utc, offset },
  };
}
export const readOfRow = readRow.transform(toRead);
