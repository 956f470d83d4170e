import type { Chart } from "chart.js";
import type { Figure } from "./figure.ts";
import type { Look } from "./look.ts";
import { faded, styled, type AxisStyle } from "./style.ts";

export interface BarSeries {
  readonly name: string;
  readonly colour: (look: Look) => string;
  readonly values: readonly (number | null)[];
}

interface BarsParts {
  /** What the bars stand for, one label each. */
  readonly of: { readonly title: string; readonly labels: readonly string[] };
  readonly value: AxisStyle;
  readonly series: readonly BarSeries[];
  readonly stacked?: boolean;
  /** Bars lie, so that long labels can be read. */
  readonly lying?: boolean;
  /** A value that bars are held against; where one is longer, its colour says so. */
  readonly limit?: { readonly name: string; readonly value: number };
  readonly format: (value: number) => string;
}

/** A line across the bars at the limit, with its name. */
const limitLine = (limit: NonNullable<BarsParts["limit"]>, look: Look, lying: boolean) => ({
  id: "limit",
  afterDatasetsDraw({ ctx, chartArea, scales }: Chart): void {
    const at = scales[lying ? "x" : "y"]?.getPixelForValue(limit.value);
    if (at === undefined) return;
    ctx.save();
    ctx.strokeStyle = look.calm;
    ctx.setLineDash([4, 3]);
    ctx.beginPath();
    if (lying) {
      ctx.moveTo(at, chartArea.top);
      ctx.lineTo(at, chartArea.bottom);
    } else {
      ctx.moveTo(chartArea.left, at);
      ctx.lineTo(chartArea.right, at);
    }
    ctx.stroke();
    ctx.fillStyle = look.calm;
    ctx.font = `11px ${look.font}`;
    ctx.textAlign = lying ? "left" : "right";
    ctx.fillText(limit.name, lying ? at + 5 : chartArea.right, lying ? chartArea.bottom - 5 : at - 5);
    ctx.restore();
  },
});

/** Bars side by side or stacked, standing or lying. */
export function barsFigure(parts: BarsParts): Figure {
  const { of, value, series, stacked = false, lying = false, limit, format } = parts;
  const colourOf = ({ colour, values }: BarSeries, look: Look): string[] =>
    values.map((found) =>
      limit !== undefined && (found ?? 0) > limit.value ? look.disagree : faded(colour(look), 0.75),
    );
  return {
    summary: of.labels
      .map(
        (label, at) =>
          `${label}: ${series
            .flatMap(({ name, values }) => {
              const found = values[at] ?? null;
              return found === null ? [] : [`${name} ${format(found)}`];
            })
            .join(", ")}`,
      )
      .join(". "),
    config: (look) => {
      const categories: AxisStyle = { category: true, grid: false, stacked, everyLabel: lying };
      const values: AxisStyle = { min: 0, ...value, stacked };
      return {
        type: "bar",
        data: {
          labels: [...of.labels],
          datasets: series.map((own) => ({
            label: own.name,
            data: [...own.values],
            backgroundColor: colourOf(own, look),
            borderRadius: 2,
            maxBarThickness: 28,
          })),
        },
        options: {
          ...styled(look, {
            x: lying ? values : categories,
            y: lying ? categories : values,
            legend: series.length > 1,
            say: (dataset, index) => {
              const own = series[dataset];
              const found = own?.values[index] ?? null;
              return found === null ? "" : `${of.labels[index] ?? ""} · ${own?.name ?? ""} ${format(found)}`;
            },
          }),
          indexAxis: lying ? "y" : "x",
        },
        plugins: limit === undefined ? [] : [limitLine(limit, look, lying)],
      };
    },
    table: {
      columns: [of.title, ...series.map(({ name }) => name)],
      rows: of.labels.map((label, at) => [label, ...series.map(({ values }) => values[at] ?? null)]),
    },
  };
}
