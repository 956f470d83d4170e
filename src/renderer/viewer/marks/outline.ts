import { toScreen, type Affine, type ScreenPoint } from "../../../core/marks/affine.ts";
import { footOnMidline } from "../../../core/marks/cardiothoracic.ts";
import type { Scale } from "../../../core/marks/scale.ts";
import type { Point, Shape } from "../../../core/marks/shape.ts";

/** What is drawn of a shape, as SVG path data in screen pixels. */
export interface Outline {
  readonly solid: string;
  /** Helping lines: a midline, what joins two lines of an angle. */
  readonly dashed: string;
  /** Where its number stands and its label looks to. */
  readonly anchor: ScreenPoint;
}

const tick = 6;
const arrowHead = 12;
const ellipseSteps = 64;

const at = ({ x, y }: ScreenPoint): string => `${x.toFixed(2)} ${y.toFixed(2)}`;
const line = (...points: readonly ScreenPoint[]): string =>
  points.map((point, index) => `${index === 0 ? "M" : "L"}${at(point)}`).join("");

/** Unit vector from a to b; none where they are one. */
function direction(a: ScreenPoint, b: ScreenPoint): ScreenPoint {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  return length === 0 ? { x: 0, y: 0 } : { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}

/** A line with a short bar across each end. */
function barred(a: ScreenPoint, b: ScreenPoint): string {
  const { x, y } = direction(a, b);
  const bar = (end: ScreenPoint): string =>
    line({ x: end.x - y * tick, y: end.y + x * tick }, { x: end.x + y * tick, y: end.y - x * tick });
  return line(a, b) + bar(a) + bar(b);
}

function arrow(tip: ScreenPoint, tail: ScreenPoint): string {
  const { x, y } = direction(tip, tail);
  const wing = (side: number): ScreenPoint => ({
    x: tip.x + arrowHead * (x - side * 0.5 * y),
    y: tip.y + arrowHead * (y + side * 0.5 * x),
  });
  return line(tail, tip) + line(wing(1), tip, wing(-1));
}

/** The arc between two sides of an angle, drawn near its vertex. */
function arc(one: ScreenPoint, vertex: ScreenPoint, other: ScreenPoint): string {
  const lengths = [one, other].map((end) => Math.hypot(end.x - vertex.x, end.y - vertex.y));
  const radius = Math.min(28, 0.4 * Math.min(...lengths));
  if (!(radius > 4)) return "";
  const [a, b] = [direction(vertex, one), direction(vertex, other)];
  const sweep = a.x * b.y - a.y * b.x > 0 ? 1 : 0;
  const on = (side: ScreenPoint): ScreenPoint => ({
    x: vertex.x + side.x * radius,
    y: vertex.y + side.y * radius,
  });
  return `M${at(on(a))}A${radius.toFixed(2)} ${radius.toFixed(2)} 0 0 ${sweep} ${at(on(b))}`;
}

function ellipse([a, b]: readonly [Point, Point]): Point[] {
  const [column, row] = [(a.column + b.column) / 2, (a.row + b.row) / 2];
  const [across, down] = [(b.column - a.column) / 2, (b.row - a.row) / 2];
  return Array.from({ length: ellipseSteps }, (_, step) => {
    const turn = (2 * Math.PI * step) / ellipseSteps;
    return { column: column + across * Math.cos(turn), row: row + down * Math.sin(turn) };
  });
}

const rectangle = ([a, b]: readonly [Point, Point]): Point[] => [
  a,
  { column: b.column, row: a.row },
  b,
  { column: a.column, row: b.row },
];

/** The point that lies farthest to the right, the higher of two. */
const rightmost = (points: readonly ScreenPoint[]): ScreenPoint =>
  points.reduce((best, one) => (one.x > best.x || (one.x === best.x && one.y < best.y) ? one : best));

/**
 * How a shape is drawn on a film that is shown through `map`; shapes that are still being placed may
 * lack points.
 */
export function outline(
  { kind, points }: { kind: Shape["kind"]; points: readonly Point[] },
  map: Affine,
  scale: Scale,
): Outline {
  const seen = points.map((point) => toScreen(map, point));
  const [a, b, c, d] = seen;
  const anchor = seen.length > 0 ? rightmost(seen) : { x: 0, y: 0 };
  const simple = { solid: seen.length > 1 ? line(...seen) : "", dashed: "", anchor };
  if (a === undefined || b === undefined) return simple;
  switch (kind) {
    case "length":
      return { ...simple, solid: barred(a, b) };
    case "angle":
      return c === undefined ? simple : { ...simple, solid: simple.solid + arc(a, b, c) };
    case "cobb": {
      if (c === undefined) return simple;
      const middle = (p: ScreenPoint, q: ScreenPoint) => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
      const lower = d ?? c;
      return { anchor, solid: line(a, b) + line(c, lower), dashed: line(middle(a, b), middle(c, lower)) };
    }
    case "rectangle":
    case "ellipse": {
      const corners = [points[0], points[1]] as [Point, Point];
      const around = (kind === "rectangle" ? rectangle(corners) : ellipse(corners)).map((point) =>
        toScreen(map, point),
      );
      return { dashed: "", solid: `${line(...around)}Z`, anchor: rightmost(around) };
    }
    case "arrow":
      return { ...simple, solid: arrow(a, b), anchor: b };
    case "cardiothoracic":
      return { anchor, ...chest(points, seen, map, scale) };
    case "key":
      return { solid: "", dashed: "", anchor };
  }
}

/** Midline, and each border's distance from it, across. */
function chest(
  points: readonly Point[],
  seen: readonly ScreenPoint[],
  map: Affine,
  scale: Scale,
): { solid: string; dashed: string } {
  const [top, bottom, ...borders] = points;
  if (top === undefined || bottom === undefined) return { solid: "", dashed: "" };
  const solid = borders.map((border, index) => {
    const foot = footOnMidline(top, bottom, border, scale);
    const from = seen[index + 2];
    return foot === null || from === undefined ? "" : barred(from, toScreen(map, foot));
  });
  return { solid: solid.join(""), dashed: line(...seen.slice(0, 2)) };
}
