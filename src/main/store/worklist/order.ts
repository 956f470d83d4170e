import { z } from "zod";
import type { SortColumn } from "../../../core/studies/listing.ts";
import type { Statements } from "../statements.ts";
import type { Bits } from "./bits.ts";
import { numberList } from "./numbers.ts";

/** The columns whose order stands in the database as an index; ties fall by the studies' numbers. */
const keyOf = {
  name: "name_key",
  id: "id_key",
  age: "age_days",
  date: "listed_at",
  accession: "accession_key",
  description: "description_key",
  view: "view_key",
  films: "films",
} as const satisfies Partial<Record<SortColumn, string>>;
export type KeyColumn = keyof typeof keyOf;
export const isKeyColumn = (column: SortColumn): column is KeyColumn => Object.hasOwn(keyOf, column);

/** All studies in the ascending order of one column, kept in memory and brought up to date. */
export class Order {
  readonly #statements: Statements;
  readonly #column: KeyColumn;
  #numbers: Uint32Array;

  constructor(statements: Statements, column: KeyColumn) {
    this.#statements = statements;
    this.#column = column;
    const found = statements.get(
      `order.${column}`,
      `SELECT json_group_array(study_number) AS n FROM
         (SELECT study_number FROM listings ORDER BY ${keyOf[column]}, study_number)`,
      numberList,
    );
    this.#numbers = Uint32Array.from(found ?? []);
  }

  get numbers(): Uint32Array {
    return this.#numbers;
  }

  /** Takes studies out and puts them back where they belong now. */
  update(moved: readonly number[], gone: Bits): void {
    const out = gone;
    for (const number of moved) out.add(number);
    const kept = this.#numbers.filter((number) => !out.has(number));
    const key = keyOf[this.#column];
    const sorted =
      this.#statements.get(
        `order.moved.${this.#column}`,
        `SELECT json_group_array(study_number) AS n FROM (SELECT study_number FROM listings
         WHERE study_number IN (SELECT value FROM json_each(:moved)) ORDER BY ${key}, study_number)`,
        numberList,
        { moved: JSON.stringify(moved) },
      ) ?? [];
    const all = new Uint32Array(kept.length + sorted.length);
    let [from, at] = [0, 0];
    for (const number of sorted) {
      const place = this.#placeOf(number, kept, from);
      all.set(kept.subarray(from, place), at);
      at += place - from;
      all[at++] = number;
      from = place;
    }
    all.set(kept.subarray(from), at);
    this.#numbers = all;
  }

  /** First place in `kept` whose study comes after this one; the database compares, as it sorts. */
  #placeOf(number: number, kept: Uint32Array, from: number): number {
    const key = keyOf[this.#column];
    let [low, high] = [from, kept.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const before = this.#statements.get(
        `order.compare.${this.#column}`,
        `SELECT (a.${key}, a.study_number) < (b.${key}, b.study_number) AS n FROM listings a, listings b
         WHERE a.study_number = :one AND b.study_number = :other`,
        z.object({ n: z.int() }),
        { one: kept[middle] ?? 0, other: number },
      );
      if (before?.n === 1) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
