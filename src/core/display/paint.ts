import type { StoredValues } from "../dicom/film.ts";
import { tapsOf, type Taps } from "./resample.ts";
import { runs, upright, type Direction, type Turn } from "./turn.ts";

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
  /** Screen pixels for one film pixel along a row and down a column. */
  readonly scale: { readonly x: number; readonly y: number };
  /** Screen position of the corner at which the film's first row begins, whole numbers. */
  readonly origin: { readonly x: number; readonly y: number };
  readonly turn?: Turn;
  /** Blend neighbouring pixels where the film is enlarged. */
  readonly smooth: boolean;
  /**
   * While a window is being dragged: averages what is stored once and maps the averages, in place of
   * averaging what was mapped, so that each step costs a screen and not a film. A grey film's alone.
   */
  readonly quick?: boolean;
}

/** A picture of device pixels, 4 bytes each as canvases have them, from the start of its buffer; ImageData is one. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly data: { readonly buffer: ArrayBufferLike };
}

/** An opaque pixel without light, as canvases have it. */
export const black = 0xff000000;

/** Where painted pixels go: the screen, entered so that a turned film is painted as if it stood upright. */
interface Target {
  readonly out: Uint32Array;
  /** Place of the first painted pixel, and steps from one to the next along a film row and down a film column. */
  readonly start: number;
  readonly along: number;
  readonly down: number;
}

/** Screen pixels in a direction, and the corner's distance from the edge where that direction begins. */
function extent({ x, y }: Direction, origin: Painting["origin"], screen: Screen): [number, number] {
  const size = x === 0 ? screen.height : screen.width;
  const at = x === 0 ? origin.y : origin.x;
  return [size, x + y > 0 ? at : size - at];
}

/** The screen as it is entered for what is painted of a film that lies on it in these ways. */
function targetOf(
  out: Uint32Array,
  { width, height }: Screen,
  { rows, columns }: ReturnType<typeof runs>,
  across: Taps,
  down: Taps,
): Target {
  const along = rows.x + rows.y * width;
  const step = columns.x + columns.y * width;
  // A direction to the left or upward begins at the opposite edge.
  const right = rows.x + columns.x < 0 ? width - 1 : 0;
  const bottom = rows.y + columns.y < 0 ? height - 1 : 0;
  const start = bottom * width + right + across.from * along + down.from * step;
  return { out, start, along, down: step };
}

/** Film rows that are added up in one pass: each pass over the sums costs as much as a row. */
const rowsAtOnce = 5;

/**
 * Adds grey levels of neighbouring film rows, each times its weight, to `sums`, one for each column from `from` on.
 * @param weights of `count` rows, from `row` on
 */
function addRows(
  { values, start: first, step, levels, lowest }: WeighedPlane,
  columns: number,
  { row, count, from, weights, weight }: Rows,
  sums: Float64Array,
): void {
  const start = first + (row * columns + from) * step;
  const stride = columns * step;
  // Rows beyond the last count nothing.
  const place = (index: number): number => (index < count ? start + index * stride : start);
  const share = (index: number): number => (index < count ? (weights[weight + index] as number) : 0);
  const [a, b, c, d, e] = [place(0), place(1), place(2), place(3), place(4)];
  const [wa, wb, wc, wd, we] = [share(0), share(1), share(2), share(3), share(4)];
  for (let x = 0, at = 0; x < sums.length; x += 1, at += step) {
    sums[x] =
      (sums[x] as number) +
      wa * (levels[(values[a + at] as number) - lowest] as number) +
      wb * (levels[(values[b + at] as number) - lowest] as number) +
      wc * (levels[(values[c + at] as number) - lowest] as number) +
      wd * (levels[(values[d + at] as number) - lowest] as number) +
      we * (levels[(values[e + at] as number) - lowest] as number);
  }
}

/** A plane whose levels are numbers as they are multiplied: each look-up would have to make one of a whole number. */
type WeighedPlane = Omit<Plane, "levels"> & { readonly levels: Float64Array };
const weighed = (plane: Plane): WeighedPlane => ({ ...plane, levels: new Float64Array(plane.levels) });

/** Neighbouring rows of a film, from a column on, and where their weights begin. */
interface Rows {
  readonly row: number;
  readonly count: number;
  readonly from: number;
  readonly weights: Float32Array;
  readonly weight: number;
}

/** Screen rows from one on, up to another and without it. */
interface Slice {
  readonly from: number;
  readonly to: number;
}

