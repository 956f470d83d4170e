import cornerstone, { type CornerstoneImage, type EnabledElement } from "cornerstone-core";
import type { FilmAtFirst, FilmHead, FilmPixels } from "../../core/api.ts";
import type { Affine } from "../../core/marks/affine.ts";
import { drawHeat } from "./heat.ts";
import { Painter } from "../../core/display/paint.ts";
import { axesOf, fitScale } from "../../core/display/fit.ts";
import { levelsOf, planesOf, type Tables } from "../../core/display/frame-planes.ts";
import {
  blackImage,
  isOf,
  paintInSlices,
  putFirst,
  sizeOf,
  type Look,
  type Picture,
  type Place,
} from "./picture-painting.ts";
import type { Placement } from "./placement.ts";
import { runs, upright, type Turn } from "../../core/display/turn.ts";

/** Films that are painted before they are shown, or were shown before. */
const mostReady = 3;

const most = 40;

/**
 * A film on screen. cornerstone keeps the viewport, its transform and the frame loop; the pixels
 * are painted here, through our own grey levels, because cornerstone's window function is not
 * PS3.3 C.11.2's.
 */
export class Stage {
  #element: HTMLElement;
  #moved: (placement: Placement) => void;
  #painter = new Painter();
  #picture: Picture | null = null;
  /** The picture before, of the same film: inverting and going back and forth between windows paints nothing. */
  #before: Picture | null = null;
  #ready: readonly Picture[] = [];
  /** The painting of another look that is under way; null where there is none. */
  #repainting: object | null = null;
  #film: FilmPixels | null = null;
  /** What stands here until the film does. */
  #first: { readonly film: FilmAtFirst; readonly key: string; readonly image: ImageData } | null = null;
  #look: Look = { voi: null, invert: false, smooth: false, heat: null, quick: false };
  #levels: Tables | null = null;
  #turn = upright;
  #fitted = true;
  #ratio = 1;

  /** @param moved called after each change of place or size */
  constructor(element: HTMLElement, moved: (placement: Placement) => void) {
    this.#element = element;
    this.#moved = moved;
    cornerstone.enable(element);
    this.#canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  }

  get #enabled(): EnabledElement {
    return cornerstone.getEnabledElement(this.#element);
  }

  get #canvas(): HTMLCanvasElement {
    return this.#enabled.canvas;
  }

