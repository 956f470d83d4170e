import { wilsonInterval } from "../../core/agreement/metrics/wilson.ts";
import type { Confusion } from "../../core/agreement/metrics/confusion.ts";
import { decimal, plain } from "../../core/base/figures.ts";
import { firstRead as readWords, worklist as worklistWords } from "../../core/base/messages/ui.ts";
import { statistics as words } from "../../core/base/messages/statistics.ts";
import { finding } from "../../core/second-read/read.ts";
import { radpeerScores } from "../../core/second-read/course.ts";
import { flagKind } from "../../core/second-read/flag.ts";
import { leastFilms, leastPeriods, type Statistics } from "../../core/statistics/statistics.ts";
import { barsFigure } from "../charts/bars.ts";
import { confusionFigure } from "../charts/confusion.ts";
import { controlFigure } from "../charts/control.ts";
import { dotsFigure } from "../charts/dots.ts";
import type { Figure } from "../charts/figure.ts";
import { percent } from "../charts/format.ts";

/** A figure of the page, with its words. */
export interface PageFigure {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly figure: Figure;
}

const films = ({ truePositive, falseNegative, falsePositive, trueNegative }: Confusion): number =>
  truePositive + falseNegative + falsePositive + trueNegative;

/** A share of counts with Wilson's interval, in words. */
function shareOf(part: number, of: number): string {
  const interval = wilsonInterval(part, of);
  return interval === null
    ? words.reader.unknown
    : words.reader.share(percent(part / of), percent(interval.low), percent(interval.high));
}

const againstNote = ({ truePositive, falseNegative, falsePositive, trueNegative }: Confusion): string =>
  words.reader.note(
    shareOf(truePositive, truePositive + falseNegative),
    shareOf(trueNegative, trueNegative + falsePositive),
  );

/** What the reader has read, and how it went on. */
export function readFigures({ scope, periods, states, readerAndPanel }: Statistics): PageFigure[] {
  const labels = periods.map(({ period }) => period);
  const shown = (Object.keys(states) as (keyof typeof states)[]).filter((state) => states[state] > 0);
  const named = { ...worklistWords.panel, none: words.states.none };
  const compared = finding.options.some((one) => Object.values(readerAndPanel.counts[one]).some(Boolean));
  const figures: PageFigure[] = [
    {
      id: "reads",
      title: words.reads.title,
      note: words.reads.note,
      figure: barsFigure({
        of: { title: words.reads.period, labels },
        value: { title: words.reads.y, integer: true },
        stacked: true,
        series: finding.options.map((one) => ({
          name: readWords.finding[one],
          colour: (look) =>
            ({ pneumonia: look.pneumonia, "no-pneumonia": look.normal, "cannot-say": look.disagree })[one],
          values: periods.map(({ counts }) => counts[one]),
        })),
        format: String,
      }),
    },
    {
      id: "states",
      title: words.states.title,
      figure: barsFigure({
        of: { title: words.states.state, labels: shown.map((state) => named[state]) },
        value: { integer: true },
        lying: true,
        series: [
          {
            name: words.states.studies,
            colour: (look) => look.accent,
            values: shown.map((state) => states[state]),
          },
        ],
        format: String,
      }),
    },
  ];
  if (compared)
    figures.push({
      id: "panel",
      title: words.panel.title[scope],
      note: words.panel.note,
      figure: barsFigure({
        of: {
          title: words.panel.finding,
          labels: finding.options.map((one) => readWords.finding[one]),
        },
        value: { integer: true },
        stacked: true,
        lying: true,
        series: (["pneumonia", "normal"] as const).map((said) => ({
          name: words.panel[said],
          colour: (look) => (said === "pneumonia" ? look.pneumonia : look.normal),
          values: finding.options.map((one) => readerAndPanel.counts[one][said]),
        })),
        format: String,
      }),
    });
  return figures;
}

