import type { FilmSummary, StudyFilms } from "../../core/api.ts";

/** A frame of a film and the study that it belongs to: what hangs in a place. */
export interface HungFilm {
  readonly study: StudyFilms;
  readonly film: FilmSummary;
  /** Counted from 0. */
  readonly frame: number;
}
