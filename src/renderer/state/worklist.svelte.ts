import {
  windowRows as pageSize,
  worklistFilter,
  type Payload,
  type WorklistCounts,
  type WorklistFilter,
  type WorklistPage,
  type WorklistRow,
  type WorklistSort,
} from "../../core/api.ts";
import type { StudyUid } from "../../core/base/ids.ts";
import { worklist as words } from "../../core/base/messages/ui.ts";
import { request } from "../bridge/index.ts";
import { listView } from "./list-view.svelte.ts";
import { notices } from "./notices.svelte.ts";

/** Rows that are looked through for the next unread study. */
const lookAhead = 50;
/** Rows that are kept; those farthest from what is looked at go first. */
const mostKept = 1200;
export const noFilter = worklistFilter.parse({});
type Rows = Readonly<Record<number, WorklistRow>>;

/** The worklist, fetched piece by piece as it is looked at, under one search, filter and order. */
class Worklist {
  search = $state("");
  filter = $state.raw<WorklistFilter>(noFilter);
  /** Studies that are listed; null until the first answer. */
  total = $state<number | null>(null);
  counts = $state.raw<WorklistCounts | null>(null);
  /** Sentence where the list could not be fetched and nothing of it is here. */
  failure = $state<string | null>(null);
  filtered = $derived(this.search !== "" || JSON.stringify(this.filter) !== JSON.stringify(noFilter));
  /** There is no study in the whole library. */
  empty = $derived(this.total === 0 && !this.filtered);
  cache = $state.raw<Rows>({});
  selected = $state<StudyUid | null>(null);
  selectedIndex = $state<number | null>(null);
  /** By how many rows what is looked at has moved in the list, or that it begins anew: a view scrolls with it. */
  shift = $state.raw({ rows: 0, toTop: false });

  #generation = 0;
  #asked = new Set<number>();
  #turn: Promise<void> = Promise.resolve();
  #looking: readonly [number, number] = [0, 0];
  /** Row that must not move on screen while others come; null at the top of the list. */
  #held: number | null = null;

  row(index: number): WorklistRow | undefined {
    return this.cache[index];
  }

