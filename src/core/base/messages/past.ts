import type { Verdict } from "../../agreement/agreement.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/past.ts";

/** A share of past films, as counts and as its 95 % interval in percent. */
export interface PastShare {
  readonly films: number;
  readonly hits: number;
  readonly low: number;
  readonly high: number;
}

const says: Record<Verdict, string> = { pneumonia: "pneumonia", normal: "normal" };
const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
const right = ({ films, hits, low, high }: PastShare, who: string): string =>
  `in ${films} such past films ${who} right ${hits} ${hits === 1 ? "time" : "times"}, ${low} to ${high} %`;

/** What the networks' agreement was worth on past films on which they stood the same way. */
const pastWordsEnglish = {
  alone: (title: string, verdict: Verdict) => `${title} alone says ${says[verdict]}`,
  aloneWas: (share: PastShare) => right(share, "it was"),
  all: (of: number, verdict: Verdict) => `All ${of} networks say ${says[verdict]}`,
  allWere: (share: PastShare) => right(share, "they were"),
  sides: (pneumonia: readonly string[], normal: readonly string[]) =>
    `${list(pneumonia)} ${pneumonia.length === 1 ? "says" : "say"} pneumonia, ${list(normal)} ${normal.length === 1 ? "says" : "say"} normal`,
  sidesWere: ({ films, hits, low, high }: PastShare) =>
    `of ${films} such past films ${hits} had pneumonia, ${low} to ${high} %`,
  near: (from: string, to: string, films: number, hits: number, low: string, high: string) =>
    `Of ${films} past films with a panel probability of ${from} to ${to}, ${hits} had pneumonia; were pneumonia as likely as not, that is ${low} to ${high}.`,
  noneNear: (fewest: number) =>
    `Fewer than ${fewest} past films had about this probability, so that no interval is given.`,
  base: (films: number, pneumonia: number) =>
    `Past films: ${films} of children at one hospital, ${pneumonia} of them with pneumonia.`,
  tooFew: (fewest: number) => `fewer than ${fewest} past films stood so, so that nothing is said of them`,
} as const;
export const pastWords: Translated<typeof pastWordsEnglish> = words(pastWordsEnglish, turkish.pastWords);
