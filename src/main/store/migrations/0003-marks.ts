import type { Migration } from "./migration.ts";

/**
 * What readers draw on films, key images among it. A mark belongs to its reader's read: those that
 * stood at its commit are part of it (`in_read`) and stay as they are.
 */
export const marks: Migration = {
  name: "marks",
  up: (database) => {
    database.exec(`
      CREATE TABLE marks (
        mark_id TEXT PRIMARY KEY,
        study_uid TEXT NOT NULL REFERENCES studies (study_uid),
        film_id TEXT NOT NULL REFERENCES films (film_id),
        frame INTEGER NOT NULL CHECK (frame >= 0),
        reader_id TEXT NOT NULL,
        shape TEXT NOT NULL,
        in_read INTEGER NOT NULL DEFAULT 0 CHECK (in_read IN (0, 1)),
        saved_utc TEXT NOT NULL,
        saved_offset TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX marks_of_study ON marks (study_uid, reader_id);
      CREATE TRIGGER mark_of_read_stays BEFORE UPDATE ON marks WHEN old.in_read = 1
      BEGIN SELECT RAISE (ABORT, 'a mark of a committed read does not change'); END;
      CREATE TRIGGER mark_of_read_is_kept BEFORE DELETE ON marks WHEN old.in_read = 1
      BEGIN SELECT RAISE (ABORT, 'a mark of a committed read is not deleted'); END;
    `);
  },
};
