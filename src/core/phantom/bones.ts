import type { Anatomy } from "./anatomy.ts";
import { bezier, clamp01, smoothstep, type Point } from "./curves.ts";
import type { Plane } from "./plane.ts";

/** A hollow bone seen across: the cortex makes its borders denser than its middle. */
const cortical = (s: number): number => 0.65 + 0.35 * smoothstep(0.3, 0.8, s) - 0.7 * smoothstep(0.82, 1, s);

const PAIRS = 11;

/** Axis of rib `n` (1 to 11) on the patient's left, from the spine round the side to its front end. */
export function ribAxis(body: Anatomy, n: number): { back: Point[]; front: Point[] } {
  const pitch = (0.99 * body.lungHeight) / PAIRS;
  const slope = 0.62 + 0.38 * body.maturity;
  const start = -0.1 + pitch * (n - 0.4);
  const rise = 0.04 + 0.006 * n;
  // Height at which the rib turns forward at the chest wall.
  const turn = start + slope * (0.1 + 0.055 * Math.min(n, 8));
  const wall = n === 1 ? 0.55 : body.lungLateral(Math.max(0.02, Math.min(turn, body.lungHeight))) + 0.025;
  const back = bezier(
    [0.11, start],
    [0.5 * wall, start - rise],
    [0.99 * wall, start + 0.12 * (turn - start)],
    [wall, turn],
    28,
  );
  const end = n === 1 ? 0.2 : 0.24 + 0.066 * n;
  const drop = slope * (n === 1 ? 0.13 : 0.26 + 0.022 * n);
  const front = bezier(
    [wall, turn],
    [wall * 0.995, turn + 0.5 * drop],
    [mid(wall, end, 0.3), turn + 0.98 * drop],
    [end, turn + drop * (n < 6 ? 1.02 : 0.9)],
    24,
  );
  return { back, front };
}

const mid = (a: number, b: number, t: number): number => a + (b - a) * t;
const mirrored = (path: readonly Point[], side: number): Point[] => path.map(([x, y]) => [side * x, y]);

/** Adds ribs, spine, clavicles, scapulae and the heads of the humeri. */
export function bones(plane: Plane, body: Anatomy): void {
  const dense = 0.8 + 0.2 * body.maturity;
  for (let n = 1; n <= PAIRS; n++) {
    const { back, front } = ribAxis(body, n);
    const thin = n === 1 ? 0.034 : 0.036 + 0.004 * body.maturity;
    for (const side of [-1, 1]) {
      plane.tube(
        mirrored(back, side),
        (t) => thin * (0.85 + 0.15 * smoothstep(0, 0.3, t)),
        (s, t) =>
          dense *
          0.4 *
          cortical(s) *
          smoothstep(0, 0.07, t) *
          (1 - (n < 11 ? 0.3 : 1) * smoothstep(0.55, 1, t)),
      );
      // The floating ribs end at the side; cartilage, which shows nothing, takes over in front.
      const reach = n <= 8 ? 1 : 0.75 - 0.22 * (n - 8);
      if (n === PAIRS) continue;
      plane.tube(
        mirrored(front, side),
        (t) => thin * (0.95 + 0.3 * t),
        (s, t) =>
          dense *
          0.27 *
          cortical(s) *
          (1 - smoothstep(0.7 * reach, 0.98 * reach, t)) *
          smoothstep(0, 0.05, t),
      );
    }
  }
  spine(plane, body, dense);
  for (const side of [-1, 1]) shoulder(plane, side, dense);
}

function spine(plane: Plane, body: Anatomy, dense: number): void {
  const pitch = (0.99 * body.lungHeight) / PAIRS;
  for (let n = -2; n < 19; n++) {
    const top = -0.1 + pitch * (n - 0.9);
    const half = 0.088 + 0.0017 * n;
    const gap = 0.016;
    const corners: Point[] = [
      [-half, top + gap],
      [-0.9 * half, top + 0.5 * pitch],
      [-half, top + pitch - gap],
      [half, top + pitch - gap],
      [0.9 * half, top + 0.5 * pitch],
      [half, top + gap],
    ];
    plane.polygon(corners, (d) => dense * (0.36 * clamp01(d / 0.03) + 0.16 * smoothstep(0.02, 0, d)));
    for (const side of [-1, 1]) {
      const x = side * 0.62 * half;
      const oval: Point[] = [
        [x, top + 0.3 * pitch],
        [x, top + 0.46 * pitch],
      ];
      plane.tube(
        oval,
        () => 0.017,
        (s) => dense * (0.06 + 0.16 * smoothstep(0.4, 0.95, s)),
      );
      const process: Point[] = [
        [side * half, top + 0.42 * pitch],
        [side * (half + 0.075), top + 0.32 * pitch],
      ];
      plane.tube(
        process,
        (t) => 0.026 - 0.006 * t,
        (s, t) => dense * 0.22 * (1 - s * s) * (1 - 0.7 * t),
      );
    }
    const spinous: Point[] = [
      [0, top + 0.5 * pitch],
      [0.004, top + 0.98 * pitch],
    ];
    plane.tube(
      spinous,
      (t) => 0.014 + 0.006 * t,
      (s) => dense * 0.24 * (1 - 0.6 * s),
    );
  }
}

function shoulder(plane: Plane, side: number, dense: number): void {
  const collar = bezier([0.085, 0.2], [0.4, 0.2], [0.55, -0.03], [1.08, -0.06], 28);
  plane.tube(
    mirrored(collar, side),
    (t) => 0.046 - 0.012 * smoothstep(0, 0.4, t) + 0.008 * smoothstep(0.7, 1, t),
    (s) => dense * 0.45 * cortical(s),
  );
  const blade: Point[] = [
    ...bezier([1.02, 0.02], [0.97, 0.2], [0.96, 0.5], [1.03, 0.74], 8),
    ...bezier([1.05, 0.79], [1.1, 0.82], [1.12, 0.74], [1.15, 0.6], 4),
    ...bezier([1.17, 0.5], [1.2, 0.35], [1.17, 0.28], [1.23, 0.22], 5),
    ...bezier([1.24, 0.2], [1.24, 0.12], [1.21, 0.06], [1.15, 0.06], 4),
    ...bezier([1.13, 0.05], [1.1, 0.0], [1.06, -0.03], [1.03, 0.01], 4),
  ];
  plane.polygon(mirrored(blade, side), (d) => dense * (0.09 + 0.13 * smoothstep(0.05, 0.012, d)));
  const acromion = bezier([0.98, 0.08], [1.08, 0.02], [1.15, -0.06], [1.26, -0.07], 12);
  plane.tube(
    mirrored(acromion, side),
    () => 0.035,
    (s) => dense * 0.3 * cortical(s),
  );
  const arm = bezier([1.33, 0.08], [1.36, 0.2], [1.42, 0.5], [1.47, 1.0], 20);
  plane.tube(
    mirrored(arm, side),
    (t) => 0.115 - 0.045 * smoothstep(0, 0.25, t),
    (s, t) => dense * (0.35 * Math.sqrt(1 - s * s) + 0.28 * cortical(s) * smoothstep(0.1, 0.3, t)),
  );
}
