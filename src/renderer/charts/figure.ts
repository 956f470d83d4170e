import type { ChartConfiguration } from "chart.js";
import type { Look } from "./look.ts";

export type Cell = string | number | null;

/** A figure's data as a table: what is read instead of the chart, and what is saved as CSV. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A chart that can be drawn in any look, read as a table, and said in a sentence. */
export interface Figure {
  /** What the chart shows, for who does not see it. */
  readonly summary: string;
  readonly config: (look: Look) => ChartConfiguration;
  readonly table: FigureTable;
}
