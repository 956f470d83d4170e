/**
 * The Grayscale Standard Display Function (PS3.14 section 7.1): luminance in cd/m² by just-noticeable
 * difference index, defined for indices 1 to 1023 (0.05 to 3,993 cd/m²).
 */
export const firstIndex = 1;
export const lastIndex = 1023;

const [a, b, c, d, e] = [-1.3011877, -2.584_019_1e-2, 8.024_263_6e-2, -1.032_022_9e-1, 1.364_669_9e-1];
const [f, g, h, k, m] = [2.874_562_0e-2, -2.546_840_4e-2, -3.197_897_7e-3, 1.299_263_4e-4, 1.363_533_4e-3];

/** Luminance of a JND index, which need not be whole; cd/m². */
export function luminanceOf(index: number): number {
  const x = Math.log(index);
  const above = a + x * (c + x * (e + x * (g + x * m)));
  const below = 1 + x * (b + x * (d + x * (f + x * (h + x * k))));
  return 10 ** (above / below);
}

const least = luminanceOf(firstIndex);
const most = luminanceOf(lastIndex);

/**
 * JND index of a luminance in cd/m², from the function itself by bisection: the standard's own
 * inverse is a fit that is off by up to a few hundredths of an index.
 * @returns null outside the function's range
 */
export function indexOf(luminance: number): number | null {
  if (!(luminance >= least && luminance <= most)) return null;
  let [low, high] = [firstIndex, lastIndex] as [number, number];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (luminanceOf(middle) < luminance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
