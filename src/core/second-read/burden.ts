import { z } from "zod";
import type { Interval } from "../agreement/metrics/bootstrap.ts";
import { wilsonInterval } from "../agreement/metrics/wilson.ts";
import type { PastCases } from "./past-cases.ts";
import type { FlagRule } from "./rules.ts";

/**
 * What a flag rule is expected to cost and to catch.
 *
 * Misses caught: the share of films with pneumonia whose panel's probability reaches the limit; a
 * missed pneumonia counts as any other. Flags per 100 films follow from how the department's readers
 * answer (shares of "no", of misses, of overcalls) and from the same counts.
 */

/** Whom the expectation is about: shares of all films, 0..1. */
export const caseMix = z.object({
  /** Films with pneumonia. */
  prevalence: z.number().min(0).max(1),
  /** Of the films with pneumonia: read as "no pneumonia". */
  missed: z.number().min(0).max(1),
  /** Of the films without: read as "pneumonia". */
  overcalled: z.number().min(0).max(1),
});
export type CaseMix = z.output<typeof caseMix>;

/** Where nothing of the department is known: a general mix, to be replaced by the department's own. */
export const usualMix: CaseMix = { prevalence: 0.1, missed: 0.1, overcalled: 0.02 };

/** A share with what it rests on; `films` may be a weighted, not whole number. */
export interface Share {
  readonly value: number;
  readonly interval: Interval;
  readonly films: number;
}

const probabilities = z.array(z.number().min(0).max(1)).readonly();

/** Films of the department whose truth is known, whatever the panel said of them: the panel's probabilities, rising. */
export const ownCases = z.object({
  /** Of films with pneumonia by their final answer. */
  pneumonia: probabilities,
  normal: probabilities,
  /** Of those with pneumonia, the ones that the first read called none. */
  missed: probabilities,
  /** How many of those without pneumonia the first read called pneumonia. */
  overcalled: z.int().nonnegative(),
});
export type OwnCases = z.output<typeof ownCases>;
export const noOwnCases: OwnCases = { pneumonia: [], normal: [], missed: [], overcalled: 0 };

/** Fewest films of its own that a department is told anything of: of fewer, one could be told from the others. */
export const fewestOwn = 20;
/** Fewest films of its own from which a department's mix is its own. */
export const fewestForMix = 50;
/** Fewest misses of its own that a share of them is said of. */
export const fewestMisses = 10;

/** The department's mix as far as its own films tell it, the rest as usual; null where they are too few. */
export function ownMix({ pneumonia, normal, missed, overcalled }: OwnCases): CaseMix | null {
  const films = pneumonia.length + normal.length;
  if (films < fewestForMix) return null;
  return {
    prevalence: pneumonia.length / films,
    missed: pneumonia.length < fewestOwn ? usualMix.missed : missed.length / pneumonia.length,
    overcalled: normal.length < fewestOwn ? usualMix.overcalled : overcalled / normal.length,
  };
}

/** Of the department's own misses, the share that a limit would have flagged; null where they are too few. */
export function ownMissesCaught({ missed }: OwnCases, missFrom: number): (Share & { hits: number }) | null {
  if (missed.length < fewestMisses) return null;
  const hits = missed.filter((probability) => probability >= missFrom).length;
  const interval = wilsonInterval(hits, missed.length);
  return interval && { hits, value: hits / missed.length, interval, films: missed.length };
}

/**
 * As many films of each class as the out-of-fold predictions count for once the department has films
 * of its own. They are of children of one hospital: with 100 films of its own a department weighs as
 * much as they do, with 900 nine times as much (a power prior: Ibrahim, Chen 2000, "Power prior
 * distributions for regression models", Statistical Science 15: 46-60).
 */
export const pastWeight = 100;

/** Past and own counts together. */
function pooled(
  pastHits: number,
  pastFilms: number,
  own: readonly number[],
  hit: (p: number) => boolean,
): Share | null {
  const weight = own.length === 0 ? 1 : Math.min(1, pastWeight / Math.max(1, pastFilms));
  const films = pastFilms * weight + own.length;
  const hits = pastHits * weight + own.filter(hit).length;
  const interval = wilsonInterval(hits, films);
  return interval && { value: hits / films, interval, films };
}

/** One place on the curve. */
export interface BurdenPoint {
  /** Flags as possible misses from this probability on. */
  readonly missFrom: number;
  /** Share of missed pneumonias that is flagged. */
  readonly caught: Share;
  /** Share of films without pneumonia, read as such, that is flagged all the same. */
  readonly raised: Share;
  /** Flags as possible misses per 100 films, with the interval that the shares' intervals give. */
  readonly flags: { readonly value: number; readonly interval: Interval };
  /** Flags for each miss that is caught; null where none is. */
  readonly flagsPerMiss: number | null;
}

