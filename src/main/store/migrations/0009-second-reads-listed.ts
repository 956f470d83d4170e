import type { Migration } from "./migration.ts";

/** A second read that is taken or committed changes its study's row for its reader. */
export const secondReadsListed: Migration = {
  name: "second-reads-listed",
  up: (database) => {
    database.exec(`
      CREATE INDEX second_reads_of_reader ON second_reads (reader_id, study_uid);
      CREATE TRIGGER second_read_change_is_listed AFTER UPDATE ON second_reads BEGIN
        UPDATE changes SET count = count + 1;
        UPDATE listings SET changed = (SELECT count FROM changes) WHERE study_uid = new.study_uid;
      END;
    `);
  },
};
