import { z } from "zod";
import { verdict, type Verdict } from "../agreement/agreement.ts";
import { confusionOf, type Confusion } from "../agreement/metrics/confusion.ts";
import { pChart } from "../agreement/metrics/control-chart.ts";
import { cohenKappa, cohenKappaInterval } from "../agreement/metrics/kappa.ts";
import { modelId, type ModelId, type ReaderId, type StudyUid } from "../base/ids.ts";
import type { Moment } from "../base/ports.ts";
import { radpeer, type Radpeer } from "../second-read/course.ts";
import { flagKind, type FlagKind } from "../second-read/flag.ts";
import { finding, type Finding } from "../second-read/read.ts";
import { panelState, studyPanelState, type PanelState } from "../studies/panel-state.ts";
import { networkAgreement } from "./network-agreement.ts";
import { periodOf, periodUnit, type PeriodUnit } from "./period.ts";

/** A film whose panel this reader may see, as far as statistics count it. */
export interface CountedFilm {
  readonly state: PanelState;
  /** The panel's; null where it gave none. */
  readonly probability: number | null;
  readonly verdict: Verdict | null;
  /** The panel's networks in its order; null where one gave no answer. */
  readonly answers: readonly {
    readonly id: ModelId;
    readonly title: string;
    readonly version: string;
    readonly verdict: Verdict | null;
  }[];
}

/** A committed first read with the panel films of its study. */
export interface CountedRead {
  readonly reader: ReaderId;
  readonly study: StudyUid;
  readonly committed: Moment;
  readonly finding: Finding;
  /** Null where reader and panel have not been compared. */
  readonly flag: FlagKind | null;
  /** The final answer of a second read of it, and its score; null where there is none. */
  readonly final: Finding | null;
  readonly radpeer: Radpeer | null;
  readonly films: readonly CountedFilm[];
}

/** What the panel's networks said of films of one day, as many as said the same, whoever has read them. */
export interface WorklistAnswers {
  /** The study's day, as DICOM DA. */
  readonly day: string;
  readonly films: number;
  readonly answers: CountedFilm["answers"];
}

