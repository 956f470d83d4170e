import { annotate } from "./annotations.ts";
import { anatomy, type Anatomy } from "./anatomy.ts";
import { bones } from "./bones.ts";
import { Canvas } from "./canvas.ts";
import { digitise, expose, range } from "./detector.ts";
import type { PhantomGeometry, Place } from "./geometry.ts";
import { opacityShare, zoneCentre } from "./opacity.ts";
import { resolveOptions, type PhantomOptions, type ResolvedOptions } from "./options.ts";
import { Plane, type Grid } from "./plane.ts";
import { Random } from "./random.ts";
import { SOFT_TISSUE, softTissue } from "./soft-tissue.ts";
import { cloud } from "./texture.ts";
import { vessels } from "./vessels.ts";

/** A synthetic frontal chest film with the places of everything drawn. */
export interface Phantom extends ResolvedOptions {
  /** Stored values in the film's polarity, row-major, rows x columns. */
  readonly values: Uint16Array;
  /** Window (PS3.3 C.11.2.1.2, LINEAR) that shows the film's whole range, in stored values. */
  readonly window: { readonly centre: number; readonly width: number };
  readonly geometry: PhantomGeometry;
}

/** Anatomy is drawn on at most so many columns or rows and enlarged: finer than what a detector resolves. */
const FINEST = 1100;

/**
 * Draws a frontal chest film: the same options give the same film.
 * @throws RangeError for options out of range
 */
export function drawPhantom(options: PhantomOptions): Phantom {
  const film = resolveOptions(options);
  const body = anatomy(film.seed, film.age);
  const grid = layOut(film, body);
  const plane = new Plane(grid);
  const air = plane.blank();
  const share =
    film.opacity === undefined ? null : opacityShare(plane, body, film.opacity, film.seed % 100_000);
  softTissue(plane, air, body, share);
  const blood = plane.blank();
  vessels(blood, body, film.seed);
  fillLungs(plane, air, blood, body, film.seed);
  plane.blur(0.004);
  const skeleton = plane.blank();
  bones(skeleton, body);
  skeleton.blur(0.01);
  plane.add(skeleton);
  expose(plane);
  const values = digitise(plane, film.rows, film.columns, film.bits, film.seed);
  const canvas = new Canvas(values, film.rows, film.columns, film.spacing.row, film.spacing.column);
  const { black, white, metal } = range(film.bits);
  const side = Random.for(film.seed, "side").unit() < 0.7 ? "L" : "R";
  const marks = annotate(canvas, side, { metal, plate: black });
  const full = 2 ** film.bits - 1;
  let centre = (black + white + 1) / 2;
  if (film.polarity === "MONOCHROME1") {
    for (let i = 0; i < values.length; i++) values[i] = full - (values[i] ?? 0);
    centre = full + 1 - centre;
  }
  return {
    ...film,
    values,
    window: { centre, width: white - black + 1 },
    geometry: { ...measure(film, grid, body, canvas), ...marks },
  };
}

/** Fits the chest into the film: thorax units per pixel and where the midline and the apices lie. */
function layOut(film: ResolvedOptions, body: Anatomy): Grid {
  const [width, height] = [film.columns * film.spacing.column, film.rows * film.spacing.row];
  const random = Random.for(film.seed, "placing");
  const unit = Math.min(0.362 * width, (0.665 * height) / body.lungHeight) * random.between(0.985, 1.015);
  const shrink = Math.max(1, Math.max(film.columns, film.rows) / FINEST);
  const columns = Math.round(film.columns / shrink);
  const rows = Math.round(film.rows / shrink);
  const midline = width * (0.5 + random.between(-0.012, 0.012));
  const apices = 0.15 * height + random.between(-0.01, 0.01) * height;
  const [stepX, stepY] = [width / columns / unit, height / rows / unit];
  return {
    columns,
    rows,
    stepX,
    stepY,
    originX: stepX / 2 - midline / unit,
    originY: stepY / 2 - apices / unit,
  };
}

