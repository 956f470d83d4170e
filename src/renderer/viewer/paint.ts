import type { StoredValues } from "../../core/dicom/film.ts";
import { tapsOf, type Taps } from "./resample.ts";

/** One plane of a film: row-major values, `step` apart, each mapped to a grey level by `levels[value - lowest]`. */
export interface Plane {
  readonly values: StoredValues;
  readonly start: number;
  readonly step: number;
  readonly levels: Uint8Array;
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
  const colours = Uint32Array.from(plane.levels, (level) => black | (level * 0x010101));
  for (let y = 0; y < down.length; y += 1) {
    const row = (down.first[y] as number) * columns;
    const to = (down.from + y) * width + across.from;
    for (let x = 0; x < across.length; x += 1) {
      out[to + x] = colours[(values[row + (across.first[x] as number)] as number) - lowest] as number;
    }
  }
}

/** Paints the visible part of a film; what lies beside it becomes black. */
export class Painter {
  #levels: Float32Array[] = [];

  paint(painting: Painting, screen: ImageData): void {
    const { columns, planes } = painting;
    const axis = (size: number, scale: number, origin: number, extent: number): Taps =>
      tapsOf({ size, scale, origin, screen: extent, smooth: painting.smooth });
    const across = axis(columns, painting.scale.x, painting.origin.x, screen.width);
    const down = axis(painting.rows, painting.scale.y, painting.origin.y, screen.height);
    const out = new Uint32Array(screen.data.buffer);
    out.fill(black);
    const [only] = planes;
    if (only === undefined || across.length === 0 || down.length === 0) return;
    if (planes.length === 1 && isDirect(across) && isDirect(down)) {
      paintDirect(only, columns, across, down, out, screen.width);
      return;
    }
    const painted = planes.map((plane, index) => {
      const levels = this.#buffer(index, across.length * down.length);
      paintPlane(plane, columns, across, down, levels);
      return levels;
    });
    compose(painted, across, down, out, screen.width);
  }

  /** Gives the buffers back. */
  release(): void {
    this.#levels = [];
  }

  #buffer(index: number, size: number): Float32Array {
    const buffer = this.#levels[index];
    if (buffer !== undefined && buffer.length >= size) return buffer.subarray(0, size);
    const made = new Float32Array(size);
    this.#levels[index] = made;
    return made;
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
