/** A repeatable number in [-1, 1) for a lattice point. */
function lattice(seed: number, i: number, j: number): number {
  let h = Math.imul(i, 0x27d4eb2d) ^ Math.imul(j, 0x165667b1) ^ seed;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1;
}

/** Value noise: smooth, repeatable, about -1 to 1, with features one unit wide. */
export function valueNoise(seed: number, x: number, y: number): number {
  const i = Math.floor(x);
  const j = Math.floor(y);
  const [fx, fy] = [x - i, y - j];
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const top = lattice(seed, i, j) * (1 - sx) + lattice(seed, i + 1, j) * sx;
  const bottom = lattice(seed, i, j + 1) * (1 - sx) + lattice(seed, i + 1, j + 1) * sx;
  return top * (1 - sy) + bottom * sy;
}

/** Three octaves of value noise, each half as strong and twice as fine. */
export const cloud = (seed: number, x: number, y: number): number =>
  (valueNoise(seed, x, y) +
    0.5 * valueNoise(seed + 101, 2 * x, 2 * y) +
    0.25 * valueNoise(seed + 211, 4 * x, 4 * y)) /
  1.75;
