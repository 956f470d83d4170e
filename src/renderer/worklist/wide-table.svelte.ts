import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createTable,
  tableFeatures,
  type ColumnDef,
  type Header,
} from "@tanstack/svelte-table";
import type { WorklistRow } from "../../core/api.ts";
import { worklist as words } from "../../core/base/messages/ui.ts";
import { listColumns, listView, narrowest, type ListColumn } from "../state/list-view.svelte.ts";
import { cellText } from "./cell-text.ts";

const features = tableFeatures({
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

export type ColumnHeader = Header<typeof features, WorklistRow>;

const names = Object.keys(listColumns) as ListColumn[];

const updated = <Value>(updater: Value | ((before: Value) => Value), before: Value): Value =>
  typeof updater === "function" ? (updater as (before: Value) => Value)(before) : updater;

/** The columns of the wide worklist as the reader has them: which, in what order, how wide. */
export function wideTable() {
  const columns: ColumnDef<typeof features, WorklistRow>[] = names.map((name) => ({
    id: name,
    accessorFn: cellText[name],
    header: words.columns[name],
    size: listColumns[name],
    minSize: narrowest,
  }));
  const table = createTable({
    features,
    columns,
    data: [],
    columnResizeMode: "onChange",
    state: {
      get columnOrder() {
        return [...listView.order];
      },
      get columnVisibility() {
        return Object.fromEntries(names.map((name) => [name, !listView.hidden.includes(name)]));
      },
      get columnSizing() {
        return { ...listView.widths };
      },
    },
    onColumnSizingChange: (updater) => {
      const sizes = updated<Record<string, number>>(updater, { ...listView.widths });
      for (const name of names) {
        const width = sizes[name];
        if (width !== undefined && width !== listView.widths[name]) listView.resize(name, width);
      }
    },
  });
  const headers = $derived<readonly ColumnHeader[]>(table.getHeaderGroups()[0]?.headers ?? []);
  const shown = $derived(headers.map((header) => header.column.id as ListColumn));
  const grid = $derived(shown.map((name) => `${listView.width(name)}px`).join(" "));
  return {
    get headers() {
      return headers;
    },
    /** Names of the columns that are shown, in their order. */
    get shown() {
      return shown;
    },
    /** CSS's `grid-template-columns` of every row. */
    get grid() {
      return grid;
    },
  };
}
