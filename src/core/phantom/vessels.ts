import type { Anatomy } from "./anatomy.ts";
import type { Point } from "./curves.ts";
import type { Plane } from "./plane.ts";
import { Random } from "./random.ts";

/**
 * Adds the depth of blood along each ray in the pulmonary vessels, thorax units: trees that leave
 * the hila, taper outward and are wider below, as in an upright patient.
 */
export function vessels(plane: Plane, body: Anatomy, seed: number): void {
  const random = Random.for(seed, "vessels");
  for (const side of [-1, 1] as const) {
    const hilum: Point = [side * (side < 0 ? 0.225 : 0.3), body.lungHeight * (side < 0 ? 0.45 : 0.43)];
    plane.tube(
      [[hilum[0] - side * 0.04, hilum[1] - 0.09], hilum, [hilum[0] + side * 0.05, hilum[1] + 0.13]],
      (t) => 0.075 - 0.03 * t,
      (s) => 0.09 * (1 - s * s),
    );
    const branches = 13;
    for (let i = 0; i < branches; i++) {
      // From steeply up to steeply down, 0 pointing outward.
      const angle = -1.35 + (2.75 * (i + random.unit())) / branches;
      const radius = (0.019 + 0.012 * ((angle + 1.35) / 2.75)) * random.between(0.75, 1.15);
      const start: Point = [hilum[0], hilum[1] + 0.1 * Math.sin(angle)];
      branch(plane, body, random, side, start, angle, radius);
    }
  }
}

function branch(
  plane: Plane,
  body: Anatomy,
  random: Random,
  side: -1 | 1,
  start: Point,
  towards: number,
  radius: number,
): void {
  const path: Point[] = [start];
  const widths: number[] = [radius];
  let [x, y] = start;
  let angle = towards;
  let width = radius;
  const bend = random.between(-0.05, 0.05);
  while (width > 0.003 && path.length < 40) {
    const step = 0.045;
    angle += bend + random.between(-0.07, 0.07);
    x += side * step * Math.cos(angle);
    y += step * Math.sin(angle);
    if (y < 0.03 || Math.abs(x) > body.lungLateral(y) - 0.03) break;
    if (y > (side < 0 ? body.diaphragm.right : body.diaphragm.left)(Math.abs(x)) + 0.15) break;
    path.push([x, y]);
    widths.push(width);
    if (width > 0.0045 && random.unit() < 0.24) {
      const turn = random.between(0.35, 0.8) * (random.unit() < 0.5 ? -1 : 1);
      branch(plane, body, random, side, [x, y], angle + turn, width * random.between(0.6, 0.8));
      width *= 0.88;
    }
    width *= 0.945;
  }
  if (path.length < 2) return;
  const last = widths.length - 1;
  plane.tube(
    path,
    (t) => widths[Math.round(t * last)] ?? radius,
    (s, t) => 2 * (widths[Math.round(t * last)] ?? radius) * Math.sqrt(1 - s * s),
  );
}
