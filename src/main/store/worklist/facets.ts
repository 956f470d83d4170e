import type { PanelState } from "../../../core/api.ts";
import type { ReaderId } from "../../../core/base/ids.ts";
import { studyPanelState } from "../../../core/studies/panel-state.ts";
import type { Networks } from "../../../core/studies/study-store.ts";
import type { Statements } from "../statements.ts";
import { Bits } from "./bits.ts";
import { numberPairs } from "./numbers.ts";

/** One property of every study as a small number, by the study's number; 0 where nothing is said. */
export interface FacetSource {
  readonly name: string;
  /** Gives `n` and `v`; may use :key. "$WHERE" becomes the choice of studies by l.study_number. */
  readonly sql: string;
  readonly key: string | null;
}

/** The study's day, "20261124" as a number; of its import where it has no date. */
export const dayFacet: FacetSource = {
  name: "day",
  sql: "SELECT l.study_number AS n, CAST(substr(listed_at, 1, 8) AS INTEGER) AS v FROM listings l $WHERE",
  key: null,
};

export const statFacet: FacetSource = {
  name: "stat",
  sql: "SELECT l.study_number AS n, stat AS v FROM listings l $WHERE",
  key: null,
};

/** Films whose files a check did not find. */
export const missingFacet: FacetSource = {
  name: "missing",
  sql: `SELECT l.study_number AS n, count(*) AS v
    FROM missing_files m JOIN films f ON f.content_hash = m.content_hash AND f.removed = 0
    JOIN listings l ON l.study_uid = f.study_uid $WHERE GROUP BY l.study_number`,
  key: null,
};

/** This reader's read: places in `readStates`, as `readState` tells them apart; a second read of theirs goes before. */
export const readStates = ["unread", "draft", "committed"] as const;
export const readFacet = (reader: ReaderId): FacetSource => ({
  name: "read",
  sql: `SELECT l.study_number AS n,
      CASE WHEN q.open = 1 THEN 1
        WHEN q.open = 0 OR committed_utc IS NOT NULL THEN 2
        WHEN finding IS NULL AND confidence IS NULL AND note = '' AND zones = '[]' AND others = '[]' THEN 0
        ELSE 1 END AS v
    FROM (SELECT study_uid FROM reads WHERE reader_id = :key
          UNION SELECT study_uid FROM second_reads WHERE reader_id = :key) u
    JOIN listings l ON l.study_uid = u.study_uid
    LEFT JOIN reads r ON r.study_uid = u.study_uid AND r.reader_id = :key
    LEFT JOIN (SELECT study_uid, max(committed_utc IS NULL) AS open FROM second_reads
               WHERE reader_id = :key GROUP BY study_uid) q ON q.study_uid = u.study_uid $WHERE`,
  key: reader,
});

/**
 * Flags on this reader's own committed reads; which flag it is stays with the read. None while they have the study's second
 * read in hand, which is blinded to the first.
 */
export const flagFacet = (reader: ReaderId): FacetSource => ({
  name: "flag",
  sql: `SELECT l.study_number AS n, 1 AS v
    FROM (SELECT study_uid FROM flags WHERE reader_id = :key AND kind <> 'none'
          EXCEPT SELECT study_uid FROM second_reads WHERE reader_id = :key AND committed_utc IS NULL) f
    JOIN listings l ON l.study_uid = f.study_uid $WHERE`,
  key: reader,
});

const filmStates = ["pending", "partial", "failed", "done", "withheld"] as const satisfies PanelState[];
/** State of the study's panel: a bit for each state that a film of the panel has (`panelPlaces`). */
export const panelFacet = (networks: NonNullable<Networks>): FacetSource => ({
  name: "panel",
  sql: `SELECT l.study_number AS n,
      max(p.state IS NULL) + 2 * max(p.state IS 'partial') + 4 * max(p.state IS 'failed')
        + 8 * max(p.state IS 'done') + 16 * max(p.state IS 'withheld') AS v
    FROM listings l JOIN films f ON f.study_uid = l.study_uid AND f.frontal = l.frontal AND f.removed = 0
    LEFT JOIN panels p ON p.film_id = f.film_id AND p.networks = :key $WHERE GROUP BY l.study_number`,
  key: networks,
});
/** Panels in the order in which they are listed. */
export const panelOrder = ["done", "partial", "withheld", "failed", "pending", "none"] as const;
/** Place in `panelOrder` of each value of the panel's facet. */
export const panelPlaces: readonly number[] = Array.from({ length: 1 << filmStates.length }, (_, value) =>
  panelOrder.indexOf(studyPanelState(filmStates.filter((_state, bit) => (value >> bit) & 1))),
);

/**
 * The study's panel in hundredths of its highest probability, and one: 1 to 101; 0 where no film of it has one.
 * It tells of the panel: only an order that a department has chosen may come of it.
 */
export const triageFacet = (networks: NonNullable<Networks>): FacetSource => ({
  name: "triage",
  sql: `SELECT l.study_number AS n, 1 + CAST(round(100 * max(json_extract(p.agreement, '$.probability'))) AS INTEGER) AS v
    FROM listings l JOIN films f ON f.study_uid = l.study_uid AND f.frontal = l.frontal AND f.removed = 0
    JOIN panels p ON p.film_id = f.film_id AND p.networks = :key AND p.state = 'done' $WHERE
    GROUP BY l.study_number`,
  key: networks,
});
export const triageSteps = 102;

export class Facet {
  readonly #statements: Statements;
  readonly #source: FacetSource;
  #values: Uint32Array;

  constructor(statements: Statements, source: FacetSource, size: number) {
    this.#statements = statements;
    this.#source = source;
    this.#values = new Uint32Array(size);
    this.#load("", {});
  }

  of(number: number): number {
    return this.#values[number] ?? 0;
  }

  /** By the studies' numbers; it may go on behind the largest. */
  get values(): Uint32Array {
    return this.#values;
  }

  /** By the studies' numbers: each value's entry in `table`, whole numbers below 256. */
  grouped(table: ArrayLike<number>): Uint8Array {
    const [values, places] = [this.#values, Uint8Array.from(table)];
    const groups = new Uint8Array(values.length);
    for (let number = 0; number < values.length; number++) groups[number] = places[values[number] ?? 0] ?? 0;
    return groups;
  }

  /** Numbers whose value lies between these, both included; those that no study has may be among them. */
  between(low: number, high = low): Bits {
    return Bits.between(this.#values, low, high);
  }

  update(changed: readonly number[]): void {
    for (const number of changed) this.#set(number, 0);
    const where = "WHERE l.study_number IN (SELECT value FROM json_each(:changed))";
    this.#load(where, { changed: JSON.stringify(changed) });
  }

  #load(where: string, more: Readonly<Record<string, string>>): void {
    const { name, sql, key } = this.#source;
    const parameters = key === null ? more : { ...more, key };
    const found = this.#statements.get(
      `facet.${name}`,
      `SELECT json_group_array(n) AS n, json_group_array(v) AS v FROM (${sql.replace("$WHERE", where)})`,
      numberPairs,
      parameters,
    );
    for (const [at, number] of (found?.n ?? []).entries()) this.#set(number, found?.v[at] ?? 0);
  }

  #set(number: number, value: number): void {
    if (number >= this.#values.length) {
      const larger = new Uint32Array(Math.ceil(number * 1.25) + 1);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[number] = value;
  }
}
