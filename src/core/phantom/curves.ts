export type Point = readonly [x: number, y: number];

export const clamp01 = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);

/** Hermite step from 0 at `low` to 1 at `high`. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = clamp01((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

/** Quarter circle from 0 at 0 to 1 at `reach`: chord length through something round, seen from its edge. */
export function bulge(distance: number, reach: number): number {
  const t = 1 - clamp01(distance / reach);
  return Math.sqrt(1 - t * t);
}

/** Points along a cubic Bézier curve, both ends included. */
export function bezier(a: Point, b: Point, c: Point, d: Point, steps: number): Point[] {
  const points: Point[] = [];
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const s = 1 - t;
    const [wa, wb, wc, wd] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    points.push([
      wa * a[0] + wb * b[0] + wc * c[0] + wd * d[0],
      wa * a[1] + wb * b[1] + wc * c[1] + wd * d[1],
    ]);
  }
  return points;
}

/**
 * A smooth function through the given knots (x ascending): cubic Hermite with slopes limited so
 * that it does not overshoot (Fritsch and Butland 1984). Constant beyond the ends.
 */
export function through(knots: readonly Point[]): (x: number) => number {
  const xs = knots.map(([x]) => x);
  const ys = knots.map(([, y]) => y);
  const last = knots.length - 1;
  const at = (list: readonly number[], i: number): number => list[i] ?? 0;
  const secants = xs.slice(0, last).map((x, i) => (at(ys, i + 1) - at(ys, i)) / (at(xs, i + 1) - x));
  const slopes = xs.map((_, i) => {
    if (i === 0 || i === last) return 0;
    const [before, after] = [at(secants, i - 1), at(secants, i)];
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  return (x) => {
    if (x <= at(xs, 0)) return at(ys, 0);
    if (x >= at(xs, last)) return at(ys, last);
    let i = 0;
    while (x > at(xs, i + 1)) i++;
    const width = at(xs, i + 1) - at(xs, i);
    const t = (x - at(xs, i)) / width;
    const s = 1 - t;
    return (
      at(ys, i) * (1 + 2 * t) * s * s +
      at(slopes, i) * width * t * s * s +
      at(ys, i + 1) * t * t * (3 - 2 * t) -
      at(slopes, i + 1) * width * t * t * s
    );
  };
}
