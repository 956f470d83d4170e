/** fontkit is published without types; these are the members that the report's fonts need. */
declare module "fontkit" {
  export interface Point {
    x: number;
    y: number;
    readonly onCurve: boolean;
    readonly endContour: boolean;
    copy(): Point;
  }
  export interface Glyph {
    readonly advanceWidth: number;
    /** Of a simple glyph its points; null for a glyph without outline. */
    _decode(): { readonly points?: readonly Point[] } | null;
    _getMetrics(): { readonly leftBearing: number };
  }
  export interface Font {
    /** Where a variable font stands on its axes; to be set before anything of its glyphs is asked. */
    variationCoords: readonly number[] | null;
    /** Moves a glyph's points, and four more that say how wide it is, to where the axes stand. */
    readonly _variationProcessor: { transformPoints(glyph: number, points: Point[]): void } | null;
    getGlyph(glyph: number): Glyph;
    hasGlyphForCodePoint(codePoint: number): boolean;
  }
  export function create(bytes: Uint8Array): Font;
}
