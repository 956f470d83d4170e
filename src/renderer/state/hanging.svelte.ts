import type { HangableFilms, ReadyPlace, StudyDetail, StudyFilms } from "../../core/api.ts";
import type { StageSize } from "../../core/display/first-picture.ts";
import type { FilmId } from "../../core/base/ids.ts";
import { hangingWords as words } from "../../core/base/messages/hanging.ts";
import { comparablePriors, isChestFilm, sideOf } from "../../core/hanging/comparable.ts";
import {
  hang,
  hangsAlike,
  priorBeside,
  relaid,
  type Hanging as Hung,
  type Placed,
} from "../../core/hanging/hang.ts";
import { layouts, seatsOf, usualHanging, type HangingRules, type Layout } from "../../core/hanging/rules.ts";
import { request } from "../bridge/index.ts";
import type { HungFilm } from "./hung-film.ts";
import { notices } from "./notices.svelte.ts";
import { study } from "./study.svelte.ts";
import type { SecondShows } from "./window-link.ts";

/** Comparable earlier studies that can be hung by hand. */
const mostOffered = 5;
/** Films of a study that are decoded ahead: as many as hang at a time. */
const mostAhead = 4;

const asHung = (placed: Placed<StudyFilms> | null): HungFilm | null =>
  placed === null ? null : { ...placed, frame: 0 };

/** What hangs where in this window, by the reader's rules until they change it. */
class Hanging {
  rules = $state.raw<HangingRules>(usualHanging);
  layout = $state<Layout>("one");
  /** What hangs in each place of the layout; null for an empty one. */
  places = $state.raw<readonly (HungFilm | null)[]>([null]);
  /** The prior hangs in the second window: here a study hangs as if there was none. */
  priorElsewhere = $state(false);
  /** This window is the second one and shows one film: that which the reader looks at, or its prior. */
  only = $state<SecondShows | null>(null);
  /** Device pixels of the first place as the window draws it; null where it draws none yet. */
  firstStage: Pick<StageSize, "width" | "height"> | null = null;
  /** Number of the place that keys and buttons act on. */
  active = $state(0);

  /** Earlier studies that the open one can be compared with, newest first. */
  priors = $derived<readonly StudyFilms[]>(
    study.detail === null ? [] : comparablePriors(study.detail, study.detail.priors).slice(0, mostOffered),
  );
  /** Every film that can hang, those of the open study first. */
  pool = $derived<readonly HungFilm[]>([
    ...(study.detail?.films ?? []).map((film) => ({ study: study.detail as StudyFilms, film, frame: 0 })),
    ...this.priors.flatMap((prior) =>
      prior.films.filter(isChestFilm).map((film) => ({ study: prior, film, frame: 0 })),
    ),
  ]);
  /** What hangs in the active place. */
  now = $derived<HungFilm | null>(this.places[this.active] ?? null);
  /** The open study's film that is looked at: the active one, else the first of its films that hangs. */
  own = $derived<HungFilm | null>(
    this.now !== null && !this.isPrior(this.now)
      ? this.now
      : (this.places.find((place) => place !== null && !this.isPrior(place)) ?? null),
  );
  /** Number of that film among the study's; 0 where none hangs. */
  filmIndex = $derived(
    Math.max(0, study.detail?.films.findIndex(({ filmId }) => filmId === this.own?.film.filmId) ?? 0),
  );

  /** What was hung when the study was opened; null where it was taken down. */
  #opened: Hung | null = null;

  /** What the next study will hang on if it hangs as this one does. */
  ready(smooth: boolean): ReadyPlace | null {
    const { firstStage: stage, layout, priorElsewhere } = this;
    return stage === null ? null : { layout, priorElsewhere, stage: { ...stage, smooth } };
  }

  isPrior(hung: HungFilm): boolean {
    return hung.study.row.studyUid !== study.uid;
  }

  async load(): Promise<void> {
    try {
      this.rules = (await request("hanging.get", {})).rules;
    } catch (error) {
      notices.fail(error);
    }
  }

  /** Keeps other rules; null goes back to the usual ones. */
  async keep(rules: HangingRules | null): Promise<boolean> {
    try {
      this.rules = (await request("hanging.set", { rules: rules === null ? null : [...rules] })).rules;
      return true;
    } catch (error) {
      notices.fail(error);
      return false;
    }
  }

  /** Takes down what hangs; the places stay, so that nothing moves before the next study is there. */
  clear(): void {
    this.places = this.places.map(() => null);
    this.#opened = null;
  }

