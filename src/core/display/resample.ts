/**
 * Film pixels to screen pixels, along one axis at a time. Shrinking averages the area under each
 * screen pixel, so that no line thinner than a screen pixel is lost; at 1 : 1 a screen pixel is its
 * film pixel, unchanged; enlarging repeats the nearest pixel or blends the nearest two.
 */
export interface Taps {
  /** First screen pixel that shows the film. */
  readonly from: number;
  /** Screen pixels that show the film. */
  readonly length: number;
  /** For each of them: the first film pixel under it, */
  readonly first: Int32Array;
  /** how many film pixels lie under it, */
  readonly count: Int32Array;
  /** and where their weights begin. The weights of one screen pixel add up to 1. */
  readonly offset: Int32Array;
  readonly weights: Float32Array;
}

export interface Axis {
  /** Film pixels. */
  readonly size: number;
  /** Screen pixels for one film pixel. */
  readonly scale: number;
  /** Screen position of the film's edge, a whole number. */
  readonly origin: number;
  /** Screen pixels that there are. */
  readonly screen: number;
  /** Blend the nearest two where the film is enlarged. */
  readonly smooth: boolean;
}

/** Film pixels under a screen pixel that begins at `start` and ends at `end`, in film pixels. */
function under(start: number, end: number, axis: Axis): { first: number; weights: number[] } {
  const last = axis.size - 1;
  if (axis.scale >= 1) {
    const centre = (start + end) / 2;
    if (!axis.smooth || axis.scale === 1) {
      return { first: Math.min(last, Math.max(0, Math.floor(centre))), weights: [1] };
    }
    const low = Math.floor(centre - 0.5);
    const part = centre - 0.5 - low;
    if (low < 0) return { first: 0, weights: [1] };
    return low >= last ? { first: last, weights: [1] } : { first: low, weights: [1 - part, part] };
  }
  const from = Math.max(0, start);
  const to = Math.min(axis.size, end);
  const first = Math.min(last, Math.floor(from));
  const weights: number[] = [];
  for (let pixel = first; pixel < to; pixel += 1) {
    weights.push((Math.min(pixel + 1, to) - Math.max(pixel, from)) / (to - from));
  }
  return { first, weights };
}

/** Which film pixels make each screen pixel of an axis. */
export function tapsOf(axis: Axis): Taps {
  const from = Math.max(0, axis.origin);
  const end = Math.min(axis.screen, axis.origin + Math.max(1, Math.round(axis.size * axis.scale)));
  const length = Math.max(0, end - from);
  const first = new Int32Array(length);
  const count = new Int32Array(length);
  const offset = new Int32Array(length);
  const weights: number[] = [];
  for (let at = 0; at < length; at += 1) {
    const start = (from + at - axis.origin) / axis.scale;
    const taps = under(start, start + 1 / axis.scale, axis);
    first[at] = taps.first;
    count[at] = taps.weights.length;
    offset[at] = weights.length;
    weights.push(...taps.weights);
  }
  return { from, length, first, count, offset, weights: Float32Array.from(weights) };
}
