import { bulge, clamp01, through } from "./curves.ts";
import { Random } from "./random.ts";

export type Side = "right" | "left";

/**
 * A chest's outlines as functions of place, in thorax units (see `Plane`); distances are from the
 * midline, outward. Proportions follow frontal films: cardiothoracic ratio below 0.5 in adults and
 * up to 0.55 in small children, whose thorax is short and whose ribs lie level; the left dome of
 * the diaphragm stands lower than the right.
 */
export interface Anatomy {
  /** 0 in small children, 1 in adults. */
  readonly maturity: number;
  /** From the apices to the costophrenic angles. */
  readonly lungHeight: number;
  /** Half width of the body at height y. */
  readonly body: (y: number) => number;
  /** Lateral and medial edge of the lungs at height y; no lung where they meet. */
  readonly lungLateral: (y: number) => number;
  readonly lungMedial: (y: number) => number;
  /** Height of the diaphragm at the distance x from the midline. */
  readonly diaphragm: Readonly<Record<Side, (x: number) => number>>;
  /** Border of heart and mediastinum at height y. */
  readonly heart: Readonly<Record<Side, (y: number) => number>>;
  /** Depth of a lung from front to back at height y, in its middle. */
  readonly lungDepth: (y: number) => number;
}

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** Draws the outlines for a seed and an age in years. */
export function anatomy(seed: number, age: number): Anatomy {
  const random = Random.for(seed, "anatomy");
  const maturity = clamp01((age - 2) / 14);
  const lungHeight = mix(1.56, 1.9, maturity) * random.between(0.94, 1.05);
  const v = (y: number): number => y / lungHeight;

  const lungLateral = (y: number): number => {
    const q = clamp01(v(y) / mix(0.74, 0.66, maturity));
    return y < 0
      ? 0
      : 0.36 + 0.64 * Math.pow(1 - Math.pow(1 - q, 2.4), 0.62) - 0.035 * clamp01((v(y) - 0.8) / 0.2);
  };
  const lungMedial = (y: number): number => (y < 0 ? 0 : 0.12 + 0.24 * (1 - bulge(v(y), 0.13)));

  const dome = (side: Side): ((x: number) => number) => {
    const top = lungHeight - mix(0.3, 0.36, maturity) + (side === "left" ? random.between(0.05, 0.09) : 0);
    const centre = 0.5;
    return (x) => {
      const lateral = Math.max(0, (x - centre) / (0.97 - centre));
      const medial = Math.max(0, (centre - x) / centre);
      return top + (lungHeight - top) * Math.pow(lateral, 2.3) + 0.09 * medial * medial;
    };
  };
  const diaphragm = { right: dome("right"), left: dome("left") };

  // Knots at fractions of the height down to the domes, widths for a heart of ratio 0.5.
  const base = lungHeight - mix(0.3, 0.36, maturity);
  const width = mix(0.525, 0.455, maturity) * random.between(0.92, 1.07) * 2;
  const thymus = 0.09 * (1 - maturity) * random.between(0.3, 1.2);
  const border = (knots: readonly (readonly [number, number])[]): ((y: number) => number) =>
    through(knots.map(([at, wide]) => [at * base, wide]));
  const heart = {
    right: border([
      [-0.3, 0.15],
      [0.0, 0.15 + thymus / 2],
      [0.2, 0.17 + thymus],
      [0.45, 0.185 + thymus / 2],
      [0.56, 0.2],
      [0.68, 0.285 * width],
      [0.82, 0.355 * width],
      [0.94, 0.34 * width],
      [1.08, 0.27 * width],
      [1.25, 0.16],
    ]),
    left: border([
      [-0.3, 0.15],
      [0.0, 0.145],
      [0.14, 0.165 + thymus],
      [0.23, 0.2 + thymus],
      [0.3, mix(0.215, 0.265, maturity) + thymus / 2],
      [0.37, mix(0.21, 0.255, maturity)],
      [0.43, 0.205],
      [0.52, 0.27],
      [0.6, 0.325 * width],
      [0.74, 0.47 * width],
      [0.87, 0.595 * width],
      [0.97, 0.645 * width],
      [1.06, 0.61 * width],
      [1.15, 0.45 * width],
      [1.28, 0.18],
    ]),
  };

  const waist = random.between(1.09, 1.2);
  const body = through([
    [-0.62, 0.36],
    [-0.36, 0.42],
    [-0.22, 0.72],
    [-0.1, 1.14],
    [0.04, 1.5],
    [0.3, 1.62],
    [0.52, 1.42],
    [0.78, 1.2],
    [1.1, 1.13],
    [lungHeight, waist],
    [lungHeight + 0.8, waist + 0.02],
  ]);
  const lungDepth = (y: number): number => 1.12 * (0.42 + 0.58 * bulge(v(y), 0.55));
  return { maturity, lungHeight, body, lungLateral, lungMedial, diaphragm, heart, lungDepth };
}
