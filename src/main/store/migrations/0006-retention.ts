import type { Migration } from "./migration.ts";

/**
 * Studies that were deleted: their films' files and the patient's words are gone, their reads and the audit record
 * stay. A film that was removed may be imported again. And flags are seen in the worklist.
 */
export const retention: Migration = {
  name: "retention",
  up: (database) => {
    database.exec(`
      ALTER TABLE films ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));
      CREATE INDEX flags_of_reader ON flags (reader_id);
      CREATE TRIGGER flag_is_listed AFTER INSERT ON flags BEGIN
        UPDATE changes SET count = count + 1;
        UPDATE listings SET changed = (SELECT count FROM changes) WHERE study_uid = new.study_uid;
      END;
    `);
  },
};
