/** A look-up table of the standard (PS3.3 C.11.1.1, C.11.2.1.1): plain data, so that it crosses process boundaries. */
export interface LookUpTable {
  /** First stored value mapped. */
  readonly first: number;
  /** Bits of an entry, 8 to 16. */
  readonly bits: number;
  readonly entries: Uint16Array;
  readonly explanation?: string;
}

/** Stored value -> modality value (PS3.3 C.11.1). */
export type ModalityTransform =
  | { readonly kind: "rescale"; readonly slope: number; readonly intercept: number }
  | { readonly kind: "lut"; readonly lut: LookUpTable };

/** Window functions of PS3.3 C.11.2.1.2 and C.11.2.1.3. */
export type WindowFunction = "LINEAR" | "LINEAR_EXACT" | "SIGMOID";

/** Modality value -> display value (PS3.3 C.11.2). */
export type Voi =
  | {
      readonly kind: "window";
      readonly centre: number;
      readonly width: number;
      readonly function: WindowFunction;
      readonly explanation?: string;
    }
  | { readonly kind: "lut"; readonly lut: LookUpTable };

/** Everything between a stored value and a grey level on screen, as the film says it. */
export interface GreyChain {
  readonly modality: ModalityTransform;
  /** What modality values are: Rescale Type or Modality LUT Type as written ("HU", "OD"); absent if not said. */
  readonly units?: string;
  /** In the file's order: VOI LUT Sequence first, then windows. Empty if the film has none. */
  readonly vois: readonly Voi[];
  /** True where the lowest display value is white: presentation LUT shape INVERSE, or MONOCHROME1 where it says nothing. */
  readonly inverted: boolean;
  /** Range of stored values that is padding, inclusive (PS3.3 C.7.5.1.1.2). */
  readonly padding?: { readonly low: number; readonly high: number };
}