const count = z.int().nonnegative();
const fraction = z.number().min(0).max(1);
const kappa = z.object({
  films: count,
  /** Null where there are too few films, or both only ever said one and the same. */
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const confusion = z.object({
  truePositive: count,
  falseNegative: count,
  falsePositive: count,
  trueNegative: count,
});

/** Whose reads are counted: one's own, or all of the department's. */
export const statisticsScope = z.enum(["own", "department"]);
export type StatisticsScope = z.output<typeof statisticsScope>;

export const statistics = z.object({
  scope: statisticsScope,
  /** Studies that were counted. */
  studies: count,
  /** Of the department: scores by reader without names, where at least three readers have any. */
  readers: z.array(z.object({ own: z.boolean(), scores: z.record(radpeer, count) })),
  unit: periodUnit,
  reads: count,
  periods: z.array(
    z.object({ period: z.string(), counts: z.record(finding, count), flags: count, confirmed: count }),
  ),
  /** Panels of the studies that were read. */
  states: z.record(panelState, count),
  /** Studies whose panel is done: the reader's finding, then the panel's verdict. */
  readerAndPanel: z.object({ counts: z.record(finding, z.record(verdict, count)), kappa }),
  /** Flags of each kind, those that a final answer has settled, and those of them that it has confirmed. */
  flags: z.record(flagKind, z.object({ raised: count, settled: count, confirmed: count })),
  /** Reader and panel against the final answer, where there is one and both say yes or no. */
  againstFinal: z.object({ reader: confusion, panel: confusion }),
  /** This reader's own scores. */
  radpeer: z.record(radpeer, count),
  /**
   * What networks are counted on: films of the reads above, by the commit; or in a department that shows the panel
   * from the start the whole worklist, by the study's day.
   */
  networksOn: z.enum(["reads", "worklist"]),
  networks: z.array(
    z.object({
      id: z.string().transform(modelId),
      title: z.string(),
      version: z.string(),
      films: count,
      positives: count,
      /** Null while there are too few periods for limits. */
      centre: fraction.nullable(),
      periods: z.array(
        z.object({
          period: z.string(),
          films: count,
          positives: count,
          share: fraction,
          limits: z
            .object({ lower: fraction, upper: fraction, outside: z.boolean(), run: z.boolean() })
            .nullable(),
        }),
      ),
    }),
  ),
  /** Cohen's kappa of each pair by their places, and Fleiss' of all, over panel films. */
  agreement: z.object({
    films: count,
    fleiss: z.number().nullable(),
    pairs: z.array(z.object({ first: count, second: count, kappa })),
  }),
});
export type Statistics = z.output<typeof statistics>;
type Kappa = z.output<typeof kappa>;

/** Below so many films a kappa says more of chance than of anybody. */
export const leastFilms = 20;
/** With fewer readers who have scores, no name would be hidden. */
export const leastReaders = 3;
/** Fewer periods than this give no control limits. */
export const leastPeriods = 8;

const none: Omit<Kappa, "films"> = { value: null, low: null, high: null };

function kappaOf(table: readonly (readonly number[])[]): Kappa {
  const films = table.flat().reduce((sum, cell) => sum + cell, 0);
  if (films < leastFilms) return { films, ...none };
  const interval = cohenKappaInterval(table);
  return { films, value: cohenKappa(table), low: interval?.low ?? null, high: interval?.high ?? null };
}

/** The film that speaks for its study: the one with the panel's highest probability. */
const leading = (films: readonly CountedFilm[]): CountedFilm | undefined =>
  films
    .filter((film) => film.probability !== null)
    .reduce<CountedFilm | undefined>(
      (most, film) => (most === undefined || (film.probability ?? 0) > (most.probability ?? 0) ? film : most),
      undefined,
    );

/**
 * What a reader's committed first reads amount to. Only films whose study this reader has committed may
 * be among `reads`: then no figure says anything of a film that is still to be read.
 * @param reads in the order of their commits
 */
export function statisticsOf(reads: readonly CountedRead[], unit: PeriodUnit): Statistics {
  const states = Object.fromEntries(panelState.options.map((state) => [state, 0])) as Statistics["states"];
  const counts = Object.fromEntries(
    finding.options.map((one) => [one, { pneumonia: 0, normal: 0 }]),
  ) as Statistics["readerAndPanel"]["counts"];
  for (const read of reads) {
    states[studyPanelState(read.films.map((film) => film.state))]++;
    const said = panelVerdict(read);
    if (said !== null) counts[read.finding][said]++;
  }
  const { pneumonia, "no-pneumonia": normal } = counts;
  return {
    scope: "own",
    studies: new Set(reads.map(({ study }) => study)).size,
    readers: [],
    unit,
    reads: reads.length,
    periods: periodsOf(reads, unit),
    states,
    readerAndPanel: {
      counts,
      kappa: kappaOf([
        [pneumonia.pneumonia, pneumonia.normal],
        [normal.pneumonia, normal.normal],
      ]),
    },
    flags: flagsOf(reads),
    againstFinal: againstFinal(reads),
    radpeer: scoresOf(reads),
    networksOn: "reads",
    ...networksOf(filmsOf(reads, unit)),
  };
}

/**
 * What the department's committed reads amount to, for an administrator, who is a reader as well: nothing below
 * `leastFilms` studies, and RADPEER scores without names. A study that several readers have read counts once for
 * the panel and its networks.
 * @param reads of all readers, in the order of their commits
 * @param worklist what the networks said of every film, where the department shows that from the start; else null
 */
export function departmentStatistics(
  reads: readonly CountedRead[],
  unit: PeriodUnit,
  viewer: ReaderId,
  worklist: readonly WorklistAnswers[] | null = null,
): Statistics {
  const byStudy = [...Map.groupBy(reads, ({ study }) => study).values()];
  const enough = byStudy.length >= leastFilms;
  const counted = enough ? reads : [];
  // The read that was settled speaks for its study, else the first.
  const once = (enough ? byStudy : []).flatMap(
    (same) => same.find(({ final }) => final !== null) ?? same.slice(0, 1),
  );
  const all = statisticsOf(counted, unit);
  const { states, networks, agreement, againstFinal: final } = statisticsOf(once, unit);
  const listed = (worklist ?? []).flatMap(({ day, films, answers }) => {
    const utc = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}T00:00:00Z`;
    const film = { period: periodOf({ utc, offset: "+00:00" }, unit), answers };
    return Array<AnsweredFilm>(films).fill(film);
  });
  return {
    ...all,
    scope: "department",
    studies: byStudy.length,
    states,
    ...(listed.length >= leastFilms
      ? { networksOn: "worklist", ...networksOf(listed) }
      : { networksOn: "reads", networks, agreement }),
    againstFinal: { reader: all.againstFinal.reader, panel: final.panel },
    readers: scoresByReader(counted, viewer),
  };
}

const scoresOf = (reads: readonly CountedRead[]): Statistics["radpeer"] =>
  Object.fromEntries(
    radpeer.options.map((score) => [score, reads.filter((read) => read.radpeer === score).length]),
  ) as Statistics["radpeer"];

/** In the order of the readers' ids, which says nothing of who they are. */
function scoresByReader(reads: readonly CountedRead[], viewer: ReaderId): Statistics["readers"] {
  const scored = reads.filter((read) => read.radpeer !== null);
  const readers = [...Map.groupBy(scored, ({ reader }) => reader)].sort(byKey);
  if (readers.length < leastReaders) return [];
  return readers.map(([reader, own]) => ({ own: reader === viewer, scores: scoresOf(own) }));
}

const isFlagged = ({ flag }: CountedRead): boolean => flag !== null && flag !== "none";
/** A miss is confirmed by a final "pneumonia", an overcall by a final "no pneumonia"; "cannot say" promised nothing. */
const isConfirmed = ({ flag, final }: CountedRead): boolean =>
  (flag === "possible-miss" && final === "pneumonia") ||
  (flag === "possible-overcall" && final === "no-pneumonia");

function flagsOf(reads: readonly CountedRead[]): Statistics["flags"] {
  const entries = flagKind.options.map((kind) => {
    const raised = reads.filter(({ flag }) => flag === kind);
    const counts = {
      raised: raised.length,
      settled: raised.filter(({ final }) => final !== null).length,
      confirmed: raised.filter(isConfirmed).length,
    };
    return [kind, counts] as const;
  });
  return Object.fromEntries(entries) as Statistics["flags"];
}

/** The panel's verdict on a study: that of its leading film, where the whole panel answered. */
const panelVerdict = ({ films }: CountedRead): Verdict | null =>
  studyPanelState(films.map((film) => film.state)) === "done" ? (leading(films)?.verdict ?? null) : null;

function againstFinal(reads: readonly CountedRead[]): { reader: Confusion; panel: Confusion } {
  const known = reads.filter(({ final }) => final === "pneumonia" || final === "no-pneumonia");
  const judged = (predicted: (read: CountedRead) => boolean | null): Confusion =>
    confusionOf(
      known.flatMap((read) => {
        const said = predicted(read);
        return said === null ? [] : [{ positive: read.final === "pneumonia", predicted: said }];
      }),
    );
  return {
    reader: judged(({ finding: said }) => (said === "cannot-say" ? null : said === "pneumonia")),
    panel: judged((read) => {
      const said = panelVerdict(read);
      return said === null ? null : said === "pneumonia";
    }),
  };
}

function periodsOf(reads: readonly CountedRead[], unit: PeriodUnit): Statistics["periods"] {
  const groups = Map.groupBy(reads, (read) => periodOf(read.committed, unit));
  return [...groups].sort(byKey).map(([period, inside]) => ({
    period,
    counts: Object.fromEntries(
      finding.options.map((one) => [one, inside.filter((read) => read.finding === one).length]),
    ) as Record<Finding, number>,
    flags: inside.filter(isFlagged).length,
    confirmed: inside.filter(isConfirmed).length,
  }));
}

/** By a group's key. */
const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** What the networks said of one film, and the period in which it counts. */
interface AnsweredFilm {
  readonly period: string;
  readonly answers: CountedFilm["answers"];
}

const filmsOf = (reads: readonly CountedRead[], unit: PeriodUnit): AnsweredFilm[] =>
  reads.flatMap((read) =>
    read.films
      .filter(({ answers }) => answers.some((answer) => answer.verdict !== null))
      .map(({ answers }) => ({ period: periodOf(read.committed, unit), answers })),
  );

function networksOf(films: readonly AnsweredFilm[]): Pick<Statistics, "networks" | "agreement"> {
  const named = new Map(
    films.flatMap(({ answers }) => answers.map((answer) => [answer.id, answer] as const)),
  );
  const ids = [...named.keys()];
  const agreed = networkAgreement(
    ids.length,
    films.map(({ answers }) => ids.map((id) => answers.find((answer) => answer.id === id)?.verdict ?? null)),
  );
  return {
    networks: ids.map((id) => {
      const { title, version } = named.get(id) ?? { title: id, version: "" };
      const verdicts = films.flatMap(({ period, answers }) => {
        const said = answers.find((answer) => answer.id === id)?.verdict ?? null;
        return said === null ? [] : [{ period, positive: said === "pneumonia" }];
      });
      return { id, title, version, ...rateOf(verdicts) };
    }),
    agreement: {
      films: agreed.films,
      fleiss: agreed.films < leastFilms ? null : agreed.fleiss,
      pairs: agreed.pairs.map(({ first, second, table }) => ({ first, second, kappa: kappaOf(table) })),
    },
  };
}

/** A network's share of "pneumonia" by period, with control limits where there are periods enough. */
function rateOf(verdicts: readonly { readonly period: string; readonly positive: boolean }[]) {
  const groups = [...Map.groupBy(verdicts, ({ period }) => period)].sort(byKey).map(([period, inside]) => ({
    period,
    films: inside.length,
    positives: inside.filter(({ positive }) => positive).length,
  }));
  const chart = groups.length < leastPeriods ? null : pChart(groups);
  return {
    films: verdicts.length,
    positives: verdicts.filter(({ positive }) => positive).length,
    centre: chart?.centre ?? null,
    periods: groups.map((group, at) => {
      const point = chart?.points[at];
      return {
        ...group,
        share: group.positives / group.films,
        limits:
          point === undefined
            ? null
            : { lower: point.lower, upper: point.upper, outside: point.outside, run: point.run },
      };
    }),
  };
}
