import type { Affine } from "../../core/marks/affine.ts";

/** Where a film stands on its stage. */
export interface Placement {
  /** Device pixels for one film pixel, along its finer axis. */
  readonly scale: number;
  /** `scale` over the one at which the whole film just fits. */
  readonly zoom: number;
  readonly fitted: boolean;
  /** The place of the film in the middle of the stage, as shares of its width and height. */
  readonly centre: { readonly x: number; readonly y: number };
  /** From the film's pixels to CSS pixels from the stage's upper left corner. */
  readonly map: Affine;
  /** Device pixels for one CSS pixel. */
  readonly ratio: number;
}