/** Grey levels of one plane at screen resolution, row-major: down first, so that each film pixel is looked up once. */
function paintPlane(
  plane: WeighedPlane,
  columns: number,
  across: Taps,
  down: Taps,
  slice: Slice,
  into: Float32Array,
): void {
  const { first, count, offset, weights, length: width } = across;
  const last = width - 1;
  const from = first[0] as number;
  const sums = new Float64Array((first[last] as number) + (count[last] as number) - from);
  for (let y = slice.from; y < slice.to; y += 1) {
    const row = down.first[y] as number;
    const taps = down.count[y] as number;
    const out = y * width;
    if (y > 0 && taps === 1 && down.count[y - 1] === 1 && down.first[y - 1] === row) {
      into.copyWithin(out, out - width, out);
      continue;
    }
    sums.fill(0);
    for (let tap = 0; tap < taps; tap += rowsAtOnce) {
      const rows = { row: row + tap, count: Math.min(rowsAtOnce, taps - tap), from };
      addRows(
        plane,
        columns,
        { ...rows, weights: down.weights, weight: (down.offset[y] as number) + tap },
        sums,
      );
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
  { out, start, along, down: step }: Target,
): void {
  const { values, lowest } = plane;
  const colours = greys(plane.levels);
  for (let y = 0; y < down.length; y += 1) {
    const row = (down.first[y] as number) * columns;
    let to = start + y * step;
    for (let x = 0; x < across.length; x += 1, to += along) {
      out[to] = colours[(values[row + (across.first[x] as number)] as number) - lowest] as number;
    }
  }
}

/** The stored values themselves, counted from the lowest. */
const asStored = Float64Array.from({ length: 0x10000 }, (_, value) => value);

/** A film's mean stored values at screen resolution, and what they were made for. */
interface Held {
  readonly key: string;
  readonly values: StoredValues;
  readonly means: Uint16Array;
}

/** Screen rows that are painted in one go: about two milliseconds of a large film. */
const sliceRows = 32;

/** Paints the visible part of a film; what lies beside it becomes black. */
export class Painter {
  #levels: Float32Array[] = [];
  #held: Held | null = null;

  paint(painting: Painting, screen: Screen): void {
    for (const done of this.inSlices(painting, screen)) void done;
  }

  /** The same, some rows of the screen at a time, for a caller who has to look after other things between them. */
  *inSlices(painting: Painting, screen: Screen): Generator<undefined> {
    const { columns, planes, scale, smooth } = painting;
    const ways = runs(painting.turn ?? upright);
    const [width, left] = extent(ways.rows, painting.origin, screen);
    const [height, top] = extent(ways.columns, painting.origin, screen);
    const across = tapsOf({ size: columns, scale: scale.x, origin: left, screen: width, smooth });
    const down = tapsOf({ size: painting.rows, scale: scale.y, origin: top, screen: height, smooth });
    const out = new Uint32Array(screen.data.buffer, 0, screen.width * screen.height);
    out.fill(black);
    const [only] = planes;
    if (only === undefined || across.length === 0 || down.length === 0) return;
    const target = targetOf(out, screen, ways, across, down);
    if (planes.length === 1 && isDirect(across) && isDirect(down)) {
      paintDirect(only, columns, across, down, target);
    } else if (planes.length === 1 && painting.quick === true) {
      const key = [scale.x, scale.y, left, top, width, height, smooth].join();
      paintMeans(only, this.#means(only, key, columns, across, down), across, down, target);
    } else {
      const looked = planes.map(weighed);
      const painted = planes.map((_, index) => this.#buffer(index, across, down));
      for (let from = 0; from < down.length; from += sliceRows) {
        const slice = { from, to: Math.min(from + sliceRows, down.length) };
        looked.forEach((plane, index) => {
          paintPlane(plane, columns, across, down, slice, painted[index] as Float32Array);
        });
        compose(painted, across, slice, target);
        yield;
      }
    }
    if (painting.quick !== true) this.#held = null;
  }

  /** Gives the buffers back. */
  release(): void {
    this.#levels = [];
    this.#held = null;
  }

  #buffer(index: number, across: Taps, down: Taps): Float32Array {
    const size = across.length * down.length;
    let buffer = this.#levels[index];
    if (buffer === undefined || buffer.length < size) {
      buffer = new Float32Array(size);
      this.#levels[index] = buffer;
    }
    return buffer.subarray(0, size);
  }

  #means(plane: Plane, key: string, columns: number, across: Taps, down: Taps): Uint16Array {
    if (this.#held?.key === key && this.#held.values === plane.values) return this.#held.means;
    const stored = this.#buffer(0, across, down);
    const whole = { from: 0, to: down.length };
    paintPlane({ ...plane, levels: asStored }, columns, across, down, whole, stored);
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
  { out, start, along, down: step }: Target,
): void {
  const colours = greys(levels);
  let at = 0;
  for (let y = 0; y < down.length; y += 1) {
    let to = start + y * step;
    for (let x = 0; x < across.length; x += 1, at += 1, to += along) {
      out[to] = colours[means[at] as number] as number;
    }
  }
}

/** Rounds levels to whole ones and puts them on screen: one plane as grey, three as red, green and blue. */
function compose(
  painted: readonly Float32Array[],
  across: Taps,
  { from, to }: Slice,
  { out, start, along, down: step }: Target,
): void {
  const [red, green, blue] = painted;
  if (red === undefined) return;
  let at = from * across.length;
  for (let y = from; y < to; y += 1) {
    let place = start + y * step;
    if (green === undefined || blue === undefined) {
      for (let x = 0; x < across.length; x += 1, at += 1, place += along) {
        out[place] = black | ((((red[at] as number) + 0.5) | 0) * 0x010101);
      }
      continue;
    }
    for (let x = 0; x < across.length; x += 1, at += 1, place += along) {
      const r = ((red[at] as number) + 0.5) | 0;
      const g = ((green[at] as number) + 0.5) | 0;
      const b = ((blue[at] as number) + 0.5) | 0;
      out[place] = black | (b << 16) | (g << 8) | r;
    }
  }
}
