import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { contentHash } from "../../core/base/ids.ts";

export const namedFilm = z.object({ hash: z.string().transform(contentHash), bytes: z.int() });
export type NamedFilm = z.output<typeof namedFilm>;

/** Every film that a library's database names, once each: its content hash and its file's bytes. */
export const namedFilms = (database: DatabaseSync): NamedFilm[] =>
  database
    .prepare(
      `SELECT content_hash AS hash, max(bytes) AS bytes FROM films WHERE removed = 0
       GROUP BY content_hash ORDER BY content_hash`,
    )
    .all()
    .map((row) => namedFilm.parse(row));
