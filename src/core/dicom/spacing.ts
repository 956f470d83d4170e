/** Where a spacing comes from; shown beside every length (PS3.3 10.7.1.3). */
export type SpacingSource = "pixel-spacing" | "imager-pixel-spacing" | "imager-pixel-spacing-magnified";

/** Distance between the centres of neighbouring pixels, in millimetres. */
export interface Spacing {
  /** Between rows (vertical). */
  readonly row: number;
  /** Between columns (horizontal). */
  readonly column: number;
  readonly source: SpacingSource;
}