/** Flags, second reads and final answers; nothing where there are none yet. */
export function flagFigures({ scope, periods, flags, againstFinal, radpeer }: Statistics): PageFigure[] {
  const out: PageFigure[] = [];
  const kinds = flagKind.options.filter((kind) => kind !== "none");
  if (kinds.some((kind) => flags[kind].raised > 0)) {
    out.push(
      {
        id: "flags",
        title: words.flags.title,
        note: words.flags.note,
        figure: barsFigure({
          of: { title: words.reads.period, labels: periods.map(({ period }) => period) },
          value: { integer: true },
          series: [
            {
              name: words.flags.raised,
              colour: (look) => look.normal,
              values: periods.map((period) => period.flags),
            },
            {
              name: words.flags.confirmed,
              colour: (look) => look.disagree,
              values: periods.map((period) => period.confirmed),
            },
          ],
          format: String,
        }),
      },
      {
        id: "kinds",
        title: words.kinds.title,
        note: words.kinds.note,
        figure: barsFigure({
          of: { title: words.kinds.kind, labels: kinds.map((kind) => words.kinds.names[kind]) },
          value: { integer: true },
          stacked: true,
          lying: true,
          series: [
            {
              name: words.kinds.confirmed,
              colour: (look) => look.disagree,
              values: kinds.map((kind) => flags[kind].confirmed),
            },
            {
              name: words.kinds.refuted,
              colour: (look) => look.accent,
              values: kinds.map((kind) => flags[kind].settled - flags[kind].confirmed),
            },
            {
              name: words.kinds.open,
              colour: (look) => look.normal,
              values: kinds.map((kind) => flags[kind].raised - flags[kind].settled),
            },
          ],
          format: String,
        }),
      },
    );
  }
  for (const who of ["reader", "panel"] as const) {
    const counts = againstFinal[who];
    if (films(counts) === 0) continue;
    out.push({
      id: `final-${who}`,
      title: who === "reader" ? words.reader.title[scope] : words.reader.panelTitle,
      note: againstNote(counts),
      figure: confusionFigure(counts),
    });
  }
  const scores = Object.entries(radpeer);
  if (scores.some(([, count]) => count > 0)) {
    out.push({
      id: "radpeer",
      title: words.radpeer.title[scope],
      note: words.radpeer.note,
      figure: barsFigure({
        of: { title: words.radpeer.score, labels: scores.map(([score]) => score) },
        value: { integer: true },
        series: [
          {
            name: words.radpeer.films,
            colour: (look) => look.accent,
            values: scores.map(([, count]) => count),
          },
        ],
        format: String,
      }),
    });
  }
  return out;
}

/** Scores by reader, without names; nothing of one reader's own statistics. */
export function readerFigures({ readers }: Statistics): PageFigure[] {
  if (readers.length === 0) return [];
  const tints = ["quiet", "normal", "accent", "disagree", "pneumonia"] as const;
  return [
    {
      id: "radpeer-readers",
      title: words.radpeer.byReader,
      note: words.radpeer.byReaderNote,
      figure: barsFigure({
        of: {
          title: words.radpeer.reader,
          labels: readers.map(({ own }, at) => (own ? words.radpeer.you : words.radpeer.another(at + 1))),
        },
        value: { integer: true },
        stacked: true,
        lying: true,
        series: radpeerScores.map((score, at) => ({
          name: score,
          colour: (look) => look[tints[at] ?? "normal"],
          values: readers.map(({ scores }) => scores[score]),
        })),
        format: String,
      }),
    },
  ];
}

/** The networks among themselves, and each against its past. */
export function networkFigures({ networks, networksOn, agreement }: Statistics): PageFigure[] {
  const on = (note: string): string => (networksOn === "reads" ? note : `${words.onWorklist} ${note}`);
  const title = (place: number): string => networks[place]?.title ?? "";
  const { pairs, fleiss, films: counted } = agreement;
  // The axis holds every interval: below 0 networks agree less than by chance.
  const lowest = Math.floor(5 * Math.min(0, ...pairs.map(({ kappa }) => kappa.low ?? 0))) / 5;
  const enough = pairs.some(({ kappa }) => kappa.value !== null);
  return [
    ...(enough
      ? [
          {
            id: "agreement",
            title: words.agreement.title,
            note: on(
              words.agreement.note(counted, fleiss === null ? words.reader.unknown : decimal(fleiss, 2)),
            ),
            figure: dotsFigure({
              of: {
                title: words.agreement.pair,
                labels: pairs.map(({ first, second }) =>
                  words.agreement.between(title(first), title(second)),
                ),
              },
              value: {
                min: lowest,
                max: 1,
                step: 0.2,
                title: words.agreement.kappa,
                // Not "-0.0".
                format: (value) => plain(Math.round(10 * value) / 10 + 0),
              },
              series: [
                {
                  name: words.agreement.kappa,
                  colour: (look) => look.accent,
                  shape: "circle",
                  values: pairs.map(({ kappa }) => kappa.value),
                  intervals: pairs.map(({ kappa: { low, high } }) =>
                    low === null || high === null ? null : { low, high },
                  ),
                },
              ],
              format: (value) => decimal(value, 2),
            }),
          } satisfies PageFigure,
        ]
      : []),
    ...networks.map(({ id, title: name, version, centre, periods }): PageFigure => ({
      id: `rate-${id}`,
      title: words.rate.title(`${name} ${version}`),
      note: on(words.rate.note(leastPeriods, periods.length)),
      figure: controlFigure(centre, periods),
    })),
  ];
}

/** Why there is no kappa of the networks; null where there is one. */
export const noKappa = ({ agreement: { films: counted }, networks }: Statistics): string | null =>
  networks.length < 2 || counted >= leastFilms ? null : words.agreement.tooFew(counted, leastFilms);
