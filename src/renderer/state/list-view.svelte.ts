import { z } from "zod";
import {
  newestFirst,
  worklistFilter,
  worklistSort,
  type WorklistFilter,
  type WorklistSort,
} from "../../core/api.ts";
import { seat } from "./seat.svelte.ts";

/** Columns of the wide worklist in their first order, with their first widths in pixels. */
export const listColumns = {
  priority: 64,
  status: 84,
  name: 240,
  id: 120,
  age: 84,
  date: 148,
  accession: 120,
  description: 220,
  view: 80,
  films: 64,
  panel: 92,
} as const;
export type ListColumn = keyof typeof listColumns;
const columnNames = Object.keys(listColumns) as ListColumn[];
export const narrowest = 40;
const widest = 800;

const panelsOrder: WorklistSort = { column: "panel", direction: "descending" };
const place = "overread.worklist";
const column = z.enum(columnNames as [ListColumn, ...ListColumn[]]);
const savedFilter = z.object({
  name: z.string().min(1).max(60),
  search: z.string().max(256),
  filter: worklistFilter,
});
export type SavedFilter = z.output<typeof savedFilter>;
const remembered = z.object({
  order: z.array(column).catch([]),
  hidden: z.array(column).catch([]),
  widths: z.partialRecord(column, z.number().min(narrowest).max(widest)).catch({}),
  /** Null until it was chosen: then it is the department's. */
  sort: worklistSort.nullable().catch(null),
  saved: z.array(savedFilter).max(50).catch([]),
});

function recall(): z.output<typeof remembered> {
  try {
    return remembered.parse(JSON.parse(localStorage.getItem(place) ?? "{}"));
  } catch {
    return remembered.parse({});
  }
}

/** How this user has the worklist: columns, their order and widths, the sorting, and filters by name. */
class ListView {
  order = $state.raw<readonly ListColumn[]>([]);
  hidden = $state.raw<readonly ListColumn[]>([]);
  widths = $state.raw<Readonly<Partial<Record<ListColumn, number>>>>({});
  #chosen = $state.raw<WorklistSort | null>(null);
  saved = $state.raw<readonly SavedFilter[]>([]);

  constructor() {
    const { order, hidden, widths, sort, saved } = recall();
    // A column that is newer than what was remembered stands at the end.
    this.order = [...new Set([...order, ...columnNames])];
    Object.assign(this, { hidden, widths, saved });
    this.#chosen = sort;
  }

  /** As it was chosen here; else the panel's order where the department reads so, or the newest first. */
  get sort(): WorklistSort {
    return this.#chosen ?? (seat.info?.mode === "triage" ? panelsOrder : newestFirst);
  }

  change(
    part: Partial<Pick<ListView, "order" | "hidden" | "widths" | "saved">> & { sort?: WorklistSort },
  ): void {
    const { sort: chosen, ...rest } = part;
    Object.assign(this, rest);
    if (chosen !== undefined) this.#chosen = chosen;
    const { order, hidden, widths, saved } = this;
    const sort = this.#chosen;
    localStorage.setItem(place, JSON.stringify({ order, hidden, widths, sort, saved }));
  }

  width(name: ListColumn): number {
    return this.widths[name] ?? listColumns[name];
  }

  resize(name: ListColumn, width: number): void {
    const within = Math.round(Math.min(widest, Math.max(narrowest, width)));
    this.change({ widths: { ...this.widths, [name]: within } });
  }

  /** Moves a column by places among those that are shown. */
  move(name: ListColumn, by: number): void {
    const shown = this.order.filter((other) => !this.hidden.includes(other));
    const neighbour = shown[shown.indexOf(name) + by];
    if (neighbour === undefined) return;
    const rest = this.order.filter((other) => other !== name);
    rest.splice(rest.indexOf(neighbour) + (by > 0 ? 1 : 0), 0, name);
    this.change({ order: rest });
  }

  toggle(name: ListColumn): void {
    const hidden = this.hidden.includes(name)
      ? this.hidden.filter((other) => other !== name)
      : [...this.hidden, name];
    // One column stays, or nothing could be brought back by its header.
    if (hidden.length < columnNames.length) this.change({ hidden });
  }

  save(name: string, search: string, filter: WorklistFilter): void {
    const others = this.saved.filter((saved) => saved.name !== name);
    this.change({ saved: [...others, { name, search, filter }] });
  }

  forget(name: string): void {
    this.change({ saved: this.saved.filter((saved) => saved.name !== name) });
  }
}

export const listView = new ListView();
