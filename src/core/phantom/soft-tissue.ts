import type { Anatomy } from "./anatomy.ts";
import { bulge, clamp01, smoothstep } from "./curves.ts";
import type { Plane } from "./plane.ts";

/** Attenuation of one thorax unit (about 14 cm in adults) of soft tissue: 0.18 / cm. */
export const SOFT_TISSUE = 2.5;
/** What a lung's air takes away of it. */
const AIR = 0.72;

/**
 * Adds body, lungs, heart, mediastinum, diaphragm, trachea and stomach bubble: soft tissue along
 * each ray, less the air on it.
 * @param air gets the air along each ray, thorax units, for what is drawn into the lungs later
 * @param opacity fraction of the air that an opacity replaces, per pixel; null without
 */
export function softTissue(plane: Plane, air: Plane, body: Anatomy, opacity: Float32Array | null): void {
  for (let row = 0; row < plane.rows; row++) {
    const y = plane.y(row);
    const half = body.body(y);
    const lateral = body.lungLateral(y);
    const medial = body.lungMedial(y);
    const depth = body.lungDepth(y);
    const borders = [body.heart.right(y), body.heart.left(y)] as const;
    for (let column = 0; column < plane.columns; column++) {
      const x = plane.x(column);
      const away = Math.abs(x);
      const index = row * plane.columns + column;
      if (away >= half) continue;
      const across = away / half;
      // A flattened cylinder; the shoulders are thinner from front to back than the chest.
      const thick = mixDepth(y) * Math.pow(1 - Math.pow(across, 2.8), 0.5);
      let lung = 0;
      if (y > 0 && away > medial && away < lateral) {
        const level = (x < 0 ? body.diaphragm.right : body.diaphragm.left)(away);
        lung =
          depth *
          bulge(lateral - away, 0.62) *
          bulge(away - medial, 0.3) *
          behindDiaphragm(level - y) *
          (1 - heartShare((x < 0 ? borders[0] : borders[1]) - away) * smoothstep(-0.08, 0, level - y));
        lung *= 1 - (opacity?.[index] ?? 0);
      }
      air.values[index] = lung;
      const gas = windpipe(x, y, body) + stomach(x, y, body);
      plane.values[index] = SOFT_TISSUE * Math.max(0.02, thick - AIR * lung - gas);
    }
  }
}

const mixDepth = (y: number): number => 0.9 + 0.55 * smoothstep(-0.3, 0.9, y);

/** Share of the lung's depth that is air at `above` thorax units over the dome; the recess behind it stays. */
function behindDiaphragm(above: number): number {
  if (above <= 0) return 0.17 * smoothstep(-0.34, 0, above);
  return 0.17 + 0.83 * (0.62 * bulge(above, 0.05) + 0.38 * smoothstep(0, 0.3, above));
}

/** Share of the lung's depth that heart and vessels take, `inside` thorax units within their border. */
const heartShare = (inside: number): number =>
  inside <= 0 ? 0 : 0.96 * (0.35 * bulge(inside, 0.04) + 0.65 * bulge(inside, 0.3));

function windpipe(x: number, y: number, body: Anatomy): number {
  const carina = 0.36 * body.lungHeight;
  const radius = 0.062;
  const soft = smoothstep(carina + 0.03, carina - 0.05, y);
  const off = Math.abs(x - 0.012);
  let gas = off < radius ? 2.9 * Math.sqrt(radius * radius - off * off) * soft : 0;
  if (y > carina - 0.04 && y < carina + 0.24) {
    // Main bronchi: the right steeper than the left.
    const run = y - carina + 0.03;
    const axis = x < 0 ? -0.02 - 0.62 * run : 0.02 + 0.95 * run;
    const distance = Math.abs(x - axis) * 0.78;
    const r = 0.044;
    const fade = smoothstep(0.24, 0.1, y - carina);
    if (distance < r) gas = Math.max(gas, 2.2 * Math.sqrt(r * r - distance * distance) * fade);
  }
  return gas;
}

function stomach(x: number, y: number, body: Anatomy): number {
  const top = body.diaphragm.left(0.45);
  const [u, v] = [(x - 0.44) / 0.23, (y - top - 0.135) / 0.105];
  return 0.22 * Math.sqrt(clamp01(1 - u * u - v * v));
}
