import type { Frame } from "../dicom/film.ts";
import type { GreyChain, Voi } from "../dicom/grey-chain.ts";
import { displayLevels, type GreyLevels } from "../dicom/grey-levels.ts";
import type { Plane } from "./paint.ts";

type Values<Kind> = Kind extends unknown ? Omit<Kind, "rows" | "columns"> : never;

/** A frame and what its stored values mean. */
export interface FrameToPaint {
  readonly grey: GreyChain;
  readonly bitsStored: number;
  readonly signed: boolean;
  readonly pixels: Values<Frame>;
}

/** How grey values become levels. */
export interface Greys {
  /** Null for a film in colour. */
  readonly voi: Voi | null;
  readonly invert: boolean;
}

/** All tables have one type, so that the engine compiles the painting loop for one. */
const wide = ({ first, levels }: GreyLevels): { first: number; levels: Uint16Array } => ({
  first,
  levels: Uint16Array.from(levels),
});
export type Tables = ReturnType<typeof wide>;

const identity = Uint16Array.from({ length: 256 }, (_, level) => level);
const reversed = identity.map((level) => 255 - level);

/** The grey levels of a grey film's stored values; null for a film in colour. */
export function levelsOf(
  { grey, bitsStored, signed, pixels }: FrameToPaint,
  { voi, invert }: Greys,
): Tables | null {
  return pixels.colour || voi === null
    ? null
    : wide(displayLevels({ grey, bitsStored, signed, voi, invert }));
}

/** A frame's planes: one of a grey film, three of a film in colour. */
export function planesOf(
  { pixels }: Pick<FrameToPaint, "pixels">,
  { invert }: Pick<Greys, "invert">,
  tables: Tables | null,
): readonly Plane[] {
  if (pixels.colour) {
    const levels = invert ? reversed : identity;
    return [0, 1, 2].map((start) => ({ values: pixels.rgb, start, step: 3, levels, lowest: 0 }));
  }
  if (tables === null) return [];
  return [{ values: pixels.stored, start: 0, step: 1, levels: tables.levels, lowest: tables.first }];
}