  /** Hangs the study that was opened. */
  open(found: HangableFilms): void {
    const { layout, places } = (this.#opened = this.#hangs(found));
    this.#lay(layout, places.length === 0 ? [null] : places.map(asHung));
    this.active = Math.max(
      0,
      this.places.findIndex((place) => place !== null && !this.isPrior(place)),
    );
  }

  /** Hangs a study that was hung from what was foreseen of it once more, where that was not what it is. */
  settle(found: HangableFilms): void {
    if (this.#opened === null || !hangsAlike(this.#opened, this.#hangs(found))) this.open(found);
  }

  /** Priors hang in the second window from now on, or in this one again. */
  hangPriorElsewhere(elsewhere: boolean): void {
    if (elsewhere === this.priorElsewhere) return;
    this.priorElsewhere = elsewhere;
    if (study.detail !== null) this.settle(study.detail);
  }

  #hangs(found: HangableFilms): Hung<StudyFilms> {
    return hang<StudyFilms>(this.rules, found, this.priorElsewhere ? [] : found.priors);
  }

  /** Hangs what the prior has beside one film of a study, and nothing else; a prior that was chosen by hand stays. */
  openPrior(detail: StudyDetail | null, filmIndex: number): void {
    const film = detail?.films[filmIndex];
    const { now } = this;
    const stays =
      now !== null &&
      film !== undefined &&
      sideOf(now.film) === sideOf(film) &&
      this.priors.some(({ row }) => row.studyUid === now.study.row.studyUid);
    if (stays) return;
    const beside =
      detail === null || film === undefined ? null : priorBeside<StudyFilms>(detail, film, detail.priors);
    this.#lay("one", [asHung(beside)]);
  }

  /** Hangs one film of a study and nothing else. */
  openOne(detail: StudyDetail | null, filmIndex: number, frame: number): void {
    const film = detail?.films[filmIndex];
    this.#lay("one", [detail === null || film === undefined ? null : { study: detail, film, frame }]);
  }

  /** Films that a study will hang first, then the rest of it. */
  ahead = (found: HangableFilms): readonly FilmId[] => {
    const [first] = found.films;
    if (this.only === "film") return first === undefined ? [] : [first.filmId];
    if (this.only === "prior") {
      const beside = first === undefined ? null : priorBeside<StudyFilms>(found, first, found.priors);
      return beside === null ? [] : [beside.film.filmId];
    }
    const hung = this.#hangs(found).places;
    const films = hung.flatMap((place) => (place === null ? [] : [place.film.filmId]));
    return [...new Set([...films, ...found.films.map(({ filmId }) => filmId)])].slice(0, mostAhead);
  };

  /** Lays what hangs another way. */
  lay(layout: Layout): void {
    if (!this.#isEnoughFor(layout)) {
      notices.tell("info", words.nothingBeside);
      return;
    }
    const now = this.now;
    const { places } = relaid<StudyFilms, HungFilm>(this.places, this.active, layout, this.pool);
    this.#lay(layout, places);
    this.active = Math.max(0, now === null ? 0 : places.indexOf(now));
  }

  /** Four places are worth it from three films on. */
  #isEnoughFor(layout: Layout): boolean {
    return this.pool.length >= (layout === "four" ? 3 : seatsOf[layout]);
  }

  /** The next layout that there are films for. */
  nextLayout(): void {
    const enough = layouts.filter((layout) => this.#isEnoughFor(layout));
    const next = enough[(enough.indexOf(this.layout) + 1) % enough.length];
    if (next === undefined || next === this.layout) notices.tell("info", words.nothingBeside);
    else this.lay(next);
  }

  /** Makes the next place with a film the active one. */
  next(): void {
    const count = this.places.length;
    for (let step = 1; step < count; step += 1) {
      const place = (this.active + step) % count;
      if (this.places[place] !== null) {
        this.active = place;
        return;
      }
    }
  }

  /** Brings a film into view: where it hangs, else in the active place, if that holds one of the same study's kind. */
  show(shown: HungFilm): void {
    const { filmId } = shown.film;
    const there = this.places.findIndex((place) => place?.film.filmId === filmId);
    if (there >= 0) {
      this.active = there;
      return;
    }
    const isLike = (place: HungFilm | null): boolean =>
      place === null || this.isPrior(place) === this.isPrior(shown);
    const place = isLike(this.now) ? this.active : this.places.findLastIndex(isLike);
    this.active = place >= 0 ? place : this.active;
    this.#put(shown);
  }

  /** Brings a film of the open study into view, by its number. */
  showFilm(index: number): void {
    const film = study.detail?.films[index];
    if (study.detail !== null && film !== undefined) this.show({ study: study.detail, film, frame: 0 });
  }

  showFrame(frame: number): void {
    const { now } = this;
    if (now === null) return;
    this.#put({ ...now, frame: Math.max(0, Math.min(now.film.frames - 1, frame)) });
  }

  #put(hung: HungFilm): void {
    this.places = this.places.with(this.active, hung);
  }

  #lay(layout: Layout, places: readonly (HungFilm | null)[]): void {
    this.layout = layout;
    this.places = places;
    this.active = Math.min(this.active, places.length - 1);
  }
}

export const hanging = new Hanging();