/** Two shares of one film, multiplied and added: value and ends alike (the ends are those of the worst case). */
function per100(parts: readonly (readonly [share: number, of: Share])[]) {
  const sum = (pick: (share: Share) => number): number =>
    100 * parts.reduce((total, [share, of]) => total + share * pick(of), 0);
  return {
    value: sum((share) => share.value),
    interval: { low: sum((share) => share.interval.low), high: sum((share) => share.interval.high) },
  };
}

/** Expected possible misses for one limit. Null where there are no films of a class. */
export function missPoint(
  past: PastCases,
  own: OwnCases,
  mix: CaseMix,
  missFrom: number,
): BurdenPoint | null {
  const step = past.steps.find(({ from }) => from >= missFrom) ?? { pneumonia: 0, normal: 0 };
  const reaches = (p: number): boolean => p >= missFrom;
  const caught = pooled(step.pneumonia, past.pneumonia, own.pneumonia, reaches);
  const raised = pooled(step.normal, past.normal, own.normal, reaches);
  if (caught === null || raised === null) return null;
  const missedFilms = mix.prevalence * mix.missed;
  const flags = per100([
    [missedFilms, caught],
    [(1 - mix.prevalence) * (1 - mix.overcalled), raised],
  ]);
  const hits = 100 * missedFilms * caught.value;
  return { missFrom, caught, raised, flags, flagsPerMiss: hits > 0 ? flags.value / hits : null };
}

/** The curve: a point for each step of the past cases, from the one that flags most to the one that flags least. */
export const burdenCurve = (past: PastCases, own: OwnCases, mix: CaseMix): BurdenPoint[] =>
  past.steps.flatMap(({ from }) => missPoint(past, own, mix, from) ?? []);

/** Expected possible overcalls for one limit: flags per 100 films and the share of overcalls among the films that it catches. */
export function overcallPoint(past: PastCases, own: OwnCases, mix: CaseMix, overcallBelow: number) {
  const step = past.steps.find(({ from }) => from >= overcallBelow) ?? { pneumonia: 0, normal: 0 };
  const below = (p: number): boolean => p < overcallBelow;
  const caught = pooled(past.normal - step.normal, past.normal, own.normal, below);
  const raised = pooled(past.pneumonia - step.pneumonia, past.pneumonia, own.pneumonia, below);
  if (caught === null || raised === null) return null;
  const flags = per100([
    [(1 - mix.prevalence) * mix.overcalled, caught],
    [mix.prevalence * (1 - mix.missed), raised],
  ]);
  return { overcallBelow, caught, flags };
}

/** The highest limit that is expected to catch at least this share of misses; null where none does. */
export function limitFor(past: PastCases, own: OwnCases, mix: CaseMix, share: number): BurdenPoint | null {
  return burdenCurve(past, own, mix).findLast((point) => point.caught.value >= share) ?? null;
}

/**
 * How many of the next `films` may be expected to be hits: the middle 95 % of the beta-binomial
 * distribution that a share's counts predict with Jeffreys' prior (Dyer, Pierce 1993, "On the choice of the
 * prior distribution in hypergeometric sampling", Communications in Statistics 22: 2125-2146). Wider than the
 * share's own interval, and whole.
 * @param films a whole number
 */
export function nextCount(share: Share, films: number): Interval {
  const a = share.value * share.films + 0.5;
  const b = share.films - share.value * share.films + 0.5;
  // P(0), then P(k + 1) from P(k), in logarithms: the first may be smaller than any number.
  let log = 0;
  for (let i = 0; i < films; i++) log += Math.log((b + i) / (a + b + i));
  let [below, low, high] = [0, 0, films];
  for (let k = 0; k <= films; k++) {
    const upTo = below + Math.exp(log);
    if (below < 0.025 && upTo >= 0.025) low = k;
    if (below < 0.975 && upTo >= 0.975) high = k;
    below = upTo;
    log += Math.log(((films - k) * (a + k)) / ((k + 1) * (b + films - k - 1)));
  }
  return { low, high };
}

/** A rule's limits put on the steps that the past cases are counted at. */
export function onSteps(past: PastCases, rule: FlagRule): FlagRule {
  const step = (limit: number | null): number | null =>
    limit === null ? null : (past.steps.find(({ from }) => from >= limit)?.from ?? null);
  return { ...rule, missFrom: step(rule.missFrom), overcallBelow: step(rule.overcallBelow) };
}
