/**
 * A place on the film: in pixels (column to the right, row downward, whole numbers at pixel
 * centres) and in millimetres from the centre of the first pixel.
 */
export interface Place {
  readonly column: number;
  readonly row: number;
  readonly xMm: number;
  readonly yMm: number;
}

/** Edges in pixels, inclusive. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A straight distance between two places. */
export interface Distance {
  readonly from: Place;
  readonly to: Place;
  readonly mm: number;
}

/** A metal mark whose centre lies exactly on a pixel's centre. */
export interface Marker {
  readonly kind: "disc" | "cross";
  readonly centre: Place;
  /** Radius of a disc, half the arm's span of a cross. */
  readonly radiusMm: number;
}

/** Where everything is on a lateral film that a test may want to measure. */
export interface LateralGeometry extends Pick<PhantomGeometry, "markers" | "ruler" | "sideMarker" | "label"> {
  readonly widthMm: number;
  readonly heightMm: number;
  /** From the lungs' front border behind the sternum to their back border, at the level of the heart. */
  readonly depth: Distance;
  /** The heart's front and back border at the level where it is deepest. */
  readonly heart: Distance;
  /** Highest points of the domes: the right one stands higher. */
  readonly domes: { readonly right: Place; readonly left: Place };
}

/** Where everything is that a test may want to measure. */
export interface PhantomGeometry {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Column of the patient's midline. */
  readonly midline: number;
  /** Outlines of the lungs seen beside heart and mediastinum, above the diaphragm. */
  readonly lungs: { readonly right: readonly Place[]; readonly left: readonly Place[] };
  /** Inner width of the thorax at its widest. */
  readonly thorax: Distance;
  /** Farthest right border to midline plus midline to farthest left border. */
  readonly heart: {
    readonly rightmost: Place;
    readonly leftmost: Place;
    readonly mm: number;
  };
  readonly cardiothoracicRatio: number;
  readonly opacity?: { readonly centre: Place; readonly diameterMm: number };
  readonly markers: readonly Marker[];
  /** The ruler: its ends lie exactly on pixel centres. */
  readonly ruler: Distance;
  /** The letter that tells the patient's side. */
  readonly sideMarker: { readonly letter: "L" | "R"; readonly box: Box };
  /** The words that say what this is. */
  readonly label: { readonly text: string; readonly box: Box };
}
