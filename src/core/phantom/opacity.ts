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
  const height = zone.endsWith("upper")
    ? heights.upper
    : zone.endsWith("middle")
      ? heights.middle
      : heights.lower;
  const y = height * floor;
  const inner = Math.max(body.heart[side](y), body.lungMedial(y));
  const x = inner + 0.47 * (body.lungLateral(y) - inner);
  return [left ? x : -x, y];
}

/**
 * Fraction of the air that a consolidation replaces, per pixel: dense in the middle, with a soft,
 * patchy edge. Its half density lies about on the circle of its diameter.
 */
export function opacityShare(
  plane: Plane,
  body: Anatomy,
  opacity: PhantomOpacity,
  seed: number,
): Float32Array {
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
      const far = Math.sqrt((x - cx) ** 2 + (y - cy) ** 2) / radius;
      // Turned against the grid, so that the lattice of the noise does not show as straight edges.
      const [u, v] = [(0.8 * x + 0.6 * y) / radius, (0.8 * y - 0.6 * x) / radius];
      const ragged = far + 0.36 * cloud(seed, 1.3 * u, 1.3 * v);
      const patchy = 0.92 + 0.22 * cloud(seed + 7, 2.6 * u, 2.6 * v);
      share[row * plane.columns + column] = Math.min(1, density * patchy) * smoothstep(1.6, 0.25, ragged);
    }
  }
  return share;
}
