import type { Migration } from "./migration.ts";

/** Films whose files a check did not find, and when the library was last checked and saved. */
export const upkeep: Migration = {
  name: "upkeep",
  up: (database) => {
    database.exec(`
      CREATE TABLE missing_files (
        content_hash TEXT PRIMARY KEY,
        found_utc TEXT NOT NULL,
        found_offset TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- The last time of each; details are JSON.
      CREATE TABLE upkeep (
        task TEXT PRIMARY KEY CHECK (task IN ('check', 'backup')),
        utc TEXT NOT NULL,
        utc_offset TEXT NOT NULL,
        details TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
