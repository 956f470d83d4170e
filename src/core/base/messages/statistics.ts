import type { FlagKind } from "../../second-read/flag.ts";
import type { StatisticsScope } from "../../statistics/statistics.ts";
import type { PeriodUnit } from "../../statistics/period.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/statistics.ts";

/** Words of the Statistics page. */
const statisticsEnglish = {
  title: "Statistics",
  lead: {
    own: "Your committed reads and what became of them. No film that you have yet to read counts here.",
    department:
      "Every reader's committed reads. Studies in which something is still to be read or settled do not count.",
  } satisfies Record<StatisticsScope, string>,
  scope: "Of",
  scopes: { own: "You", department: "The department" } satisfies Record<StatisticsScope, string>,
  tooFewStudies: (studies: number, least: number) =>
    `The department's figures are given from ${least} studies on; ${studies} count so far.`,
  loading: "Counting your reads",
  none: "You have not committed a read yet. Statistics begin with the first one.",
  by: "By",
  unit: { day: "Day", week: "Week", month: "Month" } satisfies Record<PeriodUnit, string>,
  of: { own: "your reads", department: "the department's reads" } satisfies Record<StatisticsScope, string>,
  total: {
    reads: "reads committed",
    flagged: "of them flagged",
    confirmed: (settled: number) =>
      settled === 0 ? "flags confirmed, none settled yet" : `flags confirmed, of ${settled} settled`,
    burden: "flags per confirmed miss",
    kappa: {
      own: "kappa, you and the panel",
      department: "kappa, readers and the panel",
    } satisfies Record<StatisticsScope, string>,
    tooFew: (films: number, least: number) => `${films} of at least ${least} films`,
  },
  reads: {
    title: "Reads over time",
    note: "By finding, at the wall clock of the commit.",
    y: "Reads",
    period: "Period",
  },
  flags: {
    title: "Flags and yield over time",
    note: "A possible miss is confirmed by a final “pneumonia”, a possible overcall by a final “no pneumonia”. Counted at the read's commit.",
    raised: "Flags",
    confirmed: "Confirmed",
  },
  kinds: {
    title: "Flags by kind",
    note: "What came of them so far.",
    kind: "Kind",
    names: {
      none: "no flag",
      "possible-miss": "possible miss",
      "possible-overcall": "possible overcall",
      unresolved: "unresolved",
    } satisfies Record<FlagKind, string>,
    confirmed: "Confirmed",
    refuted: "Settled otherwise",
    open: "Not settled",
  },
  states: {
    title: "Panels of the studies that were read",
    state: "State",
    studies: "Studies",
    none: "no panel",
  },
  panel: {
    title: { own: "You and the panel", department: "Readers and the panel" } satisfies Record<
      StatisticsScope,
      string
    >,
    note: "Studies whose panel is whole, by the reader's finding.",
    finding: "Reader's finding",
    pneumonia: "Panel: pneumonia",
    normal: "Panel: normal",
  },
  reader: {
    title: {
      own: "You against the final answer",
      department: "Readers against the final answer",
    } satisfies Record<StatisticsScope, string>,
    panelTitle: "The panel against the final answer",
    note: (sensitivity: string, specificity: string) =>
      `Sensitivity ${sensitivity}, specificity ${specificity}. Only films with a second read: flagged ones are among them more often than among all.`,
    share: (value: string, low: string, high: string) => `${value} (95 %: ${low} to ${high})`,
    unknown: "not known",
  },
  radpeer: {
    title: { own: "Your RADPEER scores", department: "RADPEER scores" } satisfies Record<
      StatisticsScope,
      string
    >,
    byReader: "RADPEER scores by reader",
    byReaderNote: "Without names: each reader sees their own scores alone.",
    reader: "Reader",
    you: "you",
    another: (number: number) => `reader ${number}`,
    note: "1 concur; 2 an understandable, 3 an unusual discrepancy; a unlikely, b likely to matter clinically.",
    score: "Score",
    films: "Reads",
  },
  onWorklist: "Every film of the worklist, by the study's day.",
  agreement: {
    title: "Agreement of the networks",
    note: (films: number, fleiss: string) =>
      `Cohen's kappa of each pair with its 95 % interval; Fleiss' kappa of all ${fleiss}, over ${films} films.`,
    tooFew: (films: number, least: number) =>
      `Kappa is given from ${least} films on that every network answered; there ${films === 1 ? "is one" : `are ${films}`}.`,
    pair: "Pair",
    between: (first: string, second: string) => `${first} · ${second}`,
    kappa: "Kappa",
  },
  rate: {
    title: (network: string) => `Rate of “pneumonia”: ${network}`,
    note: (least: number, there: number) =>
      there < least
        ? `Control limits are drawn from ${least} periods on; there ${there === 1 ? "is one" : `are ${there}`}.`
        : "Shewhart's p-chart. A point outside the limits, or eight in a row on one side, says that something has changed: the films, or the network.",
  },
} as const;
export const statistics: Translated<typeof statisticsEnglish> = words(statisticsEnglish, turkish.statistics);
