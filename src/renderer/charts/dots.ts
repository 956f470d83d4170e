import type { Chart } from "chart.js";
import { charts } from "../../core/base/messages/charts.ts";
import type { Figure } from "./figure.ts";
import type { Look } from "./look.ts";
import { styled, type AxisStyle } from "./style.ts";

export interface DotSeries {
  readonly name: string;
  readonly colour: (look: Look) => string;
  readonly shape: "circle" | "rect" | "triangle" | "rectRot";
  /** Null where there is none. */
  readonly values: readonly (number | null)[];
  /** What each value may be as well. */
  readonly intervals?: readonly ({ readonly low: number; readonly high: number } | null)[];
}

interface DotsParts {
  /** What the rows stand for, from the top. */
  readonly of: { readonly title: string; readonly labels: readonly string[] };
  readonly value: AxisStyle;
  readonly series: readonly DotSeries[];
  readonly format: (value: number) => string;
}

/** Lines from the low to the high end of each interval, beneath the marks. */
const whiskers = (series: readonly DotSeries[], look: Look) => ({
  id: "whiskers",
  beforeDatasetsDraw({ ctx, scales }: Chart): void {
    const { x, y } = scales;
    if (x === undefined || y === undefined) return;
    ctx.save();
    ctx.lineWidth = 1.5;
    for (const { colour, intervals = [] } of series) {
      ctx.strokeStyle = colour(look);
      intervals.forEach((interval, row) => {
        if (interval === null) return;
        const at = y.getPixelForValue(row);
        ctx.beginPath();
        ctx.moveTo(x.getPixelForValue(interval.low), at);
        ctx.lineTo(x.getPixelForValue(interval.high), at);
        ctx.stroke();
      });
    }
    ctx.restore();
  },
});

/** Values as marks on rows: for figures that lie close together, where bars from 0 would look alike. */
export function dotsFigure({ of, value, series, format }: DotsParts): Figure {
  const said = ({ name, values, intervals }: DotSeries, row: number): string => {
    const found = values[row] ?? null;
    const interval = intervals?.[row] ?? null;
    return found === null
      ? `${name} ${charts.noValue}`
      : `${name} ${format(found)}${interval === null ? "" : ` (${format(interval.low)} – ${format(interval.high)})`}`;
  };
  return {
    summary: of.labels
      .map((label, row) => `${label}: ${series.map((own) => said(own, row)).join(", ")}`)
      .join(". "),
    config: (look) => ({
      type: "line",
      data: {
        labels: [...of.labels],
        datasets: series.map(({ name, colour, shape, values }) => ({
          label: name,
          data: [...values],
          showLine: false,
          pointStyle: shape,
          pointRadius: 5,
          pointHoverRadius: 6,
          borderColor: look.ground,
          backgroundColor: colour(look),
        })),
      },
      options: {
        ...styled(look, {
          x: value,
          y: { category: true, everyLabel: true },
          legend: series.length > 1,
          say: (dataset, row) => {
            const own = series[dataset];
            return own === undefined ? "" : `${of.labels[row] ?? ""} · ${said(own, row)}`;
          },
        }),
        indexAxis: "y",
      },
      plugins: [whiskers(series, look)],
    }),
    table: {
      columns: [
        of.title,
        ...series.flatMap(({ name, intervals }) =>
          intervals === undefined ? [name] : [name, charts.low, charts.high],
        ),
      ],
      rows: of.labels.map((label, row) => [
        label,
        ...series.flatMap(({ values, intervals }) => {
          const found = values[row] ?? null;
          if (intervals === undefined) return [found];
          const interval = intervals[row] ?? null;
          return [found, interval?.low ?? null, interval?.high ?? null];
        }),
      ]),
    },
  };
}
