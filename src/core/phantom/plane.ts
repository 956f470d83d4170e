import { clamp01, type Point } from "./curves.ts";

/** Where a plane's pixels lie, in thorax units. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Between neighbouring columns and rows. */
  readonly stepX: number;
  readonly stepY: number;
  /** At the centre of the first pixel. */
  readonly originX: number;
  readonly originY: number;
}

/**
 * A grid of line integrals over the film, row-major. Anatomy is described in thorax units: 1 is
 * half the inner width of the thorax, x runs to the right of the film (the patient's left) from
 * the midline, y downward from the apices of the lungs.
 */
export class Plane implements Grid {
  readonly columns: number;
  readonly rows: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly originX: number;
  readonly originY: number;
  readonly values: Float32Array;

  constructor(like: Grid) {
    this.columns = like.columns;
    this.rows = like.rows;
    this.stepX = like.stepX;
    this.stepY = like.stepY;
    this.originX = like.originX;
    this.originY = like.originY;
    this.values = new Float32Array(this.columns * this.rows);
  }

  x(column: number): number {
    return this.originX + column * this.stepX;
  }

  y(row: number): number {
    return this.originY + row * this.stepY;
  }

  /** An empty plane of the same grid. */
  blank(): Plane {
    return new Plane(this);
  }

  /**
   * Adds a tube along a polyline. `radius(t)` is its half width at the fraction t of its length,
   * `profile(s, t)` what it adds at s half widths from its axis (0 on it, 1 at its edge).
   */
  tube(
    path: readonly Point[],
    radius: (t: number) => number,
    profile: (s: number, t: number) => number,
  ): void {
    const soft = Math.max(this.stepX, this.stepY);
    const segments = path.length - 1;
    const widest = Math.max(...path.map((_, i) => radius(i / segments))) + soft;
    const whole = this.box(path, widest);
    const width = whole.right - whole.left + 1;
    const height = whole.bottom - whole.top + 1;
    if (width <= 0 || height <= 0) return;
    // The nearest point of the whole path for each pixel, so that joints are not added twice.
    const distances = new Float32Array(width * height).fill(Infinity);
    const places = new Float32Array(width * height);
    for (let i = 0; i < segments; i++) {
      const [ax, ay] = path[i] ?? [0, 0];
      const [bx, by] = path[i + 1] ?? [0, 0];
      const [dx, dy] = [bx - ax, by - ay];
      const length2 = dx * dx + dy * dy || 1e-12;
      const { left, right, top, bottom } = this.box(
        [
          [ax, ay],
          [bx, by],
        ],
        widest,
      );
      for (let row = top; row <= bottom; row++) {
        const y = this.y(row) - ay;
        for (let column = left; column <= right; column++) {
          const x = this.x(column) - ax;
          const along = clamp01((x * dx + y * dy) / length2);
          const [ex, ey] = [x - along * dx, y - along * dy];
          const distance = Math.sqrt(ex * ex + ey * ey);
          const index = (row - whole.top) * width + column - whole.left;
          if (distance < (distances[index] ?? 0)) {
            distances[index] = distance;
            places[index] = (i + along) / segments;
          }
        }
      }
    }
    for (let index = 0; index < distances.length; index++) {
      const distance = distances[index] ?? Infinity;
      if (distance > widest) continue;
      const t = places[index] ?? 0;
      const r = radius(t);
      const coverage = clamp01((r - distance) / soft + 0.5);
      if (coverage === 0) continue;
      const row = whole.top + Math.floor(index / width);
      const target = row * this.columns + whole.left + (index % width);
      this.values[target] = (this.values[target] ?? 0) + coverage * profile(Math.min(1, distance / r), t);
    }
  }

  /** Blurs twice with a box of about `reach` thorax units: the focal spot's and the patient's own unsharpness. */
  blur(reach: number): void {
    for (let pass = 0; pass < 2; pass++) {
      const across = Math.round(reach / this.stepX / 2);
      const down = Math.round(reach / this.stepY / 2);
      for (let row = 0; row < this.rows; row++) this.average(row * this.columns, 1, this.columns, across);
      for (let column = 0; column < this.columns; column++)
        this.average(column, this.columns, this.rows, down);
    }
  }

  /** Running mean over 2 x half + 1 values of one line, its ends repeated. */
  private average(start: number, stride: number, count: number, half: number): void {
    if (half < 1) return;
    const line = new Float32Array(count);
    for (let i = 0; i < count; i++) line[i] = this.values[start + i * stride] ?? 0;
    const at = (i: number): number => line[i < 0 ? 0 : i >= count ? count - 1 : i] ?? 0;
    let sum = 0;
    for (let i = -half; i <= half; i++) sum += at(i);
    for (let i = 0; i < count; i++) {
      this.values[start + i * stride] = sum / (2 * half + 1);
      sum += at(i + half + 1) - at(i - half);
    }
  }

  /** Adds another plane of the same grid. */
  add(other: Plane): void {
    for (let i = 0; i < this.values.length; i++) {
      this.values[i] = (this.values[i] ?? 0) + (other.values[i] ?? 0);
    }
  }

  /** Pixels around points, `margin` thorax units wider, cut at the film's edges. */
  private box(points: readonly Point[], margin: number) {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    return {
      left: Math.max(0, Math.ceil((Math.min(...xs) - margin - this.originX) / this.stepX)),
      right: Math.min(this.columns - 1, Math.floor((Math.max(...xs) + margin - this.originX) / this.stepX)),
      top: Math.max(0, Math.ceil((Math.min(...ys) - margin - this.originY) / this.stepY)),
      bottom: Math.min(this.rows - 1, Math.floor((Math.max(...ys) + margin - this.originY) / this.stepY)),
    };
  }

  /** Adds a filled polygon; `profile(d)` is what it adds at the distance d inside its edge. */
  polygon(corners: readonly Point[], profile: (depth: number) => number): void {
    const { left, right, top, bottom } = this.box(corners, 0);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const depth = insideBy(corners, this.x(column), this.y(row));
        if (depth <= 0) continue;
        const index = row * this.columns + column;
        this.values[index] = (this.values[index] ?? 0) + profile(depth);
      }
    }
  }
}

/** Distance of a point to a polygon's edge if it lies inside; 0 outside. */
function insideBy(corners: readonly Point[], x: number, y: number): number {
  let inside = false;
  let nearest = Infinity;
  for (let i = 0; i < corners.length; i++) {
    const [ax, ay] = corners[i] ?? [0, 0];
    const [bx, by] = corners[(i + 1) % corners.length] ?? [0, 0];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    const [dx, dy] = [bx - ax, by - ay];
    const along = clamp01(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy));
    const [ex, ey] = [x - ax - along * dx, y - ay - along * dy];
    nearest = Math.min(nearest, ex * ex + ey * ey);
  }
  return inside ? Math.sqrt(nearest) : 0;
}
