import type { FilmAtFirst, FilmHead, FilmPixels } from "../../core/api.ts";
import type { Voi } from "../../core/dicom/grey-chain.ts";
import type { ScreenPoint } from "../../core/marks/affine.ts";
import { afterFrame } from "../state/after-frame.ts";
import { display } from "../state/display.svelte.ts";
import { frames } from "../state/frames.ts";
import type { HungFilm } from "../state/hung-film.ts";
import type { Lead } from "../state/window-link.ts";
import { said } from "../state/notices.svelte.ts";
import type { Placement } from "./placement.ts";
import type { Stage } from "./stage.ts";
import { flippedAcross, flippedDown, rotated, upright, type Turn } from "../../core/display/turn.ts";
import {
  alike,
  asWindow,
  firstVoi,
  foundFirstVoi,
  presetsOf,
  type Preset,
  type Window,
} from "./windowing.ts";

/** Two films stand alike, but for what rounding to pixels makes of it. */
const isThere = (one: Placement, other: NonNullable<Lead["placement"]>): boolean =>
  !one.fitted &&
  Math.abs(one.zoom / other.zoom - 1) < 1e-6 &&
  Math.hypot(one.centre.x - other.centre.x, one.centre.y - other.centre.y) < 1e-6;

/** One viewport: the film that hangs in it and how it is shown. */
export class FilmView {
  hung = $state.raw<HungFilm | null>(null);
  pixels = $state.raw<FilmPixels | null>(null);
  /** What is shown until the pixels are here. */
  first = $state.raw<FilmAtFirst | null>(null);
  /** Sentence where the film could not be shown. */
  failure = $state<string | null>(null);
  loading = $state(false);

  voi = $state.raw<Voi | null>(null);
  invert = $state(false);
  turn = $state.raw<Turn>(upright);
  /** A window is being dragged. */
  dragging = $state(false);
  /** Where the film stands; null while there is none. */
  placement = $state.raw<Placement | null>(null);
  presets = $state.raw<readonly Preset[]>([]);
  /** Number of the preset that is on; null where the window was made by hand. */
  presetNumber = $state<number | null>(null);
  /** Where the pointer is over this viewport, in CSS pixels; null while it is elsewhere. */
  pointer = $state.raw<ScreenPoint | null>(null);
  /** What the film is drawn on, while the viewport is in the window. */
  stage = $state.raw<Stage | null>(null);
  /** What the film is shown with at first; null for colour, and while there is none. */
  own: Voi | null = null;
  #asked = 0;

  /** Hangs a frame. One of the same film takes the place of its neighbour when it is here; another film goes at once. */
  async hang(hung: HungFilm | null): Promise<void> {
    const asked = ++this.#asked;
    this.hung = hung;
    this.failure = null;
    if (this.pixels?.filmId !== hung?.film.filmId) this.#take(null);
    this.loading = hung !== null;
    if (hung === null) return;
    const isWanted = (): boolean => asked === this.#asked;
    try {
      // The one after the other: a film's pixels are fifteen times its picture, and would come in its way.
      if (this.pixels === null) await this.#showFirst(hung, isWanted);
      if (!isWanted()) return;
      const pixels = await frames.take(hung.film.filmId, hung.frame);
      if (pixels.filmId !== this.pixels?.filmId) await this.paintAhead(pixels, isWanted);
      if (isWanted()) this.#take(pixels);
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#take(null);
      this.failure = said(error).message;
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }

  /** Shows what the workstation has painted of a film, if that is here before its pixels. */
  async #showFirst({ film, frame }: HungFilm, isWanted: () => boolean): Promise<void> {
    const { stage } = this;
    if (stage === null || frames.isComing(film.filmId, frame)) return;
    const asked = frames.first(film.filmId, frame, { ...stage.size, smooth: display.settings.smooth });
    const blank = stage.blank();
    const first = await asked;
    if (first === null || !isWanted() || this.pixels !== null || !stage.showFirst(first, blank)) return;
    this.first = first;
    this.own = first.picture.voi;
    this.#asFilmed();
    await afterFrame();
  }

