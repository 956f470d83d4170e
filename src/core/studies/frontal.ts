import type { FilmAttributes } from "../dicom/film.ts";
import { projectionOf } from "../models/projection.ts";

/**
 * Whether a panel may be made from a film. Only a lateral, oblique or decubitus view says no: many
 * frontal films do not say what they are.
 */
export function isFrontal(attributes: FilmAttributes): boolean {
  const projection = projectionOf(attributes);
  return projection === "frontal" || projection === "turned" || projection === "unknown";
}

/**
 * The films of a study that its panel is about: the frontal ones; where there is none, all, so that
 * the film check can say of each why it is withheld.
 */
export function panelFilms<Film extends { readonly frontal: boolean }>(
  films: readonly Film[],
): readonly Film[] {
  const frontal = films.filter((film) => film.frontal);
  return frontal.length > 0 ? frontal : films;
}
