import { charts } from "../../core/base/messages/charts.ts";
import type { Figure } from "./figure.ts";
import { percent } from "./format.ts";
import { styled } from "./style.ts";

const words = charts.control;

/** A share of one period, with its control limits where there are any. */
export interface ControlPeriod {
  readonly period: string;
  readonly films: number;
  readonly positives: number;
  readonly share: number;
  readonly limits: {
    readonly lower: number;
    readonly upper: number;
    readonly outside: boolean;
    readonly run: boolean;
  } | null;
}

const said = ({ period, share, positives, films, limits }: ControlPeriod): string =>
  `${period}: ${percent(share)} (${words.of(positives, films)})${limits?.outside === true ? `, ${words.outside}` : ""}${limits?.run === true ? `, ${words.run}` : ""}`;

/** A control chart of a share: points by period, the centre line, and limits that follow each period's films. */
export function controlFigure(centre: number | null, periods: readonly ControlPeriod[]): Figure {
  const limit = (key: "lower" | "upper"): (number | null)[] =>
    periods.map(({ limits }) => limits?.[key] ?? null);
  return {
    summary: periods.map(said).join(". "),
    config: (look) => {
      const line = { pointRadius: 0, pointHitRadius: 0, pointStyle: "line" as const, borderWidth: 1 };
      const strange = ({ limits }: ControlPeriod): boolean =>
        limits?.outside === true || limits?.run === true;
      return {
        type: "line",
        data: {
          labels: periods.map(({ period }) => period),
          datasets: [
            {
              label: words.share,
              data: periods.map(({ share }) => share),
              borderColor: look.accent,
              borderWidth: 1.5,
              // A point on 0 or 1 is whole.
              clip: false as const,
              pointRadius: periods.map((one) => (strange(one) ? 6 : 3)),
              // What is out of control differs by shape as well as by colour.
              pointStyle: periods.map((one) => (strange(one) ? ("triangle" as const) : ("circle" as const))),
              pointBackgroundColor: periods.map((one) => (strange(one) ? look.disagree : look.accent)),
              pointBorderColor: look.ground,
            },
            ...(centre === null
              ? []
              : [
                  { label: words.centre, data: periods.map(() => centre), borderColor: look.quiet, ...line },
                  ...(["upper", "lower"] as const).map((key) => ({
                    label: words[key],
                    data: limit(key),
                    borderColor: look.normal,
                    borderDash: [4, 3],
                    stepped: "middle" as const,
                    ...line,
                  })),
                ]),
          ],
        },
        options: styled(look, {
          x: { category: true, grid: false, offset: true },
          y: { title: words.share, min: 0, max: 1, step: 0.2 },
          unnamed: words.lower,
          say: (dataset, index) => {
            const period = periods[index];
            return dataset !== 0 || period === undefined ? "" : said(period);
          },
        }),
      };
    },
    table: {
      columns: Object.values(words.columns),
      rows: periods.map(({ period, films, positives, share, limits }) => [
        period,
        films,
        positives,
        share,
        centre,
        limits?.lower ?? null,
        limits?.upper ?? null,
        limits === null ? null : limits.outside ? words.yes : words.no,
        limits === null ? null : limits.run ? words.yes : words.no,
      ]),
    },
  };
}
