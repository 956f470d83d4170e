import { z } from "zod";
import type { WorklistCounts, WorklistQuery } from "../../../core/api.ts";
import type { StudyUid } from "../../../core/base/ids.ts";
import { searchWords } from "../../../core/studies/search-text.ts";
import type { Viewer, WorklistDay } from "../../../core/studies/study-store.ts";
import type { Statements } from "../statements.ts";
import { Bits } from "./bits.ts";
import {
  dayFacet,
  Facet,
  flagFacet,
  missingFacet,
  panelFacet,
  panelStateOf,
  readFacet,
  readStates,
  statFacet,
  triageFacet,
  triageSteps,
  type FacetSource,
} from "./facets.ts";
import { numberJson, numberList } from "./numbers.ts";
import { isKeyColumn, Order, type KeyColumn } from "./order.ts";
import { SearchTexts } from "./search-texts.ts";

/** `triage`: the department has the list in the panel's order, and so "panel" sorts by probability. */
type Question = Viewer &
  WorklistDay &
  Pick<WorklistQuery, "search" | "filter" | "sort"> & { readonly triage: boolean };
type Test = (number: number) => boolean;
/** Studies in the order of the question, as numbers. */
interface Listed {
  readonly numbers: Uint32Array;
  readonly descending: boolean;
}

/** Above so many changes at once everything is read anew: it is faster. */
const tooMany = 2_000;
const textsAtOnce = 50_000;
/** Lists that are kept until the library changes: of the window, and of the question before. */
const listsKept = 4;
const panelOrder = ["done", "partial", "withheld", "failed", "pending", "none"] as const;

const position = z.object({ count: z.int(), size: z.int() });
const textRow = z.object({ numbers: numberJson, text: z.instanceof(Uint8Array).nullable() });
const changeRow = z.object({ study_number: z.int(), arranged: z.int() });

/**
 * The whole worklist in memory as numbers: each order an array, each property a byte or a word for
 * each study, the searched text end to end. A page of any order under any filter, its place and
 * its total come of one pass over these; the database is asked for the rows of the page alone, and
 * for what has changed, by whichever program, since the last question. Parts are read when they are first
 * needed. 1,000,000 studies take about 150 MB.
 */
