import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { z } from "zod";
import { AppError } from "../../core/base/errors.ts";

type Parameters = Readonly<Record<string, SQLInputValue>>;

/** Called with the name of a statement that was slow; never with its parameters, which may be a patient's. */
export type SlowListener = (statement: string, milliseconds: number) => void;
const slow = 100;

/**
 * The prepared statements of one connection; a statement's name is for the log. What comes out of the database is parsed: a
 * file on a disk is a boundary like any other.
 */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #onSlow: SlowListener;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, onSlow: SlowListener) {
    this.#database = database;
    this.#onSlow = onSlow;
  }

  all<Row>(name: string, sql: string, row: z.ZodType<Row>, parameters: Parameters = {}): Row[] {
    return this.#timed(name, sql, (statement) => statement.all(parameters)).map((found) =>
      parsed(name, row, found),
    );
  }

  get<Row>(name: string, sql: string, row: z.ZodType<Row>, parameters: Parameters = {}): Row | null {
    const found = this.#timed(name, sql, (statement) => statement.get(parameters));
    return found === undefined ? null : parsed(name, row, found);
  }

  /** @returns how many rows changed */
  run(name: string, sql: string, parameters: Parameters = {}): number {
    return Number(this.#timed(name, sql, (statement) => statement.run(parameters)).changes);
  }

  #timed<Result>(name: string, sql: string, work: (statement: StatementSync) => Result): Result {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    const start = performance.now();
    const result = work(statement);
    const took = performance.now() - start;
    if (took >= slow) this.#onSlow(name, took);
    return result;
  }
}

function parsed<Row>(name: string, schema: z.ZodType<Row>, found: unknown): Row {
  const row = schema.safeParse(found);
  if (row.success) return row.data;
  const column = row.error.issues[0]?.path.join(".") ?? "";
  throw new AppError("library/damaged", { detail: `${name}: ${column}` }, { cause: row.error });
}
