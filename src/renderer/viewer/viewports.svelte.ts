import { untrack } from "svelte";
import type { DrawnKind } from "../../core/marks/shape.ts";
import { hanging } from "../state/hanging.svelte.ts";
import type { Lead } from "../state/window-link.ts";
import { FilmView } from "./film-view.svelte.ts";

/** What a drag on a film does, or what is being drawn on it. */
export type Tool = "window" | "zoom" | "pan" | DrawnKind;

/** The viewports in the window, the one that keys and buttons act on, and what a drag in any of them does. */
class Viewports {
  tool = $state<Tool>("window");
  /** A magnifier follows the pointer. */
  magnifier = $state(false);
  /** Dragging pans, whatever the tool, for as long as this holds. */
  panHeld = $state(false);
  /** Films of one side follow each other's zoom, place and window. */
  linked = $state(true);
  #order: readonly FilmView[] = [new FilmView(), new FilmView(), new FilmView(), new FilmView()];

  /** A view for each place. A film that moves to another place takes its view along, and how it is shown with it. */
  open = $derived.by<readonly FilmView[]>(() => {
    const films = hanging.places.map((place) => place?.film.filmId);
    const holds = (view: FilmView, filmId: string | undefined): boolean =>
      filmId !== undefined && untrack(() => view.hung?.film.filmId) === filmId;
    const kept = films.map((filmId) => this.#order.find((view) => holds(view, filmId)));
    const free = this.#order.filter((view) => !kept.includes(view));
    // The view of a place stays there where it can: it has its stage already.
    const here = kept.map((view, place) => {
      const own = this.#order[place];
      return (
        view ?? (own !== undefined && free.includes(own) ? free.splice(free.indexOf(own), 1)[0] : undefined)
      );
    });
    const chosen = here.flatMap((view) => view ?? free.shift() ?? []);
    this.#order = [...chosen, ...this.#order.filter((view) => !chosen.includes(view))];
    return chosen;
  });

  get active(): FilmView | null {
    return this.open[hanging.active] ?? null;
  }

  /** How the open study's film that is looked at is shown, for films in another window to follow; null where none does. */
  get lead(): Lead | null {
    const { own } = hanging;
    const view = this.open.find(({ hung }) => hung !== null && hung.film.filmId === own?.film.filmId);
    if (!this.linked || view === undefined || view.placement === null) return null;
    const { presetNumber, dragging, window, base } = view;
    const { zoom, fitted, centre } = view.placement;
    return { placement: { zoom, fitted, centre }, presetNumber, dragging, window, base };
  }

  activate(view: FilmView): void {
    const place = this.open.indexOf(view);
    if (place >= 0 && place !== hanging.active) hanging.active = place;
  }

  /** Lets go of films that no longer hang. */
  release(): void {
    for (const view of this.#order) if (!this.open.includes(view) && view.hung !== null) void view.hang(null);
  }
}

export const viewports = new Viewports();
