import type { Confusion } from "../../core/agreement/metrics/confusion.ts";
import { small } from "../../core/base/figures.ts";
import { charts } from "../../core/base/messages/charts.ts";
import { rocPoints, type RocCorners } from "../../core/models/curves.ts";
import type { Figure } from "./figure.ts";
import { fraction } from "./format.ts";
import { diagonal, faded, shareAxis, styled } from "./style.ts";

const words = charts.roc;

/** One set's curve with the counts at the operating point. */
export interface RocSeries {
  readonly name: string;
  readonly corners: RocCorners;
  readonly confusion: Confusion;
  readonly auc: number;
}

const operatingPoint = ({ confusion }: RocSeries) => ({
  x: confusion.falsePositive / (confusion.falsePositive + confusion.trueNegative),
  y: confusion.truePositive / (confusion.truePositive + confusion.falseNegative),
});

/**
 * ROC curves, the first one strong and with its operating point, the others beside it for comparison.
 * @param threshold of the operating point, on the calibrated probability
 * @param name the series in words, with its area
 */
export function rocFigure(
  series: readonly RocSeries[],
  threshold: number,
  name: (series: RocSeries) => string,
): Figure {
  const curves = series.map((own) => ({ own, points: rocPoints(own.confusion, own.corners) }));
  const [first] = series;
  const point = first === undefined ? null : operatingPoint(first);
  const at =
    point === null
      ? ""
      : `${words.point} ${fraction(threshold)}: ${small(words.y)} ${fraction(point.y)}, ${words.x} ${fraction(point.x)}`;
  return {
    summary: [...series.map(name), at].join(". "),
    config: (look) => ({
      type: "scatter",
      data: {
        datasets: [
          ...(point === null
            ? []
            : [
                {
                  label: words.point,
                  data: [point],
                  pointStyle: "rectRot" as const,
                  pointRadius: 7,
                  pointHoverRadius: 8,
                  borderColor: look.ground,
                  borderWidth: 1.5,
                  backgroundColor: look.text,
                },
              ]),
          ...curves.map(({ own, points }, index) => ({
            label: name(own),
            data: points.map(({ falsePositiveRate, sensitivity }) => ({
              x: falsePositiveRate,
              y: sensitivity,
            })),
            showLine: true,
            pointStyle: "line" as const,
            pointRadius: 0,
            pointHoverRadius: index === 0 ? 3 : 0,
            pointHitRadius: index === 0 ? 8 : 0,
            borderWidth: index === 0 ? 2 : 1.25,
            borderDash: index === 0 ? [] : index === 1 ? [5, 3] : [2, 3],
            borderColor: index === 0 ? look.accent : faded(look.normal, 0.8),
            backgroundColor: index === 0 ? look.accent : look.normal,
          })),
          diagonal(look, words.chance),
        ],
      },
      options: styled(look, {
        x: shareAxis(words.x),
        y: shareAxis(words.y),
        unnamed: words.chance,
        say: (dataset, index) => {
          if (dataset === 0) return at;
          const found = curves[dataset - 1]?.points[index];
          if (found === undefined) return words.chance;
          const level =
            found.threshold === null ? [] : [`${words.columns.threshold} ${fraction(found.threshold)}`];
          return [
            ...level,
            `${words.y} ${fraction(found.sensitivity)}`,
            `${words.x} ${fraction(found.falsePositiveRate)}`,
          ];
        },
      }),
    }),
    table: {
      columns: Object.values(words.columns),
      rows: curves.flatMap(({ own, points }) =>
        points.map((found) => [
          own.name,
          found.threshold,
          found.falsePositives,
          found.truePositives,
          found.falsePositiveRate,
          found.sensitivity,
        ]),
      ),
    },
  };
}
