import { between, lengthOf, type Scale, type Vector } from "./scale.ts";
import type { Point, Shape } from "./shape.ts";

export interface Cardiothoracic {
  /** Heart's greatest transverse width over the thorax's inner width; null until both can be measured. */
  readonly ratio: number | null;
  /** In the scale's unit, perpendicular to the midline. */
  readonly heart: number;
  readonly thorax: number;
  /** From the midline to the heart's right and left border; the heart's width is their sum where it lies on both sides. */
  readonly toRight: number;
  readonly toLeft: number;
}

export type CardiothoracicPoints = Extract<Shape, { kind: "cardiothoracic" }>["points"];

/** Unit vector across the midline; null where its two points are one. */
function across(top: Point, bottom: Point, scale: Scale): Vector | null {
  const along = between(top, bottom, scale);
  const length = lengthOf(along);
  return length === 0 ? null : { x: -along.y / length, y: along.x / length };
}

/**
 * The cardiothoracic ratio (Danzer 1919): the sum of the greatest distances from the midline to the
 * right and to the left border of the heart, over the greatest inner width of the thorax. All are
 * taken perpendicular to the midline, so that neither a tilted film nor borders at different heights
 * change them; right where pixels are not square.
 */
export function cardiothoracic(points: CardiothoracicPoints, scale: Scale): Cardiothoracic {
  const [top, bottom, heartRight, heartLeft, chestRight, chestLeft] = points;
  const normal = across(top, bottom, scale);
  if (normal === null) return { ratio: null, heart: 0, thorax: 0, toRight: 0, toLeft: 0 };
  const place = (point: Point): number => {
    const { x, y } = between(top, point, scale);
    return x * normal.x + y * normal.y;
  };
  const heart = Math.abs(place(heartLeft) - place(heartRight));
  const thorax = Math.abs(place(chestLeft) - place(chestRight));
  return {
    ratio: thorax > 0 && heart > 0 ? heart / thorax : null,
    heart,
    thorax,
    toRight: Math.abs(place(heartRight)),
    toLeft: Math.abs(place(heartLeft)),
  };
}

/** Where the perpendicular from a point meets the midline, in film pixels; null where there is no midline. */
export function footOnMidline(top: Point, bottom: Point, from: Point, scale: Scale): Point | null {
  const along = between(top, bottom, scale);
  const squared = along.x * along.x + along.y * along.y;
  if (squared === 0) return null;
  const to = between(top, from, scale);
  const share = (to.x * along.x + to.y * along.y) / squared;
  return {
    column: top.column + share * (bottom.column - top.column),
    row: top.row + share * (bottom.row - top.row),
  };
}
