import type { FilmPixels } from "../../core/api.ts";
import type { Voi } from "../../core/dicom/grey-chain.ts";
import { initialVoi } from "../../core/dicom/grey-levels.ts";
import type { Placement } from "./stage.ts";
import { asWindow, presetsOf, type Preset, type Window } from "./windowing.ts";

export type Tool = "window" | "zoom";

/** How the film on screen is shown: its window, polarity, tool and place. */
class View {
  film = $state.raw<FilmPixels | null>(null);
  voi = $state.raw<Voi | null>(null);
  invert = $state(false);
  smooth = $state(false);
  tool = $state<Tool>("window");
  panHeld = $state(false);
  /** A window is being dragged. */
  dragging = $state(false);
  placement = $state.raw<Placement | null>(null);
  presets = $state.raw<readonly Preset[]>([]);
  #own: Voi | null = null;

  /** Takes a decoded frame; the look stays while frames of one film follow each other. */
  take(film: FilmPixels | null): void {
    const same = film !== null && film.filmId === this.film?.filmId;
    this.film = film;
    if (same) return;
    this.invert = false;
    this.placement = null;
    this.presets = [];
    this.#own = null;
    if (film !== null && !film.pixels.colour) {
      const { grey, bitsStored, signed, pixels } = film;
      this.#own = initialVoi({ grey, bitsStored, signed }, pixels.stored);
      const full = initialVoi({ grey: { ...grey, vois: [] }, bitsStored, signed }, pixels.stored);
      this.presets = presetsOf(grey, this.#own, full);
    }
    this.voi = this.#own;
  }

  /** Back to what the film says; its polarity is part of that. */
  reset(): void {
    this.voi = this.#own;
    this.invert = false;
  }

  preset(number: number): void {
    const found = this.presets.find((preset) => preset.number === number);
    if (found !== undefined) this.voi = found.voi;
  }

  /** The window that a drag starts from; null where the film has none (colour). */
  get window(): Window | null {
    return this.voi === null ? null : asWindow(this.voi);
  }
}

export const view = new View();
