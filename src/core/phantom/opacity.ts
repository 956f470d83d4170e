import type { Anatomy } from "./anatomy.ts";
import { smoothstep, type Point } from "./curves.ts";
import type { LungZone, PhantomOpacity } from "./options.ts";
import type { Plane } from "./plane.ts";
import { cloud } from "./texture.ts";

/** Middle of a zone, thorax units: at its height, halfway between heart and chest wall, above the diaphragm. */
export function zoneCentre(body: Anatomy, zone: LungZone): Point {
  const left = zone.startsWith("left");
  const side = left ? "left" : "right";
  const floor = body.diaphragm[side](0.6);
  const heights = { upper: 0.27, middle: 0.56, lower: 0.83 };
  const height = zone.endsWith("upper") ? heights.upper : zone.endsWith("middle") ? heights.middle : heights.lower;
  const y = height * floor;
  const inner = Math.max(body.heart[side](y), body.lungMedial(y));
  const x = inner + 0.47 * (body.lungLateral(y) - inner);
  return [left ? x : -x, y];
}

/**
 * Fraction of the air that a consolidation replaces, per pixel: dense in the middle, with a soft,
 * patchy edge. Its half density lies about on the circle of its diameter.
 */
export function opacityShare(plane: Plane, body: Anatomy, opacity: PhantomOpacity, seed: number): Float32Array {
  const share = new Float32Array(plane.values.length);
  const [cx, cy] = zoneCentre(body, opacity.zone);
  // Thorax units: the inner thorax is 2 wide.
  const radius = opacity.size;
  const density = opacity.density ?? 0.85;
  for (let row = 0; row < plane.rows; row++) {
    const y = plane.y(row);
    if (Math.abs(y - cy) > 2 * radius) continue;
    for (let column = 0; column < plane.columns; column++) {
      const x = plane.x(column);
      if (Math.abs(x - cx) > 2 * radius) continue;
      const far = Math.hypot(x - cx, y - cy) / radius;
      const ragged = far + 0.34 * cloud(seed, (2.2 * x) / radius, (2.2 * y) / radius);
      const patchy = 0.9 + 0.16 * cloud(seed + 7, (5 * x) / radius, (5 * y) / radius);
      share[row * plane.columns + column] = Math.min(1, density * patchy) * smoothstep(1.42, 0.5, ragged);
    }
  }
  return share;
}
