import type { FilmPixels } from "../../core/api.ts";
import { plain } from "../../core/base/figures.ts";
import { presets as words } from "../../core/base/messages/ui.ts";
import type { Film, StoredValues } from "../../core/dicom/film.ts";
import type { Voi } from "../../core/dicom/grey-chain.ts";
import { initialVoi } from "../../core/dicom/grey-levels.ts";
import { modalityRange, modalityValue } from "../../core/dicom/grey/modality.ts";
import { storedPercentiles } from "../../core/dicom/stored-percentiles.ts";

export type Window = Extract<Voi, { kind: "window" }>;

/** A LINEAR window over low..high inclusive (PS3.3 C.11.2.1.2: black up to c - 0.5 - (w - 1) / 2). */
export const windowOver = (low: number, high: number): Window => ({
  kind: "window",
  function: "LINEAR",
  centre: low + (high - low + 1) / 2,
  width: high - low + 1,
});

/** The window that a drag starts from: a table's input range where the film brings a table. */
export const asWindow = (voi: Voi): Window =>
  voi.kind === "window" ? voi : windowOver(voi.lut.first, voi.lut.first + voi.lut.entries.length - 1);

/** The figures of a window worth telling apart: whole ones from 100 on, three digits below. */
const step = (width: number): number => Math.min(1, 10 ** (Math.floor(Math.log10(width)) - 2));
const rounded = (value: number, width: number): number => {
  const by = step(width);
  return Number((Math.round(value / by) * by).toPrecision(12));
};

/** Least width: LINEAR takes 1 (PS3.3 C.11.2.1.2.1), the others anything above 0. */
const leastWidth = (window: Window): number => (window.function === "LINEAR" ? 1 : 1e-6);

/** Screen pixels that widen a window by the factor e, or move its centre by one width. */
const reach = 320;

/**
 * A window after a drag: to the right wider, downward darker. Widening is by ratio and moving is by
 * the width at the start, so that a drag feels the same on 8 and on 16 bits.
 * @param dx, dy from where the drag began, in screen pixels
 */
export function dragged(start: Window, dx: number, dy: number): Window {
  const wide = Math.max(leastWidth(start), start.width * Math.exp(dx / reach));
  const width = Math.max(leastWidth(start), rounded(wide, wide));
  return {
    kind: "window",
    function: start.function,
    centre: rounded(start.centre + (start.width * dy) / reach, width),
    width,
  };
}

const scaled = (window: Window, by: number): Window => {
  const width = Math.max(leastWidth(window), rounded(window.width * by, window.width));
  return { kind: "window", function: window.function, centre: window.centre, width };
};

/**
 * The same change of window on another film: as many of its own window's widths to the side, as many times as
 * wide. Where one is inverted and the other not, their values run against each other.
 */
export function alike(
  window: Window,
  from: { readonly window: Window; readonly inverted: boolean },
  to: { readonly window: Window; readonly inverted: boolean },
): Window {
  const wide = (to.window.width * window.width) / from.window.width;
  const width = Math.max(leastWidth(to.window), rounded(wide, wide));
  const widths = (window.centre - from.window.centre) / from.window.width;
  const way = from.inverted === to.inverted ? 1 : -1;
  return {
    kind: "window",
    function: to.window.function,
    centre: rounded(to.window.centre + way * widths * to.window.width, width),
    width,
  };
}

export interface Preset {
  readonly number: number;
  readonly name: () => string;
  /** Found when it is first asked for: some look at every pixel. */
  readonly voi: () => Voi;
}

/** What presets are made from: a grey frame and its chain. */
export type GreyFrame = Pick<Film, "grey" | "bitsStored" | "signed"> & { readonly stored: StoredValues };

/**
 * Shares of a film's pixels, from its darkest as it is shown, that windows by its values open over. A
 * chest film holds air around and in the patient at its dark end, bone and what lies below the diaphragm
 * at its bright one. Beyond the first and the last
 * share lie direct exposure and markers.
 */
const shares = { lungs: [0.02, 0.7], bone: [0.45, 0.995], automatic: [0.01, 0.99] } as const;

/** A window over a share of a frame's values, counted from the darkest as the film's polarity has it. */
export function windowByShare(frame: GreyFrame, [from, to]: readonly [number, number]): Window {
  const { modality, inverted } = frame.grey;
  const found = storedPercentiles(frame, frame.stored, [0, 1, from, to, 1 - to, 1 - from]);
  if (found === null) return asWindow(fullRange(frame));
  const [least = 0, most = 0, low = 0, high = 0, lowFromTop = 0, highFromTop = 0] = found;
  // Dark is low, unless the film is inverted or its modality values fall while stored ones rise.
  const rising = modalityValue(modality, least) <= modalityValue(modality, most);
  const upward = rising !== inverted;
  const over = modalityRange(modality, upward ? { low, high } : { low: lowFromTop, high: highFromTop });
  return windowOver(over.low, over.high);
}

const first = new WeakMap<FilmPixels, Voi>();

/** Says what a frame was found to be shown with at first. */
export function foundFirstVoi(film: FilmPixels, voi: Voi | null): void {
  if (voi !== null) first.set(film, voi);
}

/** What a frame is shown with at first, found once: it may look at every pixel. Null for colour. */
export function firstVoi(film: FilmPixels): Voi | null {
  if (film.pixels.colour) return null;
  const found = first.get(film) ?? initialVoi(film, film.pixels.stored);
  first.set(film, found);
  return found;
}

/** A frame's full range, whatever windows the film brings. */
const fullRange = ({ grey, bitsStored, signed, stored }: GreyFrame): Voi =>
  initialVoi({ grey: { ...grey, vois: [] }, bitsStored, signed }, stored);

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

/**
 * The presets of a film, at the same numbers on every film: 1 its own, 2 lungs, 3 bone, 4 wide, 5 narrow,
 * 6 automatic, 7 the full range, 8 and 9 its second and third window where it brings them.
 * @param own what the film is shown with at first
 */
export function presetsOf(frame: GreyFrame, own: Voi): readonly Preset[] {
  const base = asWindow(own);
  const further = frame.grey.vois.slice(1, 3).map((voi, index) => ({
    number: index + 8,
    name: () => words.further(index + 2, explanation(voi)),
    voi: () => voi,
  }));
  const preset = (number: number, name: Preset["name"], voi: () => Voi): Preset => ({
    number,
    name,
    voi: once(voi),
  });
  return [
    preset(
      1,
      () => words.own,
      () => own,
    ),
    preset(
      2,
      () => words.lungs,
      () => windowByShare(frame, shares.lungs),
    ),
    preset(
      3,
      () => words.bone,
      () => windowByShare(frame, shares.bone),
    ),
    preset(
      4,
      () => words.wide,
      () => scaled(base, 1.6),
    ),
    preset(
      5,
      () => words.narrow,
      () => scaled(base, 0.6),
    ),
    preset(
      6,
      () => words.automatic,
      () => windowByShare(frame, shares.automatic),
    ),
    preset(
      7,
      () => words.full,
      () => fullRange(frame),
    ),
    ...further,
  ];
}

/** The film's own name for one of its windows or tables; empty if it gives none. */
export const explanation = (voi: Voi): string =>
  (voi.kind === "window" ? voi.explanation : voi.lut.explanation) ?? "";

/** A window's figure without needless digits. */
export const figure = (value: number): string => plain(Number(value.toPrecision(7)));
