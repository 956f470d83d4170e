/**
 * Whether a View Position (0018,5101) is a frontal view, from which a panel is made. Only a lateral
 * or oblique view says no: many frontal films carry no view. The decubitus views (LLD, RLD) are
 * frontal projections of a patient who lies on the side (PS3.3 C.8.1.2).
 */
export function isFrontalView(view: string): boolean {
  const words = view
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter(Boolean);
  return !words.some((word) => sideways.has(word) || word.startsWith("LAT") || word.startsWith("OBL"));
}

const sideways = new Set(["LL", "RL", "LLO", "RLO", "LAO", "RAO", "LPO", "RPO"]);

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
