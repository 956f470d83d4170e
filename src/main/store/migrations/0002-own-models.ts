import type { Migration } from "./migration.ts";

/**
 * Answers of the user's own networks, beside the panel's and marked as such, and their failures,
 * which are none of the panel's.
 */
export const ownModels: Migration = {
  name: "own-models",
  up: (database) => {
    database.exec(`
      ALTER TABLE answers ADD COLUMN own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1));
      ALTER TABLE panels ADD COLUMN own_failures TEXT NOT NULL DEFAULT '[]';
    `);
  },
};