/** Vessels and the fine mottle of lung tissue, as far as there is air around them. */
function fillLungs(plane: Plane, air: Plane, blood: Plane, body: Anatomy, seed: number): void {
  for (let row = 0; row < plane.rows; row++) {
    const y = plane.y(row);
    const full = body.lungDepth(y);
    for (let column = 0; column < plane.columns; column++) {
      const index = row * plane.columns + column;
      const lung = air.values[index] ?? 0;
      if (lung <= 0) continue;
      const mottle = 0.055 * cloud(seed % 65_521, plane.x(column) * 34, y * 34);
      const vessel = (blood.values[index] ?? 0) * Math.min(1, (1.3 * lung) / full);
      plane.values[index] = (plane.values[index] ?? 0) + SOFT_TISSUE * (1.5 * vessel + mottle * lung);
    }
  }
}

function measure(
  film: ResolvedOptions,
  grid: Grid,
  body: Anatomy,
  canvas: Canvas,
): Omit<PhantomGeometry, "markers" | "ruler" | "sideMarker" | "label"> {
  const place = (x: number, y: number): Place =>
    canvas.place(
      ((x - grid.originX) / grid.stepX + 0.5) * (film.columns / grid.columns) - 0.5,
      ((y - grid.originY) / grid.stepY + 0.5) * (film.rows / grid.rows) - 0.5,
    );
  const heights = Array.from({ length: 400 }, (_, i) => (body.lungHeight * (i + 0.5)) / 400);
  const widest = (edge: (y: number) => number, from: readonly number[]): number =>
    from.reduce((best, y) => (edge(y) > edge(best) ? y : best), from[0] ?? 0);
  const chestAt = widest(body.lungLateral, heights);
  const half = body.lungLateral(chestAt);
  const thorax = { from: place(-half, chestAt), to: place(half, chestAt) };
  const thoraxMm = thorax.to.xMm - thorax.from.xMm;
  // Heart borders are seen against air: above the diaphragm, below the hila.
  const seen = (side: "right" | "left"): number[] =>
    heights.filter((y) => {
      const edge = body.heart[side](y);
      return y > 0.3 * body.lungHeight && y < body.diaphragm[side](edge);
    });
  const rightAt = widest(body.heart.right, seen("right"));
  const leftAt = widest(body.heart.left, seen("left"));
  const rightmost = place(-body.heart.right(rightAt), rightAt);
  const leftmost = place(body.heart.left(leftAt), leftAt);
  const heartMm = leftmost.xMm - rightmost.xMm;
  const lung = (side: "right" | "left"): Place[] => {
    const sign = side === "right" ? -1 : 1;
    const outer: Place[] = [];
    const inner: Place[] = [];
    for (const y of heights) {
      const medial = Math.max(body.lungMedial(y), body.heart[side](y));
      const lateral = body.lungLateral(y);
      const across = Array.from({ length: 60 }, (_, i) => medial + ((lateral - medial) * i) / 59);
      const aerated = across.filter((x) => y < body.diaphragm[side](x));
      const [first, last] = [aerated[0], aerated.at(-1)];
      if (first === undefined || last === undefined || lateral <= medial) continue;
      inner.push(place(sign * first, y));
      outer.push(place(sign * last, y));
    }
    return [...outer, ...inner.reverse()];
  };
  return {
    widthMm: film.columns * film.spacing.column,
    heightMm: film.rows * film.spacing.row,
    midline: place(0, 0).column,
    lungs: { right: lung("right"), left: lung("left") },
    thorax: { ...thorax, mm: thoraxMm },
    heart: { rightmost, leftmost, mm: heartMm },
    cardiothoracicRatio: heartMm / thoraxMm,
    ...(film.opacity === undefined
      ? {}
      : {
          opacity: {
            centre: place(...zoneCentre(body, film.opacity.zone)),
            diameterMm: film.opacity.size * thoraxMm,
          },
        }),
  };
}
