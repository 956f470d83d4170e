import type { Verdict } from "../agreement/agreement.ts";
import type { Interval } from "../agreement/metrics/bootstrap.ts";
import { cohenKappa, cohenKappaInterval, fleissKappa } from "../agreement/metrics/kappa.ts";

/** What each network said of one film, in the networks' order; null where one gave no answer. */
export type FilmVerdicts = readonly (Verdict | null)[];

export interface PairAgreement {
  /** Places of the two networks. */
  readonly first: number;
  readonly second: number;
  readonly films: number;
  /** Films by verdict, pneumonia first: rows by the first network, columns by the second. */
  readonly table: readonly [readonly [number, number], readonly [number, number]];
  /** Null where both networks only ever gave one and the same verdict, or there are no films. */
  readonly kappa: number | null;
  readonly interval: Interval | null;
}

export interface NetworkAgreement {
  /** Films that every network answered. */
  readonly films: number;
  readonly fleiss: number | null;
  readonly pairs: readonly PairAgreement[];
}

/**
 * How far networks agree on films beyond what their rates of "pneumonia" would give by chance: Fleiss'
 * kappa over the films that all answered, Cohen's for each pair over the films that both did.
 */
export function networkAgreement(networks: number, films: readonly FilmVerdicts[]): NetworkAgreement {
  const whole = films.filter((film) => film.length === networks && film.every((verdict) => verdict !== null));
  const counts = whole.map((film) => {
    const votes = film.filter((verdict) => verdict === "pneumonia").length;
    return [votes, networks - votes];
  });
  const pairs: PairAgreement[] = [];
  for (let first = 0; first < networks; first++) {
    for (let second = first + 1; second < networks; second++) pairs.push(pairOf(first, second, films));
  }
  return { films: whole.length, fleiss: networks < 2 ? null : fleissKappa(counts), pairs };
}

function pairOf(first: number, second: number, films: readonly FilmVerdicts[]): PairAgreement {
  const count = (one: Verdict, other: Verdict): number =>
    films.filter((film) => film[first] === one && film[second] === other).length;
  const table = [
    [count("pneumonia", "pneumonia"), count("pneumonia", "normal")],
    [count("normal", "pneumonia"), count("normal", "normal")],
  ] as const;
  return {
    first,
    second,
    films: table.flat().reduce((sum, cell) => sum + cell, 0),
    table,
    kappa: cohenKappa(table),
    interval: cohenKappaInterval(table),
  };
}
