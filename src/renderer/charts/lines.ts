import type { Figure } from "./figure.ts";
import { styled, type AxisStyle } from "./style.ts";
import type { Look } from "./look.ts";

export interface LineSeries {
  readonly name: string;
  readonly colour: (look: Look) => string;
  readonly values: readonly (number | null)[];
  readonly dashed?: boolean;
}

interface LinesParts {
  readonly x: { readonly title: string; readonly labels: readonly string[] };
  readonly y: AxisStyle & { readonly title: string };
  readonly series: readonly LineSeries[];
  /** A value in the words of a tooltip. */
  readonly format: (value: number) => string;
}

/** Lines over a row of named places (epochs, days); a value that is missing leaves a gap. */
export function linesFigure({ x, y, series, format }: LinesParts): Figure {
  return {
    summary: series
      .map(
        ({ name, values }) =>
          `${name}: ${values.flatMap((value, at) => (value === null ? [] : [`${x.labels[at] ?? ""} ${format(value)}`])).join(", ")}`,
      )
      .join(". "),
    config: (look) => ({
      type: "line",
      data: {
        labels: [...x.labels],
        datasets: series.map(({ name, colour, values, dashed = false }) => ({
          label: name,
          data: [...values],
          borderColor: colour(look),
          backgroundColor: colour(look),
          borderWidth: 1.75,
          borderDash: dashed ? [5, 3] : [],
          pointRadius: values.length > 60 ? 0 : 2.5,
          pointStyle: dashed ? ("rect" as const) : ("circle" as const),
        })),
      },
      options: styled(look, {
        x: { title: x.title, category: true, grid: false, offset: false },
        y,
        say: (dataset, index) => {
          const own = series[dataset];
          const value = own?.values[index];
          return value === undefined || value === null
            ? ""
            : `${x.title} ${x.labels[index] ?? ""} · ${own?.name ?? ""} ${format(value)}`;
        },
      }),
    }),
    table: {
      columns: [x.title, ...series.map(({ name }) => name)],
      rows: x.labels.map((label, at) => [label, ...series.map(({ values }) => values[at] ?? null)]),
    },
  };
}
