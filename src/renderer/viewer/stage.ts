import cornerstone, { type CornerstoneImage, type EnabledElement } from "cornerstone-core";
import type { FilmPixels } from "../../core/api.ts";
import type { Voi } from "../../core/dicom/grey-chain.ts";
import { displayLevels, type GreyLevels } from "../../core/dicom/grey-levels.ts";
import { Painter, type Plane } from "./paint.ts";

/** How a film is shown, apart from its place on screen. */
export interface Look {
  readonly voi: Voi | null;
  readonly invert: boolean;
  readonly smooth: boolean;
  readonly heat: OffscreenCanvas | null;
  /** The window is being dragged: each step is painted from what is stored, averaged once. */
  readonly quick: boolean;
}

/** Where a film stands on screen, in device pixels. */
export interface Placement {
  /** Device pixels for one film pixel. */
  readonly scale: number;
  readonly fitted: boolean;
  /** Upper left corner and size of the film, relative to the stage. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Device pixels for one CSS pixel. */
  readonly ratio: number;
}

const most = 40;
/** All tables have one type, so that the engine compiles the painting loop for one. */
const wide = ({ first, levels }: GreyLevels): { first: number; levels: Uint16Array } => ({
  first,
  levels: Uint16Array.from(levels),
});
const identity = Uint16Array.from({ length: 256 }, (_, level) => level);
const reversed = identity.map((level) => 255 - level);

/**
 * A film on screen. cornerstone keeps the viewport, its transform and the frame loop; the pixels
 * are painted here, through our own grey levels, because cornerstone's window function is not
 * PS3.3 C.11.2's.
 */
export class Stage {
  #element: HTMLElement;
  #moved: (placement: Placement) => void;
  #painter = new Painter();
  #screen: ImageData | null = null;
  #film: FilmPixels | null = null;
  #look: Look = { voi: null, invert: false, smooth: false, heat: null, quick: false };
  #levels: { first: number; levels: Uint16Array } | null = null;
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

  /** Shows a frame; a frame of the same film keeps its place. */
  show(film: FilmPixels | null, look: Look): void {
    const same = film !== null && film.filmId === this.#film?.filmId && film.rows === this.#film.rows;
    this.#film = film;
    this.#levels = null;
    this.#look = look;
    if (film === null) {
      this.#painter.release();
      this.#screen = null;
      this.#clear();
      return;
    }
    const kept = same ? this.#enabled.viewport : undefined;
    this.#enabled.viewport = kept;
    cornerstone.displayImage(this.#element, this.#image(film));
    if (!same) this.fit();
    else this.#tell();
  }

  /** Shows the same frame in another way. */
  setLook(look: Look): void {
    if (look.voi !== this.#look.voi || look.invert !== this.#look.invert) this.#levels = null;
    this.#look = look;
    this.#redraw();
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
    if (this.#film === null) return;
    this.#fitted = true;
    cornerstone.fitToWindow(this.#element);
    this.#tell();
  }

  /** One film pixel on one device pixel, about the middle of what is on screen. */
  actual(): void {
    this.zoomTo(1, this.#canvas.width / 2, this.#canvas.height / 2);
  }

  /** Zooms by a factor and keeps the film's place under a point of the stage, in device pixels. */
  zoomBy(factor: number, x: number, y: number): void {
    this.zoomTo((this.#enabled.viewport?.scale ?? 1) * factor, x, y);
  }

  zoomTo(wanted: number, x: number, y: number): void {
    const { viewport } = this.#enabled;
    if (this.#film === null || viewport === undefined) return;
    const { width, height } = this.#canvas;
    const before = this.#axes(viewport.scale);
    const scale = Math.min(most, Math.max(this.#leastScale(), wanted));
    const after = this.#axes(scale);
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
    const axes = this.#axes(viewport.scale);
    viewport.translation.x += dx / axes.x;
    viewport.translation.y += dy / axes.y;
    this.#fitted = false;
    this.#redraw();
  }

  dispose(): void {
    this.#film = null;
    this.#levels = null;
    this.#screen = null;
    this.#painter.release();
    cornerstone.disable(this.#element);
  }

  /** Screen pixels for one film pixel across and down; they differ where pixels are not square. */
  #axes(scale: number): { x: number; y: number } {
    const { row, column } = this.#film?.spacing ?? { row: 1, column: 1 };
    return { x: scale * Math.max(1, column / row), y: scale * Math.max(1, row / column) };
  }

  #leastScale(): number {
    const film = this.#film;
    if (film === null) return 1;
    const { x, y } = this.#axes(1);
    const fit = Math.min(this.#canvas.width / (film.columns * x), this.#canvas.height / (film.rows * y));
    return Math.min(1, fit) / 4;
  }

  #image(film: FilmPixels): CornerstoneImage {
    return {
      imageId: `overread:${film.filmId}#${film.frame}`,
      rows: film.rows,
      columns: film.columns,
      height: film.rows,
      width: film.columns,
      color: film.pixels.colour,
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

  /** The film's place, its corner on whole device pixels so that 1 : 1 shows each film pixel as it is. */
  #place(enabled: EnabledElement): { x: number; y: number; scaleX: number; scaleY: number } {
    const { m } = cornerstone.internal.calculateTransform(enabled);
    return { x: Math.round(m[4]), y: Math.round(m[5]), scaleX: m[0], scaleY: m[3] };
  }

  #tell(): void {
    const film = this.#film;
    const enabled = this.#enabled;
    if (film === null || enabled.viewport === undefined) return;
    const { x, y, scaleX, scaleY } = this.#place(enabled);
    this.#moved({
      scale: enabled.viewport.scale,
      fitted: this.#fitted,
      x,
      y,
      width: film.columns * scaleX,
      height: film.rows * scaleY,
      ratio: this.#ratio,
    });
  }

  #planes(film: FilmPixels): readonly Plane[] {
    const { pixels } = film;
    if (pixels.colour) {
      const levels = this.#look.invert ? reversed : identity;
      return [0, 1, 2].map((start) => ({ values: pixels.rgb, start, step: 3, levels, lowest: 0 }));
    }
    const { voi, invert } = this.#look;
    if (voi === null) return [];
    const { grey, bitsStored, signed } = film;
    this.#levels ??= wide(displayLevels({ grey, bitsStored, signed, voi, invert }));
    const { levels, first: lowest } = this.#levels;
    return [{ values: pixels.stored, start: 0, step: 1, levels, lowest }];
  }

  #draw(enabled: EnabledElement): void {
    const film = this.#film;
    const { canvas } = enabled;
    const context = canvas.getContext("2d");
    if (film === null || context === null) return;
    const { x, y, scaleX, scaleY } = this.#place(enabled);
    if (this.#screen?.width !== canvas.width || this.#screen.height !== canvas.height) {
      this.#screen = context.createImageData(canvas.width, canvas.height);
    }
    this.#painter.paint(
      {
        rows: film.rows,
        columns: film.columns,
        planes: this.#planes(film),
        scale: { x: scaleX, y: scaleY },
        origin: { x, y },
        smooth: this.#look.smooth,
        quick: this.#look.quick,
      },
      this.#screen,
    );
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.putImageData(this.#screen, 0, 0);
    if (this.#look.heat === null) return;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#look.heat, x, y, film.columns * scaleX, film.rows * scaleY);
  }
}