  /** Paints a film as it will be shown here at first. */
  async paintAhead(film: FilmPixels, isWanted: () => boolean): Promise<void> {
    const { smooth } = display.settings;
    // One object for both: a picture is told from another by it.
    if (this.first?.filmId === film.filmId) foundFirstVoi(film, this.first.picture.voi);
    const look = { voi: firstVoi(film), invert: false, smooth, heat: null, quick: false };
    await this.stage?.paintAhead(film, look, isWanted);
  }

  /** Tries once more to show what could not be shown. */
  async again(): Promise<void> {
    await this.hang(this.hung);
  }

  /** Takes a decoded frame; the look stays while frames of one film follow each other. */
  #take(pixels: FilmPixels | null): void {
    const same = pixels !== null && pixels.filmId === this.pixels?.filmId;
    this.pixels = pixels;
    if (same) return;
    // What a reader has done to the film's first picture holds for the film.
    const begun = pixels !== null && this.first?.filmId === pixels.filmId;
    this.first = null;
    if (pixels === null) this.stage?.dropFirst();
    this.placement = null;
    this.presets = [];
    this.own = pixels === null ? null : firstVoi(pixels);
    if (pixels !== null && !pixels.pixels.colour && this.own !== null) {
      const { grey, bitsStored, signed } = pixels;
      this.presets = presetsOf({ grey, bitsStored, signed, stored: pixels.pixels.stored }, this.own);
    }
    if (!begun) this.#asFilmed();
  }

  /** What is on screen: the film, or what is shown of it first. */
  get head(): FilmHead | null {
    return this.pixels ?? this.first;
  }

  #asFilmed(): void {
    this.voi = this.own;
    this.presetNumber = 1;
    this.invert = false;
    this.turn = upright;
  }

  /** Back to what the film says: its window, its polarity, the way it lies, all of it in view. */
  reset(): void {
    this.#asFilmed();
    this.stage?.turnTo(upright);
    this.stage?.fit();
  }

  preset(number: number): void {
    const found = this.presets.find((preset) => preset.number === number);
    if (found === undefined) return;
    this.voi = found.voi();
    this.presetNumber = number;
  }

  /** Takes a window that was made by hand. */
  setWindow(window: Window): void {
    this.voi = window;
    this.presetNumber = null;
  }

  /** Takes place, zoom and the change of window of a film that this one is compared with. */
  follow(leader: Lead): void {
    this.dragging = leader.dragging;
    if (leader.placement !== null && this.placement !== null) {
      const { zoom, centre, fitted } = leader.placement;
      if (fitted) {
        if (!this.placement.fitted) this.stage?.fit();
      } else if (!isThere(this.placement, leader.placement)) this.stage?.moveTo(zoom, centre);
    }
    if (leader.presetNumber !== null) {
      if (leader.presetNumber !== this.presetNumber) this.preset(leader.presetNumber);
      return;
    }
    const [from, to] = [leader.base, this.base];
    const { window } = leader;
    if (from === null || to === null || window === null) return;
    const next = alike(window, from, to);
    // Setting it draws the film, which is told as a placement, which is followed: so only where it changes.
    if (this.presetNumber !== null || JSON.stringify(next) !== JSON.stringify(this.window))
      this.setWindow(next);
  }

  /** The film's own window with its polarity. */
  get base(): { readonly window: Window; readonly inverted: boolean } | null {
    return this.own === null || this.pixels === null
      ? null
      : { window: asWindow(this.own), inverted: this.pixels.grey.inverted };
  }

  rotate(quarters: number): void {
    this.turn = rotated(this.turn, quarters);
  }

  flipAcross(): void {
    this.turn = flippedAcross(this.turn);
  }

  flipDown(): void {
    this.turn = flippedDown(this.turn);
  }

  /**
   * Shows the film as large as it is.
   * @param density device pixels of this screen in a millimetre
   * @returns false where the film does not say how large it is
   */
  trueSize(density: number): boolean {
    const scale = this.trueScale(density);
    if (scale !== null) this.stage?.zoomMiddle(scale);
    return scale !== null;
  }

  /** The scale at which the film is as large as it is; null where it does not say. */
  trueScale(density: number): number | null {
    const spacing = this.pixels?.spacing ?? null;
    return spacing === null ? null : density * Math.min(spacing.row, spacing.column);
  }

  /** The window that a drag starts from; null where the film has none (colour). */
  get window(): Window | null {
    return this.voi === null ? null : asWindow(this.voi);
  }
}