  /** What is drawn now, in device pixels; drawn again with each change. */
  get picture(): HTMLCanvasElement {
    cornerstone.updateImage(this.#element, true);
    return this.#canvas;
  }

  /** The stage in device pixels. */
  get size(): { readonly width: number; readonly height: number } {
    const { width, height } = this.#canvas;
    return { width, height };
  }

  /** A black picture of the stage's size, made while what it is for is waited for: its memory takes milliseconds. */
  blank(): ImageData {
    return blackImage(this.#canvas.width, this.#canvas.height);
  }

  /**
   * Shows what was painted of a film elsewhere, before its pixels are here.
   * @param image a black picture of the stage's size, to be painted in
   * @returns false where it is not what this stage would show
   */
  showFirst(film: FilmAtFirst, image: ImageData): boolean {
    const { picture } = film;
    const foreseen = this.#foreseen(film);
    const key = this.#key(foreseen, { invert: false, smooth: picture.smooth, quick: false }, upright);
    const sent = { origin: picture.origin, scale: picture.scale };
    if (
      this.#film !== null ||
      image.width !== picture.width ||
      image.height !== picture.height ||
      key !== this.#key(sent, { ...picture, invert: false, quick: false }, upright)
    ) {
      return false;
    }
    putFirst(film, image);
    this.#first = { film, key, image };
    const context = this.#canvas.getContext("2d");
    context?.setTransform(1, 0, 0, 1, 0, 0);
    context?.putImageData(image, 0, 0);
    return true;
  }

  /** The film that was to follow its first picture does not come, or another one does. */
  dropFirst(): void {
    if (this.#first !== null && this.#film === null) this.#clear();
    this.#first = null;
  }

  /** Where a film will stand when it is shown: whole and upright. */
  #foreseen(film: FilmHead): Place {
    const enabled = this.#enabled;
    const scale = this.#fitScale(film, upright);
    const viewport = { scale, translation: { x: 0, y: 0 }, rotation: 0, hflip: false };
    return this.#place(film, { ...enabled, image: this.#image(film), viewport });
  }

  /** Shows a frame; a frame of the same film keeps its place. */
  show(film: FilmPixels | null, look: Look, turn: Turn): void {
    const same = film !== null && film.filmId === this.#film?.filmId && film.rows === this.#film.rows;
    this.#film = film;
    this.#first = null;
    this.#levels = null;
    this.#look = look;
    this.#turn = turn;
    if (!same) this.#keep();
    if (film === null) {
      this.#painter.release();
      this.#repainting = null;
      this.#canvas.ariaBusy = null;
      this.#clear();
      return;
    }
    const kept = same ? this.#enabled.viewport : undefined;
    this.#enabled.viewport = kept;
    cornerstone.displayImage(this.#element, this.#image(film));
    this.#lay();
    if (!same) this.fit();
    else this.#tell();
  }

  /** Another film comes: who goes back to this one has it at once. */
  #keep(): void {
    if (this.#picture !== null) this.#ready = [this.#picture, ...this.#ready].slice(0, mostReady);
    this.#picture = null;
    this.#before = null;
  }

  /**
   * Paints a film as `show` will show it, so that all of it is there with one frame and no key waits for it.
   * Another look, place or size than was foreseen is painted when it is shown.
   * @param isWanted whether it is still worth the work
   */
  async paintAhead(film: FilmPixels, look: Look, isWanted: () => boolean): Promise<void> {
    const place = this.#foreseen(film);
    const key = this.#key(place, look, upright);
    if (this.#ready.some((ready) => isOf(ready, film, look, key))) return;
    const first = this.#first;
    if (first?.film.filmId === film.filmId && first.film.picture.exact && first.key === key) {
      this.#ready = [{ film, voi: look.voi, key, image: first.image }, ...this.#ready].slice(0, mostReady);
      return;
    }
    const tables = levelsOf(film, look);
    const wanted = { film, look, place, key, tables, turn: upright, screen: this.#canvas };
    const picture = await paintInSlices(wanted, isWanted);
    if (picture !== null) this.#ready = [picture, ...this.#ready].slice(0, mostReady);
  }

  /** Shows the same frame in another way. */
  setLook(look: Look): void {
    if (look.voi !== this.#look.voi || look.invert !== this.#look.invert) this.#levels = null;
    this.#look = look;
    const film = this.#film;
    // Two changes at a time are painted at once: otherwise keys in haste would be seen only when they stop.
    if (film === null || look.quick || this.#repainting !== null || this.#isPainted(film)) this.#redraw();
    else void this.#repaint(film);
  }

  #isPainted(film: FilmPixels): boolean {
    const key = this.#key(this.#place(film, this.#enabled), this.#look, this.#turn);
    return this.#painted.some((picture) => isOf(picture, film, this.#look, key));
  }

  /** Paints the film as it is to look now; what is on screen stays until all of it is there, and keys are heard. */
  async #repaint(film: FilmPixels): Promise<void> {
    const job = (this.#repainting = {});
    this.#canvas.ariaBusy = "true";
    const place = this.#place(film, this.#enabled);
    const [look, turn] = [this.#look, this.#turn];
    const wanted = {
      film,
      look,
      place,
      key: this.#key(place, look, turn),
      tables: this.#tables(film),
      turn,
      screen: this.#canvas,
    };
    const picture = await paintInSlices(wanted, () => this.#repainting === job);
    if (picture === null || this.#repainting !== job) return;
    this.#ready = [picture, ...this.#ready];
    this.#redraw();
  }

  /** Lays the film another way; what is in the middle of the stage stays there. */
  turnTo(turn: Turn): void {
    if (turn === this.#turn) return;
    const centre = this.#centre();
    this.#turn = turn;
    this.#lay();
    if (this.#fitted) this.fit();
    else this.#centreOn(centre);
  }

  /** Follows the stage's size, in device pixels and in CSS pixels. */
  resize(width: number, height: number, cssWidth: number): void {
    this.#ratio = cssWidth > 0 ? width / cssWidth : 1;
    const canvas = this.#canvas;
    canvas.width = Math.max(1, width);
    canvas.height = Math.max(1, height);
    canvas.style.width = "100%";
    canvas.style.height = "100%";
    if (this.#film === null) this.#clear();
    else if (this.#fitted) this.fit();
    else this.#redraw();
  }

  fit(): void {
    const { viewport } = this.#enabled;
    if (this.#film === null || viewport === undefined) return;
    this.#fitted = true;
    // Not cornerstone's: turned by a quarter, it stretches oblong pixels along the wrong side.
    viewport.scale = this.#fitScale();
    this.#centreOn({ x: 0.5, y: 0.5 });
  }

  /** Zooms to device pixels for one film pixel, along its finer axis, about the middle of what is on screen. */
  zoomMiddle(scale: number): void {
    this.zoomTo(scale, this.#canvas.width / 2, this.#canvas.height / 2);
  }

  /** Puts a place of the film, in shares of its sides, into the middle, at a multiple of the scale that fits. */
  moveTo(zoom: number, centre: Placement["centre"]): void {
    const { viewport } = this.#enabled;
    if (this.#film === null || viewport === undefined) return;
    viewport.scale = Math.min(most, Math.max(this.#leastScale(), this.#fitScale() * zoom));
    this.#fitted = false;
    this.#centreOn(centre);
  }

  /** Zooms by a factor and keeps the film's place under a point of the stage, in device pixels. */
  zoomBy(factor: number, x: number, y: number): void {
    this.zoomTo((this.#enabled.viewport?.scale ?? 1) * factor, x, y);
  }

  zoomTo(wanted: number, x: number, y: number): void {
    const { viewport } = this.#enabled;
    if (this.#film === null || viewport === undefined) return;
    const { width, height } = this.#canvas;
    const before = this.#screenAxes(viewport.scale);
    const scale = Math.min(most, Math.max(this.#leastScale(), wanted));
    const after = this.#screenAxes(scale);
    viewport.translation.x += (x - width / 2) * (1 / after.x - 1 / before.x);
    viewport.translation.y += (y - height / 2) * (1 / after.y - 1 / before.y);
    this.#fitted = false;
    cornerstone.setViewport(this.#element, { scale });
    this.#tell();
  }

  /** Moves the film by device pixels. */
  panBy(dx: number, dy: number): void {
    const { viewport } = this.#enabled;
    if (this.#film === null || viewport === undefined) return;
    const axes = this.#screenAxes(viewport.scale);
    viewport.translation.x += dx / axes.x;
    viewport.translation.y += dy / axes.y;
    this.#fitted = false;
    this.#redraw();
  }

  /**
   * Paints the part of the film around a point of the stage into a canvas of its own, twice as large as
   * the film stands there and at least at 1 : 1.
   * @param x, y the point, in device pixels
   */
  magnify(canvas: HTMLCanvasElement, x: number, y: number): void {
    const film = this.#film;
    const context = canvas.getContext("2d", { alpha: false });
    if (film === null || context === null) return;
    const { origin, scale } = this.#place(film, this.#enabled);
    const by = Math.max(2, 1 / Math.min(scale.x, scale.y));
    const picture = context.createImageData(canvas.width, canvas.height);
    const place = {
      origin: {
        x: Math.round(canvas.width / 2 + (origin.x - x) * by),
        y: Math.round(canvas.height / 2 + (origin.y - y) * by),
      },
      scale: { x: scale.x * by, y: scale.y * by },
    };
    const { smooth } = this.#look;
    const planes = planesOf(film, this.#look, this.#tables(film));
    new Painter().paint({ ...sizeOf(film), ...place, planes, turn: this.#turn, smooth }, picture);
    context.putImageData(picture, 0, 0);
  }

  dispose(): void {
    this.#film = null;
    this.#first = null;
    this.#levels = null;
    this.#picture = null;
    this.#before = null;
    this.#ready = [];
    this.#repainting = null;
    this.#painter.release();
    cornerstone.disable(this.#element);
  }

  /** Device pixels for one film pixel, across and down the screen. */
  #screenAxes(scale: number): { x: number; y: number } {
    const { x, y } = axesOf(this.#film ?? { spacing: null }, scale);
    return this.#turn.quarters % 2 === 0 ? { x, y } : { x: y, y: x };
  }

  /** The scale at which the whole film just fits. */
  #fitScale(film: FilmHead | null = this.#film, turn = this.#turn): number {
    return film === null ? 1 : fitScale(film, this.#canvas, turn.quarters % 2 !== 0);
  }

  #leastScale(): number {
    return Math.min(1, this.#fitScale()) / 4;
  }

  /** Hands the turn to cornerstone, which mirrors first and then turns, too. */
  #lay(): void {
    const { viewport } = this.#enabled;
    if (viewport === undefined) return;
    viewport.rotation = 90 * this.#turn.quarters;
    viewport.hflip = this.#turn.mirrored;
  }

  /** The film's place in the middle of the stage. cornerstone's translation counts film pixels, as turned. */
  #centre(): Placement["centre"] {
    const film = this.#film;
    const { viewport } = this.#enabled;
    if (film === null || viewport === undefined) return { x: 0.5, y: 0.5 };
    const { x, y } = viewport.translation;
    const { rows, columns } = runs(this.#turn);
    return {
      x: 0.5 - (x * rows.x + y * rows.y) / film.columns,
      y: 0.5 - (x * columns.x + y * columns.y) / film.rows,
    };
  }

  #centreOn({ x, y }: Placement["centre"]): void {
    const film = this.#film;
    const { viewport } = this.#enabled;
    if (film === null || viewport === undefined) return;
    const { rows, columns } = runs(this.#turn);
    const [along, down] = [(0.5 - x) * film.columns, (0.5 - y) * film.rows];
    viewport.translation.x = along * rows.x + down * columns.x;
    viewport.translation.y = along * rows.y + down * columns.y;
    this.#redraw();
  }

  #image(film: FilmHead): CornerstoneImage {
    return {
      imageId: `overread:${film.filmId}#${film.frame}`,
      rows: film.rows,
      columns: film.columns,
      height: film.rows,
      width: film.columns,
      // Nothing of cornerstone's own is drawn.
      color: false,
      columnPixelSpacing: film.spacing?.column ?? 1,
      rowPixelSpacing: film.spacing?.row ?? 1,
      windowCenter: 0,
      windowWidth: 1,
      invert: false,
      sizeInBytes: 0,
      render: (enabled) => {
        this.#draw(enabled);
      },
    };
  }

  #redraw(): void {
    if (this.#film === null) return;
    cornerstone.updateImage(this.#element, true);
    this.#tell();
  }

  #clear(): void {
    const { width, height } = this.#canvas;
    const context = this.#canvas.getContext("2d");
    context?.setTransform(1, 0, 0, 1, 0, 0);
    context?.clearRect(0, 0, width, height);
  }

  /** The film's place, its first corner on whole device pixels so that 1 : 1 shows each film pixel as it is. */
  #place(film: FilmHead, enabled: EnabledElement): Place {
    const { m } = cornerstone.internal.calculateTransform(enabled);
    return {
      origin: { x: Math.round(m[4]), y: Math.round(m[5]) },
      scale: axesOf(film, enabled.viewport?.scale ?? 1),
    };
  }

  /** From film pixels to device pixels. */
  #map({ origin, scale }: Place): Affine {
    const { rows, columns } = runs(this.#turn);
    return [rows.x * scale.x, rows.y * scale.x, columns.x * scale.y, columns.y * scale.y, origin.x, origin.y];
  }

  #tell(): void {
    const film = this.#film;
    const enabled = this.#enabled;
    if (film === null || enabled.viewport === undefined) return;
    const [a, b, c, d, e, f] = this.#map(this.#place(film, enabled));
    const ratio = this.#ratio;
    this.#moved({
      scale: enabled.viewport.scale,
      zoom: enabled.viewport.scale / this.#fitScale(),
      fitted: this.#fitted,
      centre: this.#centre(),
      map: [a / ratio, b / ratio, c / ratio, d / ratio, e / ratio, f / ratio],
      ratio,
    });
  }

  #tables(film: FilmPixels): Tables | null {
    return (this.#levels ??= levelsOf(film, this.#look));
  }

  /** What a picture depends on beside its film and its VOI. */
  #key(
    { origin, scale }: Place,
    { invert, smooth, quick }: Omit<Look, "voi" | "heat">,
    { quarters, mirrored }: Turn,
  ): string {
    const { width, height } = this.#canvas;
    const place = [origin.x, origin.y, scale.x, scale.y, width, height];
    return [...place, invert, smooth, quick, quarters, mirrored].join();
  }

  #draw(enabled: EnabledElement): void {
    const film = this.#film;
    const { canvas } = enabled;
    const context = canvas.getContext("2d");
    if (film === null || context === null) return;
    const place = this.#place(film, enabled);
    const picture = this.#pictureNow(film, place, canvas);
    const { image } = picture;
    if (this.#picture?.film === film && this.#picture.image !== image) this.#before = this.#picture;
    this.#picture = picture;
    this.#repainting = null;
    canvas.ariaBusy = null;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.putImageData(image, 0, 0);
    if (this.#look.heat !== null) drawHeat(context, this.#look.heat, this.#map(place), film, this.#ratio);
  }

  /** What is painted already. */
  get #painted(): readonly Picture[] {
    return [this.#picture, this.#before, ...this.#ready].filter((picture) => picture !== null);
  }

  /** The film as it looks now: as it is painted already, or painted anew. */
  #pictureNow(film: FilmPixels, place: Place, { width, height }: HTMLCanvasElement): Picture {
    const { voi, smooth, quick } = this.#look;
    const key = this.#key(place, this.#look, this.#turn);
    const there = this.#painted.find((picture) => isOf(picture, film, this.#look, key));
    this.#ready = this.#ready.filter((picture) => picture !== there);
    if (there !== undefined) return there;
    const held = this.#picture?.image;
    const image = held?.width === width && held.height === height ? held : new ImageData(width, height);
    const planes = planesOf(film, this.#look, this.#tables(film));
    this.#painter.paint({ ...sizeOf(film), ...place, planes, turn: this.#turn, smooth, quick }, image);
    return { film, voi, key, image };
  }
}
