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
      const a = path[i];
      const b = path[i + 1];
      if (a === undefined || b === undefined) continue;
      const dx = b[0] - a[0];
      const dy = b[1] - a[1];
      const length2 = dx * dx + dy * dy || 1e-12;
      const { left, right, top, bottom } = this.box([a, b], widest);
      for (let row = top; row <= bottom; row++) {
        const y = this.y(row) - a[1];
        const line = (row - whole.top) * width - whole.left;
        for (let column = left; column <= right; column++) {
          const x = this.x(column) - a[0];
          const along = clamp01((x * dx + y * dy) / length2);
          const ex = x - along * dx;
          const ey = y - along * dy;
          const distance = ex * ex + ey * ey;
          if (distance < (distances[line + column] ?? 0)) {
            distances[line + column] = distance;
            places[line + column] = (i + along) / segments;
          }
        }
      }
    }
    for (let index = 0; index < distances.length; index++) {
      const distance = Math.sqrt(distances[index] ?? Infinity);
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
      this.blurRows(Math.round(reach / this.stepX / 2));
      this.blurColumns(Math.round(reach / this.stepY / 2));
    }
  }

  /** Running mean over 2 x half + 1 values of each row, its ends repeated. */
  private blurRows(half: number): void {
    if (half < 1) return;
    const { values, columns } = this;
    const line = new Float32Array(columns);
    for (let start = 0; start < values.length; start += columns) {
      line.set(values.subarray(start, start + columns));
      let sum = (half + 1) * (line[0] ?? 0);
      for (let i = 1; i <= half; i++) sum += line[Math.min(i, columns - 1)] ?? 0;
      for (let i = 0; i < columns; i++) {
        values[start + i] = sum / (2 * half + 1);
        sum += (line[Math.min(i + half + 1, columns - 1)] ?? 0) - (line[Math.max(i - half, 0)] ?? 0);
      }
    }
  }

  /** The same of each column, a row at a time as memory lies. */
  private blurColumns(half: number): void {
    if (half < 1) return;
    const { values, columns, rows } = this;
    const source = values.slice();
    const sums = new Float64Array(columns);
    const start = (row: number): number => Math.min(rows - 1, Math.max(0, row)) * columns;
    for (let row = -half; row <= half; row++) {
      const from = start(row);
      for (let i = 0; i < columns; i++) sums[i] = (sums[i] ?? 0) + (source[from + i] ?? 0);
    }
    for (let row = 0; row < rows; row++) {
      const [to, enters, leaves] = [start(row), start(row + half + 1), start(row - half)];
      for (let i = 0; i < columns; i++) {
        const sum = sums[i] ?? 0;
        values[to + i] = sum / (2 * half + 1);
        sums[i] = sum + (source[enters + i] ?? 0) - (source[leaves + i] ?? 0);
      }
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
  let a = corners[corners.length - 1];
  for (const b of corners) {
    if (a === undefined) break;
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / dy) * dx) inside = !inside;
    const along = clamp01(((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy));
    const ex = x - a[0] - along * dx;
    const ey = y - a[1] - along * dy;
    nearest = Math.min(nearest, ex * ex + ey * ey);
    a = b;
  }
  return inside ? Math.sqrt(nearest) : 0;
}
