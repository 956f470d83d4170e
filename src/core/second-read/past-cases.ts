import { z } from "zod";
import type { ModelAnswer } from "../agreement/agreement.ts";
import { wilsonInterval } from "../agreement/metrics/wilson.ts";
import { modelId } from "../base/ids.ts";

/**
 * How the panel did on its training films, each answered by networks that had not seen its patient
 * (out-of-fold predictions): counts alone. `past-cases.json` beside the networks holds them; they are
 * those of one panel rule and its members' versions, and of no other.
 */
const count = z.int().nonnegative();
const fraction = z.number().min(0).max(1);

export const pastCases = z
  .strictObject({
    schema: z.literal(1),
    /** The predictions that were counted. */
    source: z.string().min(1),
    panelVersion: z.string().min(1),
    members: z.array(z.strictObject({ id: z.string().transform(modelId), version: z.string() })).min(2),
    pneumonia: count,
    normal: count,
    /** Films whose panel's probability is at least `from`, in rising order of `from`. */
    steps: z.array(z.strictObject({ from: fraction, pneumonia: count, normal: count })).min(2),
    /** By the members' verdicts in their order, "1" pneumonia: films with pneumonia and without. */
    patterns: z.record(z.string().regex(/^[01]+$/), z.strictObject({ pneumonia: count, normal: count })),
  })
  .refine(
    ({ steps }) => steps.every((step, at) => at === 0 || step.from > (steps[at - 1]?.from ?? -1)),
    "the steps do not rise",
  );
export type PastCases = z.output<typeof pastCases>;

/** Fewest past cases that a sentence about them is made of: below, an interval spans most of the scale. */
export const fewestCases = 20;

/** Past films on which the networks stood as they do now, and what those films were. */
export const alikeFilms = z.object({
  films: count,
  /** Of them with pneumonia. */
  pneumonia: count,
  /** The share with pneumonia, 95 % by Wilson. */
  interval: z.object({ low: fraction, high: fraction }),
});
export type Alike = z.output<typeof alikeFilms>;

const isOfPanel = (past: PastCases, models: readonly ModelAnswer[]): boolean =>
  models.length === past.members.length &&
  past.members.every(({ id, version }) => models.some((one) => one.id === id && one.version === version));

/**
 * Past films with the same verdicts, network by network. Null where the counts are of other networks, a
 * network gave no verdict, or there were fewer than `fewestCases`.
 */
export function alike(past: PastCases | null, models: readonly ModelAnswer[]): Alike | null {
  if (past === null || !isOfPanel(past, models)) return null;
  const verdicts = past.members.map(({ id }) => models.find((one) => one.id === id)?.verdict ?? null);
  if (verdicts.includes(null)) return null;
  const key = verdicts.map((verdict) => (verdict === "pneumonia" ? "1" : "0")).join("");
  const found = past.patterns[key];
  const films = (found?.pneumonia ?? 0) + (found?.normal ?? 0);
  if (found === undefined || films < fewestCases) return null;
  const interval = wilsonInterval(found.pneumonia, films);
  return interval && { films, pneumonia: found.pneumonia, interval };
}

/** Past films whose panel gave about the same probability, `from` to `to`, and what those films were. */
export const nearFilms = z.object({
  from: fraction,
  to: fraction,
  films: count,
  /** Of them with pneumonia. */
  pneumonia: count,
  /** Their probability of pneumonia where either class is as likely, 95 %. */
  interval: z.object({ low: fraction, high: fraction }),
});
export type Near = z.output<typeof nearFilms>;

/** As many films are looked for around a probability; a wider range would be of other films. */
const enoughNear = 50;
/** Steps that the range may reach either way: one in log odds. */
const widest = 10;

/** A share of past films with pneumonia, as it would be were there as many films of either class (Bayes). */
function equally(share: number, { pneumonia, normal }: Pick<PastCases, "pneumonia" | "normal">): number {
  const [ill, well] = [share / pneumonia, (1 - share) / normal];
  return ill / (ill + well);
}

/**
 * Past films around a panel's probability: the step that holds it, widened by a step on either side until
 * 50 films are in it, by one in log odds at most. What such a probability turned out to be worth is their share
 * with pneumonia, 95 % by Wilson, its odds divided by those of all past films: the panel's probability is that of a
 * reader who thinks either class as likely, and most past films have pneumonia. Null where the counts are of other
 * networks, or fewer than `fewestCases` films lie there.
 */
export function near(
  past: PastCases | null,
  models: readonly ModelAnswer[],
  probability: number,
): Near | null {
  if (past === null || !isOfPanel(past, models)) return null;
  const { steps } = past;
  const at = steps.findLastIndex(({ from }) => from <= probability);
  for (let reach = 0; at >= 0 && reach <= widest; reach++) {
    const [low, high] = [steps[Math.max(0, at - reach)], steps[at + reach + 1]];
    if (low === undefined) return null;
    const pneumonia = low.pneumonia - (high?.pneumonia ?? 0);
    const films = pneumonia + low.normal - (high?.normal ?? 0);
    if (films < (reach < widest ? enoughNear : fewestCases)) continue;
    const share = wilsonInterval(pneumonia, films);
    const interval = share && { low: equally(share.low, past), high: equally(share.high, past) };
    return interval && { from: low.from, to: high?.from ?? 1, films, pneumonia, interval };
  }
  return null;
}

/** One past film: its diagnosis, the members' verdicts in their order, and the panel's probability. */
export interface PastFilm {
  readonly pneumonia: boolean;
  readonly verdicts: readonly boolean[];
  readonly probability: number;
}

const probabilityOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** Places of the steps: log odds from -8 to 8 in tenths, written to six decimals as probabilities. */
const places = Array.from({ length: 161 }, (_, at) => Number(probabilityOf((at - 80) / 10).toFixed(6)));

/** Counts past films. */
export function countPastCases(
  films: readonly PastFilm[],
  of: Pick<PastCases, "source" | "panelVersion" | "members">,
): PastCases {
  const patterns: Record<string, { pneumonia: number; normal: number }> = {};
  for (const film of films) {
    const key = film.verdicts.map((verdict) => (verdict ? "1" : "0")).join("");
    const found = (patterns[key] ??= { pneumonia: 0, normal: 0 });
    if (film.pneumonia) found.pneumonia++;
    else found.normal++;
  }
  const reaching = (from: number, pneumonia: boolean): number =>
    films.filter((film) => film.pneumonia === pneumonia && film.probability >= from).length;
  return {
    schema: 1,
    ...of,
    pneumonia: films.filter((film) => film.pneumonia).length,
    normal: films.filter((film) => !film.pneumonia).length,
    steps: [0, ...places].map((from) => ({
      from,
      pneumonia: reaching(from, true),
      normal: reaching(from, false),
    })),
    patterns: Object.fromEntries(Object.entries(patterns).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
