/** A rectangle of one grey level, in device pixels. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 to 255. */
  readonly level: number;
}

/** Grey levels of the ring of patches: 16, as TG18-QC has them; each with corners that differ by 4 levels. */
const ring: readonly number[] = Array.from({ length: 16 }, (_, step) => 8 + 16 * step);
const cornerContrast = 4;
const background = 128;

/**
 * A test pattern of our own drawing after SMPTE RP 133 and AAPM TG18-QC: a grid for the screen's
 * geometry, a row of 16 grey levels with corners that hardly differ, 5 % on black and 95 % on white,
 * ramps through all levels, and line pairs of one and two pixels in the corners and the middle.
 * Patches follow each other as they are to be drawn.
 * @param width, height of the screen in device pixels, at least 320 x 240
 */
export function testPattern(width: number, height: number): readonly Patch[] {
  const patches: Patch[] = [];
  const fill = (x: number, y: number, w: number, h: number, level: number): void => {
    const [left, top] = [Math.round(x), Math.round(y)];
    const [right, bottom] = [Math.round(x + w), Math.round(y + h)];
    patches.push({ x: left, y: top, width: right - left, height: bottom - top, level });
  };
  const cell = Math.floor(Math.min(width / 20, height / 14));
  fill(0, 0, width, height, background);
  for (let x = (width / 2) % cell; x < width; x += cell) fill(x, 0, 1, height, 160);
  for (let y = (height / 2) % cell; y < height; y += cell) fill(0, y, width, 1, 160);
  for (const inset of [0, 4]) border(fill, inset, width, height, inset === 0 ? 255 : 0);

  const left = Math.round((width - 16 * cell) / 2);
  const middle = Math.round(height / 2);
  for (const [step, level] of ring.entries()) {
    const [x, y] = [left + step * cell, middle - 3 * cell];
    fill(x, y, cell, cell, level);
    const corner = Math.max(2, Math.floor(cell / 5));
    fill(x, y, corner, corner, level - cornerContrast);
    fill(x + cell - corner, y + cell - corner, corner, corner, level + cornerContrast);
  }
  // SMPTE RP 133: 5 % within black, 95 % within white; both must be seen.
  for (const [place, outer, inner] of [
    [0, 0, 13],
    [8, 255, 242],
  ] as const) {
    const x = left + place * cell;
    fill(x, middle - 1.5 * cell, 8 * cell, 2 * cell, outer);
    fill(x + 3 * cell, middle - cell, 2 * cell, cell, inner);
  }
  const ramp = Math.floor((16 * cell) / 256) || 1;
  for (let level = 0; level < 256; level++) {
    const x = Math.round((width - 256 * ramp) / 2) + level * ramp;
    fill(x, middle + 1.5 * cell, ramp, cell, level);
  }
  const size = 2 * cell;
  const far = 8 + cell / 2;
  const places: readonly (readonly [number, number])[] = [
    [far, far],
    [width - far - 2 * size, far],
    [far, height - far - size],
    [width - far - 2 * size, height - far - size],
    [width / 2 - size, middle + 3 * cell],
  ];
  for (const [x, y] of places) linePairs(fill, Math.round(x), Math.round(y), size);
  return patches;
}

type Fill = (x: number, y: number, width: number, height: number, level: number) => void;

function border(fill: Fill, inset: number, width: number, height: number, level: number): void {
  const thick = 2;
  const [w, h] = [width - 2 * inset, height - 2 * inset];
  fill(inset, inset, w, thick, level);
  fill(inset, height - inset - thick, w, thick, level);
  fill(inset, inset, thick, h, level);
  fill(width - inset - thick, inset, thick, h, level);
}

/** Black and white lines of one and of two pixels, upright beside level. */
function linePairs(fill: Fill, x: number, y: number, size: number): void {
  const half = Math.floor(size / 2);
  fill(x, y, 2 * size, size, 0);
  for (const [row, thick] of [
    [0, 1],
    [1, 2],
  ] as const) {
    for (let at = 0; at + thick <= size; at += 2 * thick) fill(x + at, y + row * half, thick, half, 255);
    for (let at = 0; at + thick <= half; at += 2 * thick)
      fill(x + size, y + row * half + at, size, thick, 255);
  }
}
