import { presets as words } from "../../core/base/messages/ui.ts";
import type { GreyChain, Voi } from "../../core/dicom/grey-chain.ts";

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

export interface Preset {
  readonly number: number;
  readonly name: string;
  readonly voi: Voi;
}

/**
 * The presets of a film, at the same numbers on every film: 1 its own, 2 the full range, 3 wide,
 * 4 narrow, 5 and 6 its second and third window where it brings them.
 * @param own what the film is shown with at first
 * @param full the frame's full range
 */
export function presetsOf(chain: GreyChain, own: Voi, full: Voi): readonly Preset[] {
  const base = asWindow(own);
  const further = chain.vois.slice(1, 3).map((voi, index) => ({
    number: index + 5,
    name: words.further(index + 2, explanation(voi)),
    voi,
  }));
  return [
    { number: 1, name: words.own, voi: own },
    { number: 2, name: words.full, voi: full },
    { number: 3, name: words.wide, voi: scaled(base, 1.6) },
    { number: 4, name: words.narrow, voi: scaled(base, 0.6) },
    ...further,
  ];
}

/** The film's own name for one of its windows or tables; empty if it gives none. */
export const explanation = (voi: Voi): string =>
  (voi.kind === "window" ? voi.explanation : voi.lut.explanation) ?? "";

/** A window's figure without needless digits. */
export const figure = (value: number): string => String(Number(value.toPrecision(7)));
