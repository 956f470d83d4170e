import type { ChartOptions, ScaleOptionsByType } from "chart.js";
import { plain } from "../../core/base/figures.ts";
import type { Look } from "./look.ts";

export interface AxisStyle {
  readonly title?: string;
  readonly min?: number;
  readonly max?: number;
  readonly grid?: boolean;
  /** Between two ticks. */
  readonly step?: number;
  readonly stacked?: boolean;
  readonly category?: boolean;
  readonly labels?: readonly string[];
  readonly integer?: boolean;
  /** No label is left out. */
  readonly everyLabel?: boolean;
  /** Categories have room of their own (bars, cells); false where a line goes from the first to the last. */
  readonly offset?: boolean;
  readonly format?: (value: number) => string;
}

type Axis = { [Key in keyof ScaleOptionsByType<"linear">]?: unknown };

const fontOf = (look: Look, size = 11) => ({ family: look.font, size });

function axis(look: Look, style: AxisStyle): Axis {
  const { title, grid = true, category = false, format } = style;
  return {
    type: category ? "category" : "linear",
    ...(style.labels === undefined ? {} : { labels: style.labels }),
    ...(style.min === undefined ? {} : { min: style.min }),
    ...(style.max === undefined ? {} : { max: style.max }),
    stacked: style.stacked ?? false,
    ...(category ? { offset: style.offset ?? true } : {}),
    // The matrix chart would turn its rows round.
    reverse: false,
    grid: { display: grid, color: look.line, drawTicks: false },
    border: { color: look.lineStrong },
    ticks: {
      color: look.quiet,
      font: fontOf(look),
      padding: 6,
      maxRotation: 0,
      autoSkipPadding: 12,
      autoSkip: style.everyLabel !== true,
      ...(style.step === undefined ? {} : { stepSize: style.step }),
      ...(style.integer === true ? { precision: 0 } : {}),
      ...(category ? {} : { callback: (value: string | number) => (format ?? plain)(Number(value)) }),
    },
    title: { display: title !== undefined, text: title, color: look.calm, font: fontOf(look) },
  } as Axis;
}

export interface StyleParts {
  readonly x: AxisStyle;
  readonly y: AxisStyle;
  readonly legend?: boolean;
  /** A dataset that the legend leaves out, because what it is goes without saying. */
  readonly unnamed?: string;
  /** Says a point in the words of its tooltip. */
  readonly say?: (dataset: number, index: number) => string | readonly string[];
}

/** The options that all of Overread's charts share: still, quiet, in the window's tokens. */
export function styled(look: Look, { x, y, legend = true, unnamed, say }: StyleParts): ChartOptions {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    layout: { padding: { top: 4, right: 8 } },
    scales: { x: axis(look, x), y: axis(look, y) },
    interaction: { mode: "nearest", intersect: false, axis: "xy" },
    plugins: {
      title: { display: false },
      legend: {
        display: legend,
        position: "bottom",
        align: "start",
        // Legend entries do nothing: what is not drawn would be missing from what is saved.
        onClick: () => undefined,
        labels: {
          color: look.calm,
          font: fontOf(look),
          usePointStyle: true,
          boxHeight: 7,
          padding: 12,
          ...(unnamed === undefined ? {} : { filter: ({ text }) => text !== unnamed }),
        },
      },
      tooltip: {
        backgroundColor: look.surface,
        borderColor: look.lineStrong,
        borderWidth: 1,
        titleColor: look.text,
        bodyColor: look.calm,
        titleFont: { ...fontOf(look, 12), weight: 500 },
        bodyFont: fontOf(look, 12),
        padding: 8,
        cornerRadius: 4,
        displayColors: false,
        callbacks: {
          title: () => "",
          ...(say === undefined
            ? {}
            : { label: ({ datasetIndex, dataIndex }) => [...[say(datasetIndex, dataIndex)].flat()] }),
        },
      },
    },
  } as ChartOptions;
}

/** A colour of the window's tokens ("#rrggbb") with an opacity, 0..1. */
export function faded(colour: string, opacity: number): string {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (parts === null) return colour;
  const [red, green, blue] = parts.slice(1).map((part) => Number.parseInt(part, 16));
  return `rgb(${red} ${green} ${blue} / ${opacity})`;
}

/** Scale of a share, as ROC curve and reliability diagram have it on both axes. */
export const shareAxis = (title: string) => ({ title, min: 0, max: 1, step: 0.2 });

/** The line from corner to corner that such a curve is held against. */
export const diagonal = (look: Look, label: string) => ({
  label,
  data: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
  showLine: true,
  pointStyle: "line" as const,
  pointRadius: 0,
  pointHitRadius: 0,
  borderWidth: 1,
  borderColor: look.lineStrong,
});
