import type { StoredValues } from "../../core/dicom/film.ts";
import { tapsOf, type Taps } from "./resample.ts";

/** One plane of a film: row-major values, `step` apart, each mapped to a grey level by `levels[value - lowest]`. */
export interface Plane {
  readonly values: StoredValues;
  readonly start: number;
  readonly step: number;
  readonly levels: Uint16Array;
  readonly lowest: number;
}

export interface Painting {
  readonly rows: number;
  readonly columns: number;
  /** One plane for grey, three for red, green and blue. */
  readonly planes: readonly Plane[];
  readonly scale: { readonly x: number; readonly y: number };
  /** Screen position of the film's upper left corner, whole numbers. */
  readonly origin: { readonly x: number; readonly y: number };
  /** Blend neighbouring pixels where the film is enlarged. */
  readonly smooth: boolean;
  /**
   * While a window is being dragged: averages what is stored once and maps the averages, in place of
   * averaging what was mapped, so that each step costs a screen and not a film. A grey film's alone.
   */
  readonly quick?: boolean;
}

const black = 0xff000000;

/** Adds one film row's grey levels, times `weight`, to `sums`, one for each column from `from` on. */
function addRow(
  plane: Plane,
  columns: number,
  row: number,
  from: number,
  weight: number,
  sums: Float64Array,
): void {
  const { values, step, levels, lowest } = plane;
  let place = plane.start + (row * columns + from) * step;
  for (let x = 0; x < sums.length; x += 1, place += step) {
    sums[x] = (sums[x] as number) + weight * (levels[(values[place] as number) - lowest] as number);
  }
}

/** Grey levels of one plane at screen resolution, row-major: down first, so that each film pixel is looked up once. */
function paintPlane(plane: Plane, columns: number, across: Taps, down: Taps, into: Float32Array): void {
  const { first, count, offset, weights, length: width } = across;
  const last = width - 1;
  const from = first[0] as number;
  const sums = new Float64Array((first[last] as number) + (count[last] as number) - from);
  for (let y = 0; y < down.length; y += 1) {
    const row = down.first[y] as number;
    const taps = down.count[y] as number;
    const out = y * width;
    if (y > 0 && taps === 1 && down.count[y - 1] === 1 && down.first[y - 1] === row) {
      into.copyWithin(out, out - width, out);
      continue;
    }
    sums.fill(0);
    for (let tap = 0; tap < taps; tap += 1) {
      addRow(plane, columns, row + tap, from, down.weights[(down.offset[y] as number) + tap] as number, sums);
    }
    for (let x = 0; x < width; x += 1) {
      let place = (first[x] as number) - from;
      let weight = offset[x] as number;
      let level = 0;
      for (let left = count[x] as number; left > 0; left -= 1, place += 1, weight += 1) {
        level += (weights[weight] as number) * (sums[place] as number);
      }
      into[out + x] = level;
    }
  }
}

/** One film pixel for each screen pixel, on both axes: as it is at 1 : 1 and where pixels are repeated. */
const isDirect = ({ count }: Taps): boolean => count.every((taps) => taps === 1);

/** Paints a grey plane of which each screen pixel shows one film pixel. */
function paintDirect(
  plane: Plane,
  columns: number,
  across: Taps,
  down: Taps,
  out: Uint32Array,
  width: number,
): void {
  const { values, lowest } = plane;
  const colours = greys(plane.levels);
  for (let y = 0; y < down.length; y += 1) {
    const row = (down.first[y] as number) * columns;
    const to = (down.from + y) * width + across.from;
    for (let x = 0; x < across.length; x += 1) {
      out[to + x] = colours[(values[row + (across.first[x] as number)] as number) - lowest] as number;
    }
  }
}

/** The stored values themselves, counted from the lowest. */
const asStored = Uint16Array.from({ length: 0x10000 }, (_, value) => value);

