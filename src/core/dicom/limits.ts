/** What a film may ask of the machine before anything is allocated for it. */
export interface FilmLimits {
  /** Rows x columns of one frame. */
  readonly pixelsPerFrame: number;
  /** Bytes of one decoded frame: rows x columns x samples x bytes a sample. */
  readonly bytesPerFrame: number;
  /** Bytes of all decoded frames together. */
  readonly bytesPerFilm: number;
  /** Bytes of a deflated data set after inflation. */
  readonly inflatedBytes: number;
  /** Inflated size over deflated size, from 16 MiB inflated bytes on. */
  readonly inflationRatio: number;
}

/** Takes a film of 8,192 x 8,192 in 16 bits, or 10,000 x 10,000 in 8. */
export const defaultLimits: FilmLimits = {
  pixelsPerFrame: 100_000_000,
  bytesPerFrame: 268_435_456,
  bytesPerFilm: 1_073_741_824,
  inflatedBytes: 536_870_912,
  inflationRatio: 200,
};