export class WorklistIndex {
  readonly #statements: Statements;
  #seen = -1;
  /** Largest study number and one. */
  #size = 0;
  #present = new Bits(0);
  #orders = new Map<KeyColumn, Order>();
  #facets = new Map<string, Facet>();
  #texts: SearchTexts | null = null;
  #lists = new Map<string, Listed>();

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Takes in what has changed. Within the transaction in which the list is then asked for. */
  refresh(): void {
    const now = this.#statements.get(
      "index.position",
      "SELECT count, (SELECT coalesce(max(study_number), 0) + 1 FROM listings) AS size FROM changes",
      position,
    ) ?? { count: 0, size: 1 };
    if (now.count === this.#seen) return;
    this.#lists.clear();
    const changed = this.#statements.all(
      "index.changed",
      "SELECT study_number, arranged FROM listings WHERE changed > :seen ORDER BY study_number LIMIT :limit",
      changeRow,
      { seen: this.#seen, limit: tooMany + 1 },
    );
    if (this.#seen < 0 || changed.length > tooMany) this.#readAnew();
    else this.#update(changed);
    this.#size = now.size;
    this.#seen = now.count;
  }

  /**
   * A page of the list: the studies' numbers, how many are listed in all, and where the page begins.
   * @param anchor number of the study to begin beside, or where to look for it from
   */
  page(
    question: Question & Pick<WorklistQuery, "offset" | "limit" | "anchor">,
    numberOf: (studyUid: StudyUid) => number | null,
  ): { numbers: number[]; total: number; offset: number; anchored: number | null } {
    const { numbers, descending } = this.#listed(question);
    const total = numbers.length;
    const at = (place: number): number => numbers[descending ? total - 1 - place : place] ?? 0;
    const placeOf = (number: number | null): number => {
      const found = number === null ? -1 : numbers.indexOf(number);
      return found < 0 ? -1 : descending ? total - 1 - found : found;
    };
    let { offset } = question;
    let anchored: number | null = null;
    if (question.anchor !== null) {
      const { studyUid, find, before } = question.anchor;
      let place = placeOf(studyUid === null ? null : numberOf(studyUid));
      if (find === "next-unread") place = this.#nextUnread(question, total, at, place);
      if (place >= 0) [anchored, offset] = [place, Math.max(0, place - before)];
    }
    const end = Math.min(total, offset + question.limit);
    const page = Array.from({ length: Math.max(0, end - offset) }, (_, ahead) => at(offset + ahead));
    return { numbers: page, total, offset, anchored };
  }

  counts({ reader, today }: Viewer & WorklistDay): WorklistCounts {
    const [day, read] = [this.#facet(dayFacet), this.#facet(readFacet(reader))];
    const flag = this.#facet(flagFacet(reader));
    const counts = { all: 0, today: 0, unread: 0, mine: 0, flagged: 0 };
    const date = Number(today);
    for (let number = 1; number < this.#size; number++) {
      if (!this.#present.has(number)) continue;
      counts.all++;
      if (day.of(number) === date) counts.today++;
      const state = read.of(number);
      if (state !== committed) counts.unread++;
      if (state !== 0) counts.mine++;
      if (flag.of(number) === 1) counts.flagged++;
    }
    return counts;
  }

  #nextUnread(question: Question, total: number, at: (place: number) => number, from: number): number {
    const read = this.#facet(readFacet(question.reader));
    for (let ahead = 1; ahead <= total; ahead++) {
      const place = (from + ahead) % total;
      if (place !== from && read.of(at(place)) !== committed) return place;
    }
    return -1;
  }

  #listed(question: Question): Listed {
    const { search, filter, sort, today, reader, networks, triage } = question;
    const words = searchWords(search);
    const key = JSON.stringify([words, filter, sort, today, reader, networks, triage]);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const found = words.length === 0 ? null : this.#textsNow().find(words, this.#size);
    const tests = this.#tests(question);
    const { numbers, descending } = this.#ordered(question);
    const listed = { descending, numbers: chosen(numbers, found, tests) };
    for (const old of this.#lists.keys()) if (this.#lists.size >= listsKept) this.#lists.delete(old);
    this.#lists.set(key, listed);
    return listed;
  }

  #tests({ filter, today, reader, networks }: Question): Test[] {
    const tests: Test[] = [];
    const { quick, read, priority, panel, from, to } = filter;
    if (filter.missing) {
      const missing = this.#facet(missingFacet);
      tests.push((number) => missing.of(number) > 0);
    }
    if (quick === "flagged") {
      const flag = this.#facet(flagFacet(reader));
      tests.push((number) => flag.of(number) === 1);
    }
    if (read !== null || quick === "unread" || quick === "mine") {
      const facet = this.#facet(readFacet(reader));
      if (read !== null) tests.push((number) => facet.of(number) === readStates.indexOf(read));
      if (quick === "unread") tests.push((number) => facet.of(number) !== committed);
      if (quick === "mine") tests.push((number) => facet.of(number) !== 0);
    }
    if (quick === "today" || from !== null || to !== null) {
      const day = this.#facet(dayFacet);
      const [first, last] = [Number(from ?? 0), Number(to ?? 99_999_999)];
      if (quick === "today") tests.push((number) => day.of(number) === Number(today));
      if (from !== null || to !== null)
        tests.push((number) => day.of(number) >= first && day.of(number) <= last);
    }
    if (priority !== null) {
      const stat = this.#facet(statFacet);
      tests.push((number) => (stat.of(number) === 1) === (priority === "stat"));
    }
    if (panel !== null) {
      if (networks === null) tests.push(() => panel === "none");
      else {
        const facet = this.#facet(panelFacet(networks));
        tests.push((number) => panelStateOf[facet.of(number)] === panel);
      }
    }
    return tests;
  }

  #ordered({ sort: { column, direction }, reader, networks, triage }: Question): Listed {
    const descending = direction === "descending";
    if (isKeyColumn(column)) return { numbers: this.#order(column).numbers, descending };
    const newest = this.#order("date").numbers;
    if (column === "panel" && triage && networks !== null) {
      // Urgent films first. A film that was read stays where it is: the list does not move under its reader.
      const [stat, panel] = [this.#facet(statFacet), this.#facet(triageFacet(networks))];
      const place = (number: number): number => stat.of(number) * triageSteps + panel.of(number);
      return this.#inGroups(newest, 2 * triageSteps, place, descending);
    }
    if (column === "priority") {
      const stat = this.#facet(statFacet);
      return this.#inGroups(newest, 2, (number) => 1 - stat.of(number), descending);
    }
    if (column === "status") {
      const read = this.#facet(readFacet(reader));
      return this.#inGroups(newest, readStates.length, (number) => read.of(number), descending);
    }
    if (networks === null) return { numbers: newest, descending: true };
    const panel = this.#facet(panelFacet(networks));
    const places = panelStateOf.map((state) => panelOrder.indexOf(state));
    return this.#inGroups(newest, panelOrder.length, (number) => places[panel.of(number)] ?? 0, descending);
  }

  /** Studies by their group, the newest first in each, whichever way the groups run. */
  #inGroups(
    oldestFirst: Uint32Array,
    groups: number,
    groupOf: (number: number) => number,
    descending: boolean,
  ): Listed {
    const of = (number: number): number => (descending ? groups - 1 - groupOf(number) : groupOf(number));
    const starts = new Uint32Array(groups + 1);
    for (const number of oldestFirst) starts[of(number) + 1] = (starts[of(number) + 1] ?? 0) + 1;
    for (let group = 1; group <= groups; group++)
      starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0);
    const numbers = new Uint32Array(oldestFirst.length);
    for (let at = oldestFirst.length - 1; at >= 0; at--) {
      const number = oldestFirst[at] ?? 0;
      const group = of(number);
      numbers[starts[group] ?? 0] = number;
      starts[group] = (starts[group] ?? 0) + 1;
    }
    return { numbers, descending: false };
  }

