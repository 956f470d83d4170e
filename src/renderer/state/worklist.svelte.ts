import type { WorklistRow } from "../../core/api.ts";
import type { StudyUid } from "../../core/base/ids.ts";
import { worklist as words } from "../../core/base/messages/ui.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

const pageSize = 100;
type Pages = Readonly<Record<number, readonly WorklistRow[]>>;

/** The worklist, fetched page by page as it is looked at. */
class Worklist {
  search = $state("");
  /** Studies that match the search; null until the first answer. */
  total = $state<number | null>(null);
  /** Studies in the whole library are none: nothing was searched and nothing was found. */
  empty = $derived(this.total === 0 && this.search === "");
  pages = $state.raw<Pages>({});
  selected = $state<StudyUid | null>(null);
  selectedIndex = $state<number | null>(null);
  /** Every row is here, so that figures over the rows are figures over the list. */
  complete = $derived(this.total !== null && this.rows.length === this.total);

  #generation = 0;
  #asked = new Set<number>();
  #looking: readonly [number, number] = [0, 0];

  row(index: number): WorklistRow | undefined {
    return this.pages[Math.floor(index / pageSize)]?.[index % pageSize];
  }

  /** The rows that are here, in the list's order. */
  get rows(): readonly WorklistRow[] {
    return Object.values(this.pages).flat();
  }

  /** Fetches what is missing of the rows that are being looked at, first and last included. */
  async look(first: number, last: number): Promise<void> {
    this.#looking = [Math.floor(first / pageSize), Math.floor(Math.max(first, last) / pageSize)];
    const [from, to] = this.#looking;
    const missing = [];
    for (let page = from; page <= to; page += 1) {
      if (this.pages[page] === undefined && !this.#asked.has(page)) missing.push(page);
    }
    await Promise.all(missing.map((page) => this.#fetch(page)));
  }

  /** Fetches again what is being looked at; rows on screen stay until their successors are here. */
  async refresh(): Promise<void> {
    const generation = ++this.#generation;
    this.#asked.clear();
    const [from, to] = this.#looking;
    try {
      const fresh: Record<number, readonly WorklistRow[]> = {};
      let total = 0;
      for (let page = from; page <= to; page += 1) {
        const answer = await this.#ask(page);
        if (generation !== this.#generation) return;
        fresh[page] = answer.rows;
        total = answer.total;
      }
      this.pages = fresh;
      this.total = total;
      this.#follow();
    } catch (error) {
      if (generation === this.#generation) notices.fail(error);
    }
  }

  async find(search: string): Promise<void> {
    this.search = search;
    this.#looking = [0, 0];
    this.selectedIndex = null;
    await this.refresh();
  }

  select(row: WorklistRow, index: number): void {
    this.selected = row.studyUid;
    this.selectedIndex = index;
  }

  /** Selects the row that stands `by` rows from the selected one. */
  async step(by: 1 | -1): Promise<void> {
    const from = this.selectedIndex ?? (by === 1 ? -1 : 0);
    const index = Math.max(0, Math.min((this.total ?? 0) - 1, from + by));
    const row = await this.#rowAt(index);
    if (row !== undefined) this.select(row, index);
  }

  /** Selects the next study that this reader has not read, from the selected one on and round once. */
  async nextUnread(): Promise<void> {
    const total = this.total ?? 0;
    const from = this.selectedIndex ?? -1;
    for (let ahead = 1; ahead <= total; ahead += 1) {
      const index = (from + ahead) % total;
      const row = await this.#rowAt(index);
      if (row !== undefined && row.read !== "committed" && row.studyUid !== this.selected) {
        this.select(row, index);
        return;
      }
    }
    notices.tell("info", words.noMoreUnread);
  }

  async #rowAt(index: number): Promise<WorklistRow | undefined> {
    if (this.row(index) === undefined) await this.#fetch(Math.floor(index / pageSize));
    return this.row(index);
  }

  #ask(page: number): Promise<{ rows: WorklistRow[]; total: number }> {
    return request("worklist.list", { search: this.search, offset: page * pageSize, limit: pageSize });
  }

  async #fetch(page: number): Promise<void> {
    const generation = this.#generation;
    this.#asked.add(page);
    try {
      const { rows, total } = await this.#ask(page);
      if (generation !== this.#generation) return;
      this.pages = { ...this.pages, [page]: rows };
      this.total = total;
      this.#follow();
    } catch (error) {
      if (generation === this.#generation) notices.fail(error);
    } finally {
      if (generation === this.#generation) this.#asked.delete(page);
    }
  }

  /** Rows may have come in above the selected one: finds where it stands now. */
  #follow(): void {
    for (const [page, rows] of Object.entries(this.pages)) {
      const at = rows.findIndex((row) => row.studyUid === this.selected);
      if (at >= 0) this.selectedIndex = Number(page) * pageSize + at;
    }
  }
}

export const worklist = new Worklist();