/** A film's mean stored values at screen resolution, and what they were made for. */
interface Held {
  readonly key: string;
  readonly values: StoredValues;
  readonly means: Uint16Array;
}

/** Paints the visible part of a film; what lies beside it becomes black. */
export class Painter {
  #levels: Float32Array[] = [];
  #held: Held | null = null;

  paint(painting: Painting, screen: ImageData): void {
    const { columns, planes, scale, origin } = painting;
    const axis = (size: number, by: number, from: number, extent: number): Taps =>
      tapsOf({ size, scale: by, origin: from, screen: extent, smooth: painting.smooth });
    const across = axis(columns, scale.x, origin.x, screen.width);
    const down = axis(painting.rows, scale.y, origin.y, screen.height);
    const out = new Uint32Array(screen.data.buffer);
    out.fill(black);
    const [only] = planes;
    if (only === undefined || across.length === 0 || down.length === 0) return;
    if (planes.length === 1 && isDirect(across) && isDirect(down)) {
      paintDirect(only, columns, across, down, out, screen.width);
    } else if (planes.length === 1 && painting.quick === true) {
      const key = [scale.x, scale.y, origin.x, origin.y, screen.width, screen.height, painting.smooth].join();
      paintMeans(only, this.#means(only, key, columns, across, down), across, down, out, screen.width);
    } else {
      const painted = planes.map((plane, index) => this.#painted(index, plane, columns, across, down));
      compose(painted, across, down, out, screen.width);
    }
    if (painting.quick !== true) this.#held = null;
  }

  /** Gives the buffers back. */
  release(): void {
    this.#levels = [];
    this.#held = null;
  }

  #painted(index: number, plane: Plane, columns: number, across: Taps, down: Taps): Float32Array {
    const size = across.length * down.length;
    let buffer = this.#levels[index];
    if (buffer === undefined || buffer.length < size) {
      buffer = new Float32Array(size);
      this.#levels[index] = buffer;
    }
    const levels = buffer.subarray(0, size);
    paintPlane(plane, columns, across, down, levels);
    return levels;
  }

  #means(plane: Plane, key: string, columns: number, across: Taps, down: Taps): Uint16Array {
    if (this.#held?.key === key && this.#held.values === plane.values) return this.#held.means;
    const stored = this.#painted(0, { ...plane, levels: asStored }, columns, across, down);
    const means = Uint16Array.from(stored, (mean) => Math.round(mean));
    this.#held = { key, values: plane.values, means };
    return means;
  }
}

/** Each level as an opaque grey pixel. */
const greys = (levels: Uint16Array): Uint32Array =>
  Uint32Array.from(levels, (level) => black | (level * 0x010101));

/** Paints mean stored values, counted from the lowest. */
function paintMeans(
  { levels }: Plane,
  means: Uint16Array,
  across: Taps,
  down: Taps,
  out: Uint32Array,
  width: number,
): void {
  const colours = greys(levels);
  let at = 0;
  for (let y = 0; y < down.length; y += 1) {
    const to = (down.from + y) * width + across.from;
    for (let x = 0; x < across.length; x += 1, at += 1) {
      out[to + x] = colours[means[at] as number] as number;
    }
  }
}

/** Rounds levels to whole ones and puts them on screen: one plane as grey, three as red, green and blue. */
function compose(
  painted: readonly Float32Array[],
  across: Taps,
  down: Taps,
  out: Uint32Array,
  width: number,
): void {
  const [red, green, blue] = painted;
  let at = 0;
  for (let y = 0; y < down.length; y += 1) {
    let place = (down.from + y) * width + across.from;
    for (let x = 0; x < across.length; x += 1, at += 1, place += 1) {
      const r = ((red?.[at] as number) + 0.5) | 0;
      const g = green === undefined ? r : ((green[at] as number) + 0.5) | 0;
      const b = blue === undefined ? r : ((blue[at] as number) + 0.5) | 0;
      out[place] = black | (b << 16) | (g << 8) | r;
    }
  }
}
