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
  readonly smooth: boolean;
}

/** Grey levels of one film row at screen resolution. */
function paintRow(plane: Plane, row: number, columns: number, taps: Taps, into: Float32Array): void {
  const { values, step, levels, lowest } = plane;
  const { first, count, offset, weights, length } = taps;
  const base = plane.start + row * columns * step;
  for (let at = 0; at < length; at += 1) {
    let place = base + (first[at] as number) * step;
    let weight = offset[at] as number;
    let sum = 0;
    for (let left = count[at] as number; left > 0; left -= 1) {
      sum += (weights[weight] as number) * (levels[(values[place] as number) - lowest] as number);
      place += step;
      weight += 1;
    }
    into[at] = sum;
  }
}

/** Grey levels of one plane at screen resolution, row-major. */
function paintPlane(plane: Plane, columns: number, across: Taps, down: Taps, into: Float32Array): void {
  const width = across.length;
  const line = new Float32Array(width);
  let painted = -1;
  for (let y = 0; y < down.length; y += 1) {
    const out = into.subarray(y * width, (y + 1) * width).fill(0);
    const first = down.first[y] as number;
    for (let tap = 0; tap < (down.count[y] as number); tap += 1) {
      if (painted !== first + tap) {
        painted = first + tap;
        paintRow(plane, painted, columns, across, line);
      }
      const weight = down.weights[(down.offset[y] as number) + tap] as number;
      for (let x = 0; x < width; x += 1) out[x] = (out[x] as number) + weight * (line[x] as number);
    }
  }
}

/** Paints the visible part of a film; what lies beside it becomes black. */
export class Painter {
  #levels: Float32Array[] = [];

  paint(painting: Painting, screen: ImageData): void {
    const axis = (size: number, scale: number, origin: number, extent: number): Taps =>
      tapsOf({ size, scale, origin, screen: extent, smooth: painting.smooth });
    const across = axis(painting.columns, painting.scale.x, painting.origin.x, screen.width);
    const down = axis(painting.rows, painting.scale.y, painting.origin.y, screen.height);
    const size = across.length * down.length;
    const planes = painting.planes.map((plane, index) => {
      const levels = this.#buffer(index, size);
      paintPlane(plane, painting.columns, across, down, levels);
      return levels;
    });
    const [red, green = red, blue = red] = planes;
    if (red === undefined || green === undefined || blue === undefined) return;
    const out = new Uint32Array(screen.data.buffer);
    out.fill(0xff000000);
    for (let y = 0; y < down.length; y += 1) {
      let place = (down.from + y) * screen.width + across.from;
      const row = y * across.length;
      for (let at = row; at < row + across.length; at += 1, place += 1) {
        const r = ((red[at] as number) + 0.5) | 0;
        const g = green === red ? r : ((green[at] as number) + 0.5) | 0;
        const b = blue === red ? r : ((blue[at] as number) + 0.5) | 0;
        out[place] = 0xff000000 | (b << 16) | (g << 8) | r;
      }
    }
  }

  /** Gives the buffers back. */
  release(): void {
    this.#levels = [];
  }

  #buffer(index: number, size: number): Float32Array {
    let buffer = this.#levels[index];
    if (buffer === undefined || buffer.length < size) {
      buffer = new Float32Array(size);
      this.#levels[index] = buffer;
    }
    return buffer.subarray(0, size);
  }
}
