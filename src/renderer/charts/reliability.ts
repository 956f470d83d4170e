import { charts } from "../../core/base/messages/charts.ts";
import { reliabilityBinsOf, type ReliabilityColumns } from "../../core/models/curves.ts";
import type { Figure } from "./figure.ts";
import { fraction } from "./format.ts";
import { diagonal, shareAxis, styled } from "./style.ts";

const words = charts.reliability;

export interface ReliabilitySeries {
  readonly name: string;
  readonly columns: ReliabilityColumns;
}

/** Radius of a bin's point: its area grows with the share of the films that lie in it. */
const radius = (films: number, all: number): number => 2.5 + 9 * Math.sqrt(films / all);

/** A reliability diagram: the last series strong, those before it beside it. */
export function reliabilityFigure(series: readonly ReliabilitySeries[]): Figure {
  const curves = series.map((own) => ({ own, bins: reliabilityBinsOf(own.columns) }));
  const filled = curves.map(({ own, bins }) => ({
    own,
    all: bins.reduce((sum, bin) => sum + bin.films, 0),
    bins: bins.flatMap((bin) =>
      bin.meanProbability === null || bin.positiveShare === null
        ? []
        : [{ ...bin, meanProbability: bin.meanProbability, positiveShare: bin.positiveShare }],
    ),
  }));
  return {
    summary: filled
      .map(
        ({ own, bins }) =>
          `${own.name}: ${bins.map((bin) => `${fraction(bin.meanProbability)} → ${fraction(bin.positiveShare)} (${bin.films})`).join(", ")}`,
      )
      .join(". "),
    config: (look) => ({
      type: "scatter",
      data: {
        datasets: [
          ...filled.map(({ own, bins, all }, index) => {
            const strong = index === filled.length - 1;
            const colour = strong ? look.accent : look.normal;
            return {
              label: own.name,
              data: bins.map((bin) => ({ x: bin.meanProbability, y: bin.positiveShare })),
              showLine: true,
              // Points at the corners are whole.
              clip: false as const,
              pointRadius: bins.map((bin) => radius(bin.films, all)),
              pointStyle: strong ? ("circle" as const) : ("rect" as const),
              borderWidth: strong ? 1.5 : 1,
              borderDash: strong ? [] : [4, 3],
              borderColor: colour,
              backgroundColor: strong ? colour : "transparent",
              pointBorderColor: strong ? look.ground : colour,
            };
          }),
          diagonal(look, words.perfect),
        ],
      },
      options: styled(look, {
        x: shareAxis(words.x),
        y: shareAxis(words.y),
        unnamed: words.perfect,
        say: (dataset, index) => {
          const bin = filled[dataset]?.bins[index];
          if (bin === undefined) return words.perfect;
          return [
            `${words.x} ${fraction(bin.meanProbability)}`,
            `${words.y} ${fraction(bin.positiveShare)}`,
            `${words.columns.films} ${bin.films}`,
          ];
        },
      }),
    }),
    table: {
      columns: Object.values(words.columns),
      rows: curves.flatMap(({ own, bins }) =>
        bins.map((bin) => [own.name, bin.low, bin.high, bin.films, bin.meanProbability, bin.positiveShare]),
      ),
    },
  };
}
