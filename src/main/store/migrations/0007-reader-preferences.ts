import type { Migration } from "./migration.ts";

/** What a reader has chosen for themselves, by name, as JSON. */
export const readerPreferences: Migration = {
  name: "reader-preferences",
  up: (database) => {
    database.exec(`
      CREATE TABLE reader_preferences (
        reader_id TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (reader_id, name)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
