import { comparablePriors, isChestFilm, sideOf, type HangableStudy } from "./comparable.ts";
import { seatsOf, usualHanging, type HangingPlace, type HangingRules, type Layout } from "./rules.ts";

/** A film in a place, with the study that it is of. */
export interface Placed<Study extends HangableStudy = HangableStudy> {
  readonly study: Study;
  readonly film: Study["films"][number];
}

export interface Hanging<Study extends HangableStudy = HangableStudy> {
  readonly layout: Layout;
  /** What hangs in each place of the layout; null for an empty one. */
  readonly places: readonly (Placed<Study> | null)[];
}

/** Whether two hangings put the same films into the same places. */
export function hangsAlike(one: Hanging, other: Hanging): boolean {
  const films = ({ layout, places }: Hanging): string =>
    [layout, ...places.map((place) => place?.film.filmId ?? "")].join();
  return films(one) === films(other);
}

/**
 * The film of the most recent comparable prior that belongs beside a film of the study that is read: one of its
 * side where there is one. Null without a prior.
 */
export function priorBeside<Study extends HangableStudy>(
  current: Study,
  film: Study["films"][number],
  studies: readonly Study[],
): Placed<Study> | null {
  const [prior] = comparablePriors(current, studies);
  const films = prior?.films.filter(isChestFilm) ?? [];
  const found = films.find((one) => sideOf(one) === sideOf(film)) ?? films[0];
  return prior === undefined || found === undefined ? null : { study: prior, film: found };
}

/** The smallest layout for what is left of one, and its places. */
function without<Study extends HangableStudy>({ layout, places }: Hanging<Study>): Hanging<Study> {
  const filled = places.filter((place) => place !== null);
  if (filled.length === places.length || filled.length === 3) return { layout, places };
  return filled.length === 2
    ? { layout: layout === "four" ? "side-by-side" : layout, places: filled }
    : { layout: "one", places: filled };
}

/**
 * Hangs a study by the first rule that fits it.
 * @param current the study that is read, its films in hanging order
 * @param studies others of the same patient; the most recent comparable earlier one is the prior
 * @returns a place that no film fits is left out where that leaves a smaller layout; no place where there is no film
 */
export function hang<Study extends HangableStudy>(
  rules: HangingRules,
  current: Study,
  studies: readonly Study[],
): Hanging<Study> {
  const [first] = current.films;
  if (first === undefined) return { layout: "one", places: [] };
  const [prior] = comparablePriors(current, studies);
  const sides = new Set(current.films.map(sideOf));
  const rule = [...rules, ...usualHanging].find(
    ({ when }) =>
      (when.prior === "any" || (when.prior === "with") === (prior !== undefined)) &&
      (when.films === "any" ||
        (when.films === "one" ? current.films.length === 1 : sides.has("frontal") && sides.has("lateral"))),
  );
  if (rule === undefined) return { layout: "one", places: [{ study: current, film: first }] };
  const hung = new Set<string>();
  const take = (study: Study, view: HangingPlace["view"]): Placed<Study> | null => {
    const free = study.films.filter((film) => !hung.has(film.filmId));
    // Beside what is read hangs what can be compared with it: a chest film, of the same side where any is asked for.
    const alike = study === current ? free : free.filter(isChestFilm);
    const film =
      view === "any"
        ? (alike.find((one) => study === current || sideOf(one) === sideOf(first)) ?? alike[0])
        : alike.find((one) => sideOf(one) === view);
    if (film === undefined) return null;
    hung.add(film.filmId);
    return { study, film };
  };
  const places = rule.places.map(({ study, view }) =>
    study === "current" ? take(current, view) : prior === undefined ? null : take(prior, view),
  );
  // Whatever a rule asks for, the study that is read is on screen.
  if (!places.some((place) => place?.study === current)) {
    return { layout: "one", places: [{ study: current, film: first }] };
  }
  return without({ layout: rule.layout, places });
}

/**
 * Hangs what is on screen in another layout: films keep their order, the active one stays in view, and places
 * that come free are filled from what could hang as well.
 * @param active place that keys act on
 * @param pool every film that could hang, in the order of preference
 */
export function relaid<Study extends HangableStudy, Hung extends Placed<Study>>(
  places: readonly (Hung | null)[],
  active: number,
  layout: Layout,
  pool: readonly Hung[],
): { readonly layout: Layout; readonly places: readonly (Hung | null)[] } {
  const seats = seatsOf[layout];
  const kept = places.filter((place) => place !== null);
  const chosen = places[active] ?? null;
  const first = kept.slice(0, seats);
  if (chosen !== null && !first.includes(chosen)) first[seats - 1] = chosen;
  const hung = new Set(first.map(({ film }) => film.filmId));
  const more = pool.filter(({ film }) => !hung.has(film.filmId)).slice(0, seats - first.length);
  const filled = [...first, ...more];
  return { layout, places: Array.from({ length: seats }, (_, index) => filled[index] ?? null) };
}
