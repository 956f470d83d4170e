/** For each output sample of a pass: its first input sample and the normalised weights from there on. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** Row `i` of `reach` weights belongs to output sample `i`. */
  readonly weights: Float64Array;
  readonly reach: number;
}

/**
 * Weights of Pillow's antialiased triangle filter for a pass from `from` to `to` samples
 * (`precompute_coeffs` in Pillow's Resample.c): scale = from / to, support = max(1, scale),
 * centre = (i + 0.5) * scale; samples from trunc(centre - support + 0.5) to
 * trunc(centre + support + 0.5), clamped, weigh max(0, 1 - |sample - centre + 0.5| / support).
 */
function triangleTaps(from: number, to: number): Taps {
  const scale = from / to;
  const support = Math.max(1, scale);
  const reach = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Float64Array(to * reach);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    const low = Math.max(0, Math.trunc(centre - support + 0.5));
    const high = Math.min(from, Math.trunc(centre + support + 0.5));
    let sum = 0;
    for (let k = 0; k < high - low; k++) {
      const weight = Math.max(0, 1 - Math.abs((k + low - centre + 0.5) / support));
      weights[i * reach + k] = weight;
      sum += weight;
    }
    for (let k = 0; k < high - low; k++) weights[i * reach + k] = (weights[i * reach + k] ?? 0) / sum;
    first[i] = low;
    count[i] = high - low;
  }
  return { first, count, weights, reach };
}

/**
 * Eight rows at a time: each output value is a chain of additions in a fixed order, and eight chains side by
 * side keep a processor busy that would wait for one.
 */
function horizontalPass(grey: Float32Array, rows: number, from: number, to: number): Float32Array {
  const { first, count, weights, reach } = triangleTaps(from, to);
  const out = new Float32Array(rows * to);
  for (let a = 0; a < rows; a += 8) {
    // Behind the last row comes the last again: its values are written more than once.
    const b = Math.min(a + 1, rows - 1);
    const c = Math.min(a + 2, rows - 1);
    const d = Math.min(a + 3, rows - 1);
    const e = Math.min(a + 4, rows - 1);
    const f = Math.min(a + 5, rows - 1);
    const g = Math.min(a + 6, rows - 1);
    const h = Math.min(a + 7, rows - 1);
    const fromA = a * from;
    const fromB = b * from;
    const fromC = c * from;
    const fromD = d * from;
    const fromE = e * from;
    const fromF = f * from;
    const fromG = g * from;
    const fromH = h * from;
    for (let column = 0; column < to; column++) {
      const start = first[column] as number;
      const end = start + (count[column] as number);
      let sumA = 0;
      let sumB = 0;
      let sumC = 0;
      let sumD = 0;
      let sumE = 0;
      let sumF = 0;
      let sumG = 0;
      let sumH = 0;
      for (let at = start, w = column * reach; at < end; at++, w++) {
        const weight = weights[w] as number;
        sumA += (grey[fromA + at] as number) * weight;
        sumB += (grey[fromB + at] as number) * weight;
        sumC += (grey[fromC + at] as number) * weight;
        sumD += (grey[fromD + at] as number) * weight;
        sumE += (grey[fromE + at] as number) * weight;
        sumF += (grey[fromF + at] as number) * weight;
        sumG += (grey[fromG + at] as number) * weight;
        sumH += (grey[fromH + at] as number) * weight;
      }
      out[a * to + column] = sumA;
      out[b * to + column] = sumB;
      out[c * to + column] = sumC;
      out[d * to + column] = sumD;
      out[e * to + column] = sumE;
      out[f * to + column] = sumF;
      out[g * to + column] = sumG;
      out[h * to + column] = sumH;
    }
  }
  return out;
}

function verticalPass(grey: Float32Array, columns: number, from: number, to: number): Float32Array {
  const { first, count, weights, reach } = triangleTaps(from, to);
  const out = new Float32Array(to * columns);
  const sums = new Float64Array(columns);
  for (let row = 0; row < to; row++) {
    sums.fill(0);
    for (let k = 0; k < (count[row] ?? 0); k++) {
      const weight = weights[row * reach + k] ?? 0;
      const start = ((first[row] ?? 0) + k) * columns;
      for (let column = 0; column < columns; column++) {
        sums[column] = (sums[column] as number) + (grey[start + column] as number) * weight;
      }
    }
    out.set(sums, row * columns);
  }
  return out;
}

/**
 * Resizes a film with the antialiased triangle filter, as Pillow's `Image.resize(size, BILINEAR)`
 * does on 32-bit float images: horizontal pass first, each pass summed in double and kept in single
 * precision, a pass whose size already matches left out. The aspect ratio is not kept.
 *
 * @param grey row-major, rows x columns; not changed
 * @returns row-major, height x width
 */
export function resizeTriangle(
  grey: Float32Array,
  rows: number,
  columns: number,
  width: number,
  height: number,
): Float32Array {
  const wide = columns === width ? grey : horizontalPass(grey, rows, columns, width);
  return rows === height ? wide : verticalPass(wide, width, rows, height);
}
