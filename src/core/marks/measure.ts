import { cardiothoracic, type Cardiothoracic } from "./cardiothoracic.ts";
import { boxOf, regionStatistics, type GreyFrame, type RegionStatistics } from "./region.ts";
import { between, degreesBetween, lengthOf, type Scale } from "./scale.ts";
import type { Shape } from "./shape.ts";

/** What a mark measures; lengths and areas in `Scale.unit` and its square. */
export type Measure =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  /** Null where a side has no length. */
  | { readonly kind: "angle"; readonly degrees: number | null }
  | {
      readonly kind: "region";
      readonly width: number;
      readonly height: number;
      readonly area: number;
      /** Null of a colour film, and where the region holds no pixel. */
      readonly statistics: RegionStatistics | null;
    }
  | ({ readonly kind: "cardiothoracic" } & Cardiothoracic);

/**
 * Measures a shape.
 * @param frame the pixels under it; null for a colour film, which has no values to speak of
 */
export function measure(shape: Shape, scale: Scale, frame: GreyFrame | null): Measure {
  switch (shape.kind) {
    case "length":
      return { kind: "length", length: lengthOf(between(...shape.points, scale)) };
    case "angle": {
      const [one, vertex, other] = shape.points;
      const sides = [between(vertex, one, scale), between(vertex, other, scale)] as const;
      return { kind: "angle", degrees: degreesBetween(...sides) };
    }
    case "cobb": {
      const [a, b, c, d] = shape.points;
      const degrees = degreesBetween(between(a, b, scale), between(c, d, scale));
      // Between two lines, not two directions: however their ends were placed, at most 90 degrees.
      return { kind: "angle", degrees: degrees === null ? null : Math.min(degrees, 180 - degrees) };
    }
    case "rectangle":
    case "ellipse": {
      const box = boxOf(shape.points);
      const [width, height] = [box.columns * scale.column, box.rows * scale.row];
      const area = width * height * (shape.kind === "ellipse" ? Math.PI / 4 : 1);
      const statistics = frame === null ? null : regionStatistics(shape, frame);
      return { kind: "region", width, height, area, statistics };
    }
    case "cardiothoracic":
      return { kind: "cardiothoracic", ...cardiothoracic(shape.points, scale) };
    case "arrow":
    case "key":
      return { kind: "none" };
  }
}
