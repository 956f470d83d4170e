import {
  limitFor,
  nextCount,
  noOwnCases,
  type BurdenPoint,
  type CaseMix,
} from "../src/core/second-read/burden.ts";
import { countPastCases, type PastFilm } from "../src/core/second-read/past-cases.ts";
import type { NamedPastFilm } from "../src/core/second-read/read-out-of-fold.ts";
import { patientOf as patientOfName } from "../src/main/cli/evaluate-patient.ts";
import { pastFilms, testFilms } from "../scripts/past-cases.ts";
import { Random } from "../src/core/phantom/random.ts";
import { median, type Comparison } from "./compare.ts";

/**
 * A department of so many films, whose readers miss and overcall at known rates: no more than a third of the past films
 * can give without giving one twice, which would make films alike that are not.
 */
const films = 500;
const mix: CaseMix = { prevalence: 0.2, missed: 0.1, overcalled: 0.02 };
/** Departments that are drawn: enough, with the halves below, that a share of them is known to about one in a hundred. */
const departments = 6000;
/** Random halves of the past films that they are drawn from. */
const splits = 600;

interface Film {
  readonly past: PastFilm;
  readonly readAsPneumonia: boolean;
}

/** Films of one patient stay together. */
const patientOf = ({ film }: NamedPastFilm): string => patientOfName(film.split("/").at(-1) ?? film);

/** Two parts of the films: what is promised on, and what then happens to. */
interface Split {
  readonly promised: readonly NamedPastFilm[];
  readonly happening: readonly NamedPastFilm[];
}

/** Halves by patient, at random: the same networks answered both, and no patient is in both. */
function halves(all: readonly NamedPastFilm[], random: () => number): Split {
  const side = new Map<string, boolean>();
  for (const film of all) {
    const patient = patientOf(film);
    if (!side.has(patient)) side.set(patient, random() < 0.5);
  }
  const on = (here: boolean) => all.filter((film) => side.get(patientOf(film)) === here);
  return { promised: on(true), happening: on(false) };
}

/** Each fold against the others: the networks that answer are other trainings than those that promised. */
const byFold = (all: readonly NamedPastFilm[]): Split[] =>
  [...new Set(all.map(({ fold }) => fold))].sort().map((fold) => ({
    promised: all.filter((film) => film.fold !== fold),
    happening: all.filter((film) => film.fold === fold),
  }));

/** So many of these films, none twice. */
function some(from: readonly NamedPastFilm[], count: number, random: () => number): NamedPastFilm[] {
  const left = [...from];
  return Array.from({ length: count }, () => {
    const at = Math.floor(random() * left.length);
    const [film] = left.splice(at, 1);
    if (film === undefined) throw new RangeError("a part has too few films of a class");
    return film;
  });
}

/** Draws films (each once, of patients on whom nothing was promised) and their reads. */
function drawDepartment(from: readonly NamedPastFilm[], random: () => number): Film[] {
  const ill = Math.round(films * mix.prevalence);
  const of = (pneumonia: boolean) => from.filter((film) => film.pneumonia === pneumonia);
  const drawn = [...some(of(true), ill, random), ...some(of(false), films - ill, random)];
  return drawn.map((past) => {
    const wrong = random() < (past.pneumonia ? mix.missed : mix.overcalled);
    return { past, readAsPneumonia: past.pneumonia !== wrong };
  });
}

/** "Flag whenever one network disagrees" with the reader. */
const oneDisagrees = ({ past, readAsPneumonia }: Film): boolean =>
  past.verdicts.some((verdict) => verdict !== readAsPneumonia);

const isMiss = ({ past, readAsPneumonia }: Film): boolean => past.pneumonia && !readAsPneumonia;

/** The limit that catches as many misses as "one network disagrees" does, on these films. */
function limitOn(past: readonly PastFilm[]): BurdenPoint {
  const counts = countPastCases(past, { source: "films", panelVersion: "", members: [] });
  const sick = past.filter((film) => film.pneumonia);
  const share = sick.filter(({ verdicts }) => verdicts.some(Boolean)).length / sick.length;
  const point = limitFor(counts, noOwnCases, mix, share);
  if (point === null) throw new RangeError("no rule catches as many");
  return point;
}

/** Flags that a rule may be expected to give in a department whose films of a class are all equally likely. */
function expectedFlags(from: readonly PastFilm[], flagged: (film: Film) => boolean): number {
  const share = (pneumonia: boolean, readAsPneumonia: boolean): number => {
    const of = from.filter((film) => film.pneumonia === pneumonia);
    return of.filter((past) => flagged({ past, readAsPneumonia })).length / of.length;
  };
  const ill = mix.missed * share(true, false) + (1 - mix.missed) * share(true, true);
  const well = mix.overcalled * share(false, true) + (1 - mix.overcalled) * share(false, false);
  return films * (mix.prevalence * ill + (1 - mix.prevalence) * well);
}

interface Outcome {
  readonly ours: number;
  readonly reference: number;
  readonly referenceOnNegatives: number;
  readonly caught: number;
  readonly caughtByReference: number;
  readonly misses: number;
  readonly caughtAsPromised: boolean;
  readonly flagsAsPromised: boolean;
}

