import { anatomy, type Anatomy } from "./anatomy.ts";
import { bones } from "./bones.ts";
import type { Canvas } from "./canvas.ts";
import { develop, placeOn, planeOn, type PhantomFilm } from "./develop.ts";
import type { PhantomGeometry, Place } from "./geometry.ts";
import { opacityShare, zoneCentre } from "./opacity.ts";
import { resolveOptions, type PhantomOptions, type ResolvedOptions } from "./options.ts";
import type { Grid, Plane } from "./plane.ts";
import { Random } from "./random.ts";
import { SOFT_TISSUE, softTissue } from "./soft-tissue.ts";
import { cloud } from "./texture.ts";
import { vessels } from "./vessels.ts";

/** A synthetic frontal chest film with the places of everything drawn. */
export interface Phantom extends PhantomFilm {
  readonly projection: "frontal";
  readonly geometry: PhantomGeometry;
}

/**
 * Draws a frontal chest film: the same options give the same film.
 * @throws RangeError for options out of range
 */
export function drawPhantom(options: PhantomOptions): Phantom {
  const film = resolveOptions(options);
  const body = anatomy(film.seed, film.age);
  const plane = layOut(film, body);
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
  const side = Random.for(film.seed, "side").unit() < 0.7 ? "L" : "R";
  const { values, window, canvas, marks } = develop(plane, film, side);
  const geometry = { ...measure(film, plane, body, canvas), ...marks };
  return { ...film, projection: "frontal", values, window, geometry };
}

/** Fits the chest into the film. */
function layOut(film: ResolvedOptions, body: Anatomy): Plane {
  const [width, height] = [film.columns * film.spacing.column, film.rows * film.spacing.row];
  const random = Random.for(film.seed, "placing");
  const unit = Math.min(0.362 * width, (0.665 * height) / body.lungHeight) * random.between(0.985, 1.015);
  const midline = width * (0.5 + random.between(-0.012, 0.012));
  return planeOn(film, unit, midline, 0.15 * height + random.between(-0.01, 0.01) * height);
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
  const place = placeOn(film, grid, canvas);
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