  #order(column: KeyColumn): Order {
    let order = this.#orders.get(column);
    if (order === undefined) this.#orders.set(column, (order = new Order(this.#statements, column)));
    return order;
  }

  #facet(source: FacetSource): Facet {
    const name = `${source.name} ${source.key ?? ""}`;
    let facet = this.#facets.get(name);
    if (facet === undefined) {
      facet = new Facet(this.#statements, source, this.#size);
      this.#facets.set(name, facet);
    }
    return facet;
  }

  #textsNow(): SearchTexts {
    if (this.#texts !== null) return this.#texts;
    const texts = new SearchTexts();
    for (let from = 1; from < this.#size; from += textsAtOnce) {
      this.#addTexts(texts, "study_number >= :from AND study_number < :to", { from, to: from + textsAtOnce });
    }
    return (this.#texts = texts);
  }

  #addTexts(texts: SearchTexts, which: string, parameters: Readonly<Record<string, number | string>>): void {
    const found = this.#statements.get(
      "index.texts",
      `SELECT json_group_array(study_number) AS numbers,
         CAST(group_concat(search_text, char(10)) || char(10) AS BLOB) AS text
       FROM (SELECT study_number, search_text FROM listings WHERE ${which} ORDER BY study_number)`,
      textRow,
      parameters,
    );
    if (found?.text) texts.add(found.numbers, found.text);
  }

  #readAnew(): void {
    this.#orders.clear();
    this.#facets.clear();
    this.#texts = null;
    this.#present = new Bits(0);
    const all = this.#statements.get(
      "index.present",
      "SELECT json_group_array(study_number) AS n FROM listings",
      numberList,
    );
    for (const number of all ?? []) this.#present.add(number);
  }

  #update(changed: readonly z.output<typeof changeRow>[]): void {
    const gone = this.#statements.get(
      "index.gone",
      "SELECT json_group_array(study_number) AS n FROM listings_gone WHERE changed > :seen",
      numberList,
      { seen: this.#seen },
    );
    const moved = changed.filter((row) => row.arranged > this.#seen).map((row) => row.study_number);
    for (const number of moved) this.#present.add(number);
    for (const number of gone ?? []) this.#present.remove(number);
    if (moved.length > 0 || (gone ?? []).length > 0) {
      const out = (): Bits => {
        const bits = new Bits(0);
        for (const number of gone ?? []) bits.add(number);
        return bits;
      };
      for (const order of this.#orders.values()) order.update(moved, out());
      if (this.#texts !== null) {
        const replaced = out();
        for (const number of moved) replaced.add(number);
        this.#texts.remove(replaced);
        this.#addTexts(this.#texts, "study_number IN (SELECT value FROM json_each(:moved))", {
          moved: JSON.stringify(moved),
        });
      }
    }
    const numbers = changed.map((row) => row.study_number);
    for (const facet of this.#facets.values()) facet.update(numbers);
  }
}

/** A loop of its own: a typed array's filter() takes several times as long. */
function chosen(numbers: Uint32Array, found: Bits | null, tests: readonly Test[]): Uint32Array {
  if (found === null && tests.length === 0) return numbers;
  const left = new Uint32Array(numbers.length);
  let length = 0;
  next: for (const number of numbers) {
    if (found?.has(number) === false) continue;
    for (const test of tests) if (!test(number)) continue next;
    left[length++] = number;
  }
  return left.slice(0, length);
}

const committed = readStates.indexOf("committed");
