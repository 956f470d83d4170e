import { z } from "zod";
import type { PanelState, WorklistCounts, WorklistQuery } from "../../../core/api.ts";
import type { StudyUid } from "../../../core/base/ids.ts";
import type { ReadingMode } from "../../../core/second-read/read.ts";
import { searchWords } from "../../../core/studies/search-text.ts";
import type { Networks, Viewer, WorklistDay } from "../../../core/studies/study-store.ts";
import type { Statements } from "../statements.ts";
import { Bits } from "./bits.ts";
import {
  dayFacet,
  Facet,
  flagFacet,
  missingFacet,
  panelFacet,
  panelOrder,
  panelPlaces,
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

/** `mode`: where the department reads AI-first or by triage, "panel" sorts by probability. */
type Question = Viewer &
  WorklistDay &
  Pick<WorklistQuery, "search" | "filter" | "sort"> & { readonly mode: ReadingMode };
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
const masksKept = 32;

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
  /** Studies by a property, kept until the library changes. */
  #masks = new Map<string, Bits>();

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
    this.#masks.clear();
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
    const day = Number(today);
    return {
      all: this.#present.count(),
      today: this.#mask(dayFacet, day).count(),
      unread: this.#mask(readFacet(reader), 0, committed - 1).count(),
      mine: this.#mask(readFacet(reader), 1, committed).count(),
      flagged: this.#mask(flagFacet(reader), 1).count(),
    };
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
    const { search, filter, sort, today, reader, networks, mode } = question;
    const words = searchWords(search);
    const key = JSON.stringify([words, filter, sort, today, reader, networks, mode]);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const masks = this.#filtered(question);
    if (words.length > 0) masks.push(this.#textsNow().find(words, this.#size));
    const { numbers, descending } = this.#ordered(question);
    const [mask, ...others] = masks;
    const left = mask && others.reduce((both, other) => both.and(other), mask).among(numbers);
    const listed = { descending, numbers: left ?? numbers };
    for (const old of this.#lists.keys()) if (this.#lists.size >= listsKept) this.#lists.delete(old);
    this.#lists.set(key, listed);
    return listed;
  }

  /** What each part of a filter leaves. */
  #filtered({ filter, today, reader, networks }: Question): Bits[] {
    const masks: Bits[] = [];
    const { quick, read, priority, panel, from, to } = filter;
    if (filter.missing) masks.push(this.#mask(missingFacet, 1, Infinity));
    if (quick === "today") masks.push(this.#mask(dayFacet, Number(today)));
    if (quick === "unread") masks.push(this.#mask(readFacet(reader), 0, committed - 1));
    if (quick === "mine") masks.push(this.#mask(readFacet(reader), 1, committed));
    if (quick === "flagged") masks.push(this.#mask(flagFacet(reader), 1));
    if (read !== null) masks.push(this.#mask(readFacet(reader), readStates.indexOf(read)));
    if (from !== null || to !== null)
      masks.push(this.#mask(dayFacet, Number(from ?? 0), Number(to ?? 99_999_999)));
    if (priority !== null) masks.push(this.#mask(statFacet, priority === "stat" ? 1 : 0));
    if (panel !== null) masks.push(this.#panelMask(panel, networks));
    return masks;
  }

  /** Studies of the list with a value of the facet between these, both included. */
  #mask(source: FacetSource, low: number, high = low): Bits {
    const make = (): Bits => this.#facet(source).between(low, high).and(this.#present);
    return this.#kept(`${source.name} ${source.key ?? ""} ${low} ${high}`, make);
  }

  #panelMask(panel: PanelState, networks: Networks): Bits {
    if (networks === null) return panel === "none" ? this.#present : new Bits(0);
    const place = panelOrder.indexOf(panel);
    const make = (): Bits => {
      const groups = this.#facet(panelFacet(networks)).grouped(panelPlaces);
      return Bits.between(groups, place, place).and(this.#present);
    };
    return this.#kept(`panel state ${networks} ${panel}`, make);
  }

  #kept(key: string, make: () => Bits): Bits {
    let mask = this.#masks.get(key);
    if (mask === undefined) this.#masks.set(key, (mask = make()));
    // Dates that somebody tries out are not kept for ever.
    if (this.#masks.size > masksKept) this.#masks.delete(this.#masks.keys().next().value ?? "");
    return mask;
  }

  #ordered({ sort: { column, direction }, reader, networks, mode }: Question): Listed {
    const descending = direction === "descending";
    if (isKeyColumn(column)) return { numbers: this.#order(column).numbers, descending };
    const newest = this.#order("date").numbers;
    if (column === "panel" && mode !== "blinded" && networks !== null) {
      const panel = this.#facet(triageFacet(networks)).values;
      if (mode === "ai-first") return inGroups(newest, panel, triageSteps, descending);
      // Urgent films first. A film that was read stays where it is: the list does not move under its reader.
      const groups = this.#facet(statFacet).grouped([0, triageSteps]);
      for (let number = 0; number < groups.length; number++)
        groups[number] = (groups[number] ?? 0) + (panel[number] ?? 0);
      return inGroups(newest, groups, 2 * triageSteps, descending);
    }
    if (column === "priority") return inGroups(newest, this.#facet(statFacet).grouped([1, 0]), 2, descending);
    if (column === "status") {
      const groups = this.#facet(readFacet(reader)).grouped(readStates.map((_, state) => state));
      return inGroups(newest, groups, readStates.length, descending);
    }
    if (networks === null) return { numbers: newest, descending: true };
    const groups = this.#facet(panelFacet(networks)).grouped(panelPlaces);
    return inGroups(newest, groups, panelOrder.length, descending);
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

/** Studies by their group (by number), the newest first in each, whichever way the groups run. */
function inGroups(
  oldestFirst: Uint32Array,
  groups: Uint8Array | Uint32Array,
  count: number,
  descending: boolean,
): Listed {
  const starts = new Uint32Array(count + 1);
  const last = count - 1;
  const placeOf = (number: number): number => {
    const group = groups[number] ?? 0;
    return descending ? last - group : group;
  };
  for (const number of oldestFirst) {
    const next = placeOf(number) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let group = 1; group <= count; group++)
    starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0);
  const numbers = new Uint32Array(oldestFirst.length);
  for (let at = oldestFirst.length - 1; at >= 0; at--) {
    const number = oldestFirst[at] ?? 0;
    const group = placeOf(number);
    const start = starts[group] ?? 0;
    numbers[start] = number;
    starts[group] = start + 1;
  }
  return { numbers, descending: false };
}

const committed = readStates.indexOf("committed");
