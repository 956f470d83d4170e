import type { Chart, ChartDataset } from "chart.js";
import type { Confusion } from "../../core/agreement/metrics/confusion.ts";
import { small } from "../../core/base/figures.ts";
import { charts } from "../../core/base/messages/charts.ts";
import type { Figure } from "./figure.ts";
import { percent } from "./format.ts";
import type { Look } from "./look.ts";
import { faded, styled } from "./style.ts";

const words = charts.confusion;

interface CellOf {
  readonly actual: string;
  readonly called: string;
  readonly films: number;
  /** Share of the row's films; null where the row has none. */
  readonly share: number | null;
  readonly right: boolean;
}

function cellsOf(counts: Confusion): CellOf[] {
  const { truePositive, falseNegative, falsePositive, trueNegative } = counts;
  const row = (actual: string, pneumonia: number, normal: number, isPneumonia: boolean): CellOf[] => {
    const all = pneumonia + normal;
    return [
      { called: words.pneumonia, films: pneumonia, right: isPneumonia },
      { called: words.normal, films: normal, right: !isPneumonia },
    ].map((cell) => ({ ...cell, actual, share: all === 0 ? null : cell.films / all }));
  };
  return [
    ...row(words.pneumonia, truePositive, falseNegative, true),
    ...row(words.normal, falsePositive, trueNegative, false),
  ];
}

/** Writes count and share into each cell, which the matrix chart leaves empty. */
const figuresIn = (cells: readonly CellOf[], look: Look) => ({
  id: "figures",
  afterDatasetsDraw(chart: Chart): void {
    const { ctx } = chart;
    ctx.save();
    ctx.textAlign = "center";
    chart.getDatasetMeta(0).data.forEach((element, index) => {
      const cell = cells[index];
      if (cell === undefined) return;
      const { x, y, width, height } = element.getProps(["x", "y", "width", "height"], true) as Record<
        "x" | "y" | "width" | "height",
        number
      >;
      const [middle, centre] = [x + width / 2, y + height / 2];
      ctx.fillStyle = look.text;
      ctx.font = `600 20px ${look.font}`;
      ctx.fillText(String(cell.films), middle, centre);
      ctx.fillStyle = look.calm;
      ctx.font = `12px ${look.font}`;
      ctx.fillText(cell.share === null ? charts.noValue : percent(cell.share), middle, centre + 20);
    });
    ctx.restore();
  },
});

/** A confusion matrix, actual classes as rows, pneumonia first; each cell with its count and its share of the row. */
export function confusionFigure(counts: Confusion): Figure {
  const cells = cellsOf(counts);
  return {
    summary: cells
      .map(
        ({ actual, called, films, share }) =>
          `${words.actual} ${actual}, ${small(words.called)} ${called}: ${films}${share === null ? "" : `, ${percent(share)}`}`,
      )
      .join(". "),
    config: (look) => ({
      type: "matrix",
      data: {
        datasets: [
          {
            label: words.films,
            data: cells.map(({ actual, called, films }) => ({ x: called, y: actual, v: films })),
            backgroundColor: cells.map(({ right, share }) =>
              faded(right ? look.accent : look.disagree, 0.08 + 0.4 * (share ?? 0)),
            ),
            borderColor: cells.map(({ right }) => faded(right ? look.accent : look.disagree, 0.6)),
            borderWidth: 1,
            borderRadius: 4,
            width: ({ chart }) =>
              (chart.chartArea as typeof chart.chartArea | undefined) ? chart.chartArea.width / 2 - 6 : 0,
            height: ({ chart }) =>
              (chart.chartArea as typeof chart.chartArea | undefined) ? chart.chartArea.height / 2 - 6 : 0,
          } satisfies ChartDataset<"matrix">,
        ],
      },
      options: styled(look, {
        x: { title: words.called, category: true, labels: [words.pneumonia, words.normal], grid: false },
        y: { title: words.actual, category: true, labels: [words.pneumonia, words.normal], grid: false },
        legend: false,
        say: (_, index) => {
          const cell = cells[index];
          return cell === undefined
            ? ""
            : `${cell.films} · ${cell.share === null ? charts.noValue : percent(cell.share)}`;
        },
      }),
      plugins: [figuresIn(cells, look)],
    }),
    table: {
      columns: [words.actual, words.called, words.films, words.share],
      rows: cells.map(({ actual, called, films, share }) => [actual, called, films, share]),
    },
  };
}
