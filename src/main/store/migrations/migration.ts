import type { DatabaseSync } from "node:sqlite";

/** One step of the database's schema; its number is its place in the list, counted from 1. */
export interface Migration {
  readonly name: string;
  /** Runs inside a transaction that ends with the step's number as the schema's version. */
  readonly up: (database: DatabaseSync) => void;
}