  /** Fetches what is missing of the rows that are being looked at, first and last included. */
  async look(first: number, last: number, held: number | null): Promise<void> {
    this.#looking = [first, Math.max(first, last)];
    this.#held = held;
    const missing = [];
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      const [from, to] = [Math.max(first, page * pageSize), Math.min(last, page * pageSize + pageSize - 1)];
      const lacks = Array.from({ length: to - from + 1 }, (_, at) => from + at).some(
        (index) => this.cache[index] === undefined,
      );
      if (lacks && !this.#asked.has(page)) missing.push(page);
    }
    await Promise.all(missing.map((page) => this.#fetch(page)));
  }

  /** Fetches again what is being looked at; rows on screen stay until their successors are here. */
  async refresh(): Promise<void> {
    const generation = ++this.#generation;
    this.#asked.clear();
    const [first, last] = this.#looking;
    const heldAt = this.#held;
    const held = heldAt === null ? undefined : this.cache[heldAt];
    const before = (heldAt ?? first) - first;
    try {
      const limit = Math.max(pageSize, last - first + 1);
      const anchor = held && { studyUid: held.studyUid, find: "study" as const, before };
      const [page, counts] = await Promise.all([
        this.#ask({ offset: first, limit, anchor: anchor ?? null }),
        request("worklist.counts", {}),
      ]);
      if (generation !== this.#generation) return;
      const moved = page.anchored === null || heldAt === null ? 0 : page.anchored - heldAt;
      this.failure = null;
      this.counts = counts;
      this.cache = byIndex(page);
      this.total = page.total;
      if (moved !== 0) {
        // What is looked at may be another part of the list by now.
        this.#looking = [this.#looking[0] + moved, this.#looking[1] + moved];
        if (this.#held !== null) this.#held += moved;
        this.shift = { rows: moved, toTop: false };
      }
      await this.#follow(generation);
    } catch (error) {
      if (generation !== this.#generation) return;
      if (this.total === null) this.failure = error instanceof Error ? error.message : String(error);
      else notices.fail(error);
    }
  }

  /** Another search, filter or order: the list begins anew. */
  async change(part: { search?: string; filter?: WorklistFilter; sort?: WorklistSort }): Promise<void> {
    if (part.search !== undefined) this.search = part.search;
    if (part.filter !== undefined) this.filter = part.filter;
    if (part.sort !== undefined) listView.change({ sort: part.sort });
    this.#looking = [0, 0];
    this.#held = null;
    this.shift = { rows: 0, toTop: true };
    // In another order the selected study is followed to its new place.
    if (part.sort !== undefined) this.selectedIndex = null;
    await this.refresh();
  }

  select(row: WorklistRow, index: number): void {
    this.selected = row.studyUid;
    this.selectedIndex = index;
  }

  /** The studies that the reader is likely to open next: the next unread one and the one below. */
  get upcoming(): readonly StudyUid[] {
    const from = this.selectedIndex ?? -1;
    const below = this.row(from + 1);
    let unread: WorklistRow | undefined;
    for (let index = from + 1; index <= from + lookAhead && unread === undefined; index += 1) {
      const row = this.row(index);
      if (row !== undefined && row.read !== "committed") unread = row;
    }
    const rows = [unread, below].filter((row) => row !== undefined);
    return [...new Set(rows.map(({ studyUid }) => studyUid))];
  }

  /** Selects the row that stands `by` rows from the selected one, wherever that stands now. */
  step(by: number): Promise<void> {
    return this.#inTurn(() => this.#step(by));
  }

  /** Keys come faster than answers: each goes from where the one before it led. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    return (this.#turn = this.#turn.then(work));
  }

  async #step(by: number): Promise<void> {
    if (this.selected === null) return this.#goTo(0);
    if (this.#stepInSight(by)) return;
    const back = by < 0 ? -by : 0;
    const anchor = { studyUid: this.selected, find: "study" as const, before: back };
    await this.#selectFrom(
      { offset: this.selectedIndex ?? 0, limit: back + Math.abs(by) + 1, anchor },
      (page) => Math.min(page.total - 1, Math.max(0, (page.anchored ?? this.selectedIndex ?? 0) + by)),
    );
  }

  /** What is on screen needs no asking: the row that the reader sees there is the one that is meant. */
  #stepInSight(by: number): boolean {
    const { selected, selectedIndex: from, total } = this;
    if (from === null || total === null || this.row(from)?.studyUid !== selected) return false;
    const index = Math.min(total - 1, Math.max(0, from + by));
    const row = this.row(index);
    if (row === undefined) return false;
    this.select(row, index);
    return true;
  }

  /** Selects the row at a place of the list. */
  goTo(index: number): Promise<void> {
    return this.#inTurn(() => this.#goTo(index));
  }

  async #goTo(index: number): Promise<void> {
    const offset = Math.max(0, Math.min((this.total ?? 1) - 1, index));
    await this.#selectFrom({ offset, limit: 1, anchor: null }, () => offset);
  }

  /** Selects the next study that this reader has not committed, from the selected one on and round once. */
  nextUnread(): Promise<void> {
    return this.#inTurn(() => this.#nextUnread());
  }

  async #nextUnread(): Promise<void> {
    const anchor = { studyUid: this.selected, find: "next-unread" as const, before: 0 };
    const found = await this.#selectFrom({ offset: 0, limit: 1, anchor }, (page) => page.anchored);
    if (!found) notices.tell("info", words.noMoreUnread);
  }

  /** Makes the selected study urgent, or routine again. */
  async togglePriority(): Promise<void> {
    const row = Object.values(this.cache).find((one) => one.studyUid === this.selected);
    if (row === undefined) return;
    try {
      const priority = row.priority === "stat" ? "routine" : "stat";
      await request("study.setPriority", { studyUid: row.studyUid, priority });
    } catch (error) {
      notices.fail(error);
    }
  }

  async #selectFrom(
    place: Pick<Payload<"worklist.list">, "offset" | "limit" | "anchor">,
    which: (page: WorklistPage) => number | null,
  ): Promise<boolean> {
    try {
      const page = await this.#ask(place);
      const index = which(page);
      const row = index === null ? undefined : byIndex(page)[index];
      if (row === undefined || index === null) return false;
      this.select(row, index);
      return true;
    } catch (error) {
      notices.fail(error);
      return false;
    }
  }

  #ask(place: Pick<Payload<"worklist.list">, "offset" | "limit" | "anchor">): Promise<WorklistPage> {
    const { search, filter } = this;
    return request("worklist.list", { search, filter, sort: listView.sort, ...place });
  }

  async #fetch(page: number): Promise<void> {
    const generation = this.#generation;
    this.#asked.add(page);
    try {
      const answer = await this.#ask({ offset: page * pageSize, limit: pageSize, anchor: null });
      if (generation !== this.#generation) return;
      this.cache = this.#near({ ...this.cache, ...byIndex(answer) });
      this.total = answer.total;
    } catch (error) {
      if (generation === this.#generation) notices.fail(error);
    } finally {
      if (generation === this.#generation) this.#asked.delete(page);
    }
  }

  #near(rows: Rows): Rows {
    const indices = Object.keys(rows).map(Number);
    if (indices.length <= mostKept) return rows;
    const [first, last] = this.#looking;
    const near = indices.filter((index) => index >= first - mostKept / 3 && index <= last + mostKept / 3);
    return Object.fromEntries(near.map((index) => [index, rows[index] as WorklistRow]));
  }

  /** Rows may have come in above the selected one: finds where it stands now. */
  async #follow(generation: number): Promise<void> {
    const { selected } = this;
    if (selected === null) return;
    const here = Object.entries(this.cache).find(([, row]) => row.studyUid === selected)?.[0];
    if (here !== undefined) {
      this.selectedIndex = Number(here);
      return;
    }
    const anchor = { studyUid: selected, find: "study" as const, before: 0 };
    const { anchored } = await this.#ask({ offset: 0, limit: 1, anchor });
    if (generation === this.#generation && this.selected === selected) this.selectedIndex = anchored;
  }
}

const byIndex = ({ rows, offset }: WorklistPage): Rows =>
  Object.fromEntries(rows.map((row, at) => [offset + at, row]));

export const worklist = new Worklist();