/** Possible-miss flags, as promised of so many misses and so many films that were rightly read as none. */
function flagInterval(point: BurdenPoint, misses: number, negatives: number): { low: number; high: number } {
  const caught = nextCount(point.caught, misses);
  const raised = nextCount(point.raised, negatives);
  return { low: caught.low + raised.low, high: caught.high + raised.high };
}

/** One department after the other. */
function simulate(splits: readonly Split[], random: () => number): Outcome[] {
  const promises = splits.map(({ promised, happening }) => ({ point: limitOn(promised), films: happening }));
  return Array.from({ length: departments }, (_, at) => {
    const promise = promises[at % promises.length];
    if (promise === undefined) throw new RangeError("there is nothing to draw from");
    const drawn = drawDepartment(promise.films, random);
    const flagged = drawn.filter(
      ({ past, readAsPneumonia }) => !readAsPneumonia && past.probability >= promise.point.missFrom,
    );
    const byOne = drawn.filter(oneDisagrees);
    const misses = drawn.filter(isMiss).length;
    const negatives = drawn.filter(({ past, readAsPneumonia }) => !past.pneumonia && !readAsPneumonia).length;
    const caught = flagged.filter(isMiss).length;
    const interval = flagInterval(promise.point, misses, negatives);
    const within = nextCount(promise.point.caught, misses);
    return {
      ours: flagged.length,
      reference: byOne.length,
      referenceOnNegatives: byOne.filter(({ readAsPneumonia }) => !readAsPneumonia).length,
      caught,
      caughtByReference: byOne.filter(isMiss).length,
      misses,
      caughtAsPromised: caught >= within.low && caught <= within.high,
      flagsAsPromised: flagged.length >= interval.low && flagged.length <= interval.high,
    };
  });
}

const once = { warmUps: 0, rounds: 1 } as const;
const value = (number: number) => () => Promise.resolve(number);

/**
 * What the flag curve promises against what then happens, and its burden against flagging whenever one
 * network disagrees with the reader, at the same share of misses caught.
 */
export async function* secondRead({
  say,
}: {
  readonly say: (message: string) => void;
}): AsyncGenerator<Comparison> {
  const all = pastFilms();
  const generator = new Random(20261125);
  const random = (): number => generator.unit();
  const outcomes = simulate(
    Array.from({ length: splits }, () => halves(all, random)),
    random,
  );
  const otherTraining = simulate(byFold(all), random);
  const of = (pick: (outcome: Outcome) => number): number => median(outcomes.map(pick));
  const share = (pick: (outcome: Outcome) => boolean): number =>
    outcomes.filter(pick).length / outcomes.length;
  const total = (pick: (outcome: Outcome) => number): number =>
    outcomes.reduce((sum, one) => sum + pick(one), 0);
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  say(
    `${departments} departments of ${films} films, ${mix.prevalence * 100} % with pneumonia, ${mix.missed * 100} % of these missed, ${mix.overcalled * 100} % of the others overcalled`,
  );
  say(
    `misses caught: ${percent(
      total((o) => o.caught),
      total((o) => o.misses),
    )}, by "one network disagrees" ${percent(
      total((o) => o.caughtByReference),
      total((o) => o.misses),
    )}`,
  );
  say(
    `of a department's flags by "one network disagrees" ${of((o) => o.referenceOnNegatives)} are possible misses, ours ${of((o) => o.ours)}`,
  );
  const kept = (pick: (outcome: Outcome) => boolean): string =>
    percent(otherTraining.filter(pick).length, otherTraining.length);
  say(
    `where the networks that answer are other trainings than those that promised (fold against fold): misses caught within the interval in ${kept((o) => o.caughtAsPromised)} of departments, flags in ${kept((o) => o.flagsAsPromised)}`,
  );
  yield {
    name: `flags in ${films} films at the same share of misses caught`,
    unit: "flags",
    ours: value(of((o) => o.ours)),
    reference: { name: "whenever one network disagrees with the reader", run: value(of((o) => o.reference)) },
    bar: { side: "<=", value: 0.5 },
    ...once,
  };
  yield {
    name: "the same, films read as no pneumonia alone",
    unit: "flags",
    ours: value(of((o) => o.ours)),
    reference: { name: "whenever one network says pneumonia", run: value(of((o) => o.referenceOnNegatives)) },
    bar: { side: "<=", value: 1 },
    ...once,
  };
  const test = testFilms();
  yield {
    name: `flags to be expected in ${films} films of the official test split, at the same share of misses caught`,
    unit: "flags",
    ours: value((films / 100) * limitOn(test).flags.value),
    reference: {
      name: "whenever one network disagrees with the reader",
      run: value(expectedFlags(test, oneDisagrees)),
    },
    bar: { side: "<=", value: 0.5 },
    ...once,
  };
  yield {
    name: "departments whose misses caught lie within the promised interval",
    unit: "share",
    ours: value(share((o) => o.caughtAsPromised)),
    reference: { name: "the interval's own 95 %", run: value(0.95) },
    bar: { side: ">=", value: 0.98 },
    ...once,
  };
  yield {
    name: "departments whose flags lie within the promised interval",
    unit: "share",
    ours: value(share((o) => o.flagsAsPromised)),
    reference: { name: "the interval's own 95 %", run: value(0.95) },
    bar: { side: ">=", value: 0.98 },
    ...once,
  };
}
