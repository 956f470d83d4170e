import { anatomy, type Anatomy } from "./anatomy.ts";
import { bezier, bulge, clamp01, smoothstep, through, type Point } from "./curves.ts";
import { develop, placeOn, planeOn, type PhantomFilm } from "./develop.ts";
import type { LateralGeometry } from "./geometry.ts";
import { resolveOptions, type PhantomOptions } from "./options.ts";
import type { Plane } from "./plane.ts";
import { Random } from "./random.ts";
import { SOFT_TISSUE } from "./soft-tissue.ts";
import { cloud } from "./texture.ts";

/** A synthetic left lateral chest film with the places of what is drawn. */
export interface LateralPhantom extends PhantomFilm {
  readonly projection: "left-lateral";
  readonly geometry: LateralGeometry;
}

/**
 * A chest's outlines from its left side, in thorax units (see `Plane`): x runs to the patient's back from the
 * middle between sternum and gutter behind the spine, y downward from the apices. Heights are the frontal film's.
 */
interface Profile {
  readonly body: Anatomy;
  /** Skin in front and behind at height y. */
  readonly skin: { readonly front: (y: number) => number; readonly back: (y: number) => number };
  /** The lungs' borders in front and behind at height y. */
  readonly lung: { readonly front: (y: number) => number; readonly back: (y: number) => number };
  /** Middle of the vertebral bodies at height y. */
  readonly spine: (y: number) => number;
  /** Height of a dome at the depth x. */
  readonly dome: Readonly<Record<"right" | "left", (x: number) => number>>;
  /** An ellipse: its middle and half axes. */
  readonly heart: { readonly x: number; readonly y: number; readonly deep: number; readonly high: number };
}

/** How far forward the domes are highest. */
const SUMMIT = -0.14;

function profile(body: Anatomy, seed: number): Profile {
  const random = Random.for(seed, "profile");
  const height = body.lungHeight;
  // A child's chest is round: nearly as deep as it is wide; an adult's is two thirds of that.
  const half = (0.74 - 0.1 * body.maturity) * random.between(0.96, 1.04);
  const along = (knots: readonly Point[]): ((y: number) => number) =>
    through(knots.map(([at, x]) => [at * height, x * half]));
  const lung = {
    front: along([
      [0, 0.12],
      [0.03, -0.1],
      [0.1, -0.42],
      [0.22, -0.66],
      [0.45, -0.88],
      [0.7, -0.98],
      [1, -0.94],
    ]),
    back: along([
      [0, 0.2],
      [0.03, 0.44],
      [0.09, 0.72],
      [0.25, 0.93],
      [0.5, 1],
      [0.8, 0.98],
      [1.1, 0.9],
    ]),
  };
  const skin = {
    front: along([
      [-0.4, -0.5],
      [-0.12, -0.46],
      [0, -0.62],
      [0.2, -1],
      [0.5, -1.22],
      [0.8, -1.3],
      [1.5, -1.38],
    ]),
    back: along([
      [-0.4, 0.72],
      [-0.12, 0.86],
      [0.05, 1.22],
      [0.3, 1.4],
      [0.6, 1.36],
      [1, 1.24],
      [1.5, 1.2],
    ]),
  };
  const spine = along([
    [-0.4, 0.12],
    [-0.1, 0.3],
    [0.15, 0.56],
    [0.45, 0.68],
    [0.75, 0.6],
    [1, 0.46],
    [1.5, 0.3],
  ]);
  const top = height - (0.3 + 0.06 * body.maturity);
  const domeFrom = (summit: number) => (x: number) => {
    const back = Math.max(0, (x / half - SUMMIT) / (1 - SUMMIT));
    const front = Math.max(0, (SUMMIT - x / half) / (1 + SUMMIT));
    return summit + (1.06 * height - summit) * Math.pow(back, 2.1) + 0.1 * Math.pow(front, 2);
  };
  const dome = { right: domeFrom(top), left: domeFrom(top + random.between(0.05, 0.09)) };
  const deep = 0.55 * half * random.between(0.94, 1.06);
  // It lies on the left dome and against the sternum.
  const heart = { x: -0.42 * half, y: top - 0.15, deep, high: 0.45 };
  return { body, skin, lung, spine, dome, heart };
}

/**
 * Draws a left lateral chest film of the patient whom \`drawPhantom\` draws from the front for the same seed and age,
 * without an opacity: the same options give the same film.
 * @throws RangeError for options out of range
 */
export function drawLateralPhantom(options: Omit<PhantomOptions, "opacity">): LateralPhantom {
  const film = resolveOptions(options);
  const chest = profile(anatomy(film.seed, film.age), film.seed);
  const [width, height] = [film.columns * film.spacing.column, film.rows * film.spacing.row];
  const unit = Math.min(0.362 * width, (0.665 * height) / chest.body.lungHeight);
  const plane = planeOn(film, unit, 0.5 * width, 0.15 * height);
  softTissue(plane, chest, film.seed);
  vessels(plane, chest, film.seed);
  plane.blur(0.005);
  const skeleton = plane.blank();
  bones(skeleton, chest);
  skeleton.blur(0.012);
  plane.add(skeleton);
  const { values, window, canvas, marks } = develop(plane, film, "L");
  const place = placeOn(film, plane, canvas);
  const { heart, lung, dome } = chest;
  const between = (x1: number, x2: number, y: number) => {
    const [from, to] = [place(x1, y), place(x2, y)];
    return { from, to, mm: to.xMm - from.xMm };
  };
  const half = lung.back(0.5 * chest.body.lungHeight);
  const summit = (side: "right" | "left") => place(SUMMIT * half, dome[side](SUMMIT * half));
  const geometry = {
    widthMm: width,
    heightMm: height,
    depth: between(lung.front(heart.y), lung.back(heart.y), heart.y),
    heart: between(heart.x - heart.deep, heart.x + heart.deep, heart.y),
    domes: { right: summit("right"), left: summit("left") },
    ...marks,
  };
  return { ...film, projection: "left-lateral", values, window, geometry };
}

/** What the air of both lungs takes away of a ray, as a share of the tissue that it is in. */
const AIR = 0.7;

function softTissue(plane: Plane, chest: Profile, seed: number): void {
  const { skin, lung, dome } = chest;
  for (let row = 0; row < plane.rows; row++) {
    const y = plane.y(row);
    const [front, back] = [skin.front(y), skin.back(y)];
    const [near, far] = [lung.front(y), lung.back(y)];
    // As thick from side to side as the beam shows it: the belly more than the chest, and raised arms at the top.
    const wide = 1.2 + 0.3 * smoothstep(0.5, 1.4, y) + 0.5 * smoothstep(0.16, -0.25, y);
    for (let column = 0; column < plane.columns; column++) {
      const x = plane.x(column);
      if (x <= front || x >= back) continue;
      const index = row * plane.columns + column;
      const across = (2 * x - front - back) / (back - front);
      const thick = wide * Math.pow(1 - Math.pow(Math.abs(across), 3), 0.55);
      let air = 0;
      if (y > 0 && x > near && x < far) {
        const open = (side: "right" | "left"): number => {
          const above = dome[side](x) - y;
          return above <= 0 ? 0 : 0.6 * bulge(above, 0.05) + 0.4 * smoothstep(0, 0.3, above);
        };
        const rim = bulge(x - near, 0.3) * bulge(far - x, 0.3);
        const full = AIR * wide * rim * (0.86 + 0.14 * bulge(y, 0.4));
        // Each lung is half of the ray; what lies between them is heart and vessels.
        const mottle = 1 - 0.03 * cloud(seed % 65_521, x * 30, y * 30);
        air = 0.5 * full * (open("right") + open("left")) * mottle * (1 - 0.85 * inHeart(chest, x, y));
        air *= 1 - 0.34 * inMediastinum(chest, x, y);
      }
      plane.values[index] = SOFT_TISSUE * Math.max(0.02, thick - air - windpipe(chest, x, y));
    }
  }
}

/** Share of a heart's width that a ray passes through it: 0 at its border and beyond. */
function inHeart({ heart }: Profile, x: number, y: number): number {
  const [u, v] = [(x - heart.x) / heart.deep, (y - heart.y) / heart.high];
  const left = 1 - u * u - v * v;
  return left <= 0 ? 0 : 0.24 * bulge(left, 0.12) + 0.76 * Math.pow(clamp01(left), 0.75);
}

/** The great vessels between the lungs, above and behind the heart; the space behind the sternum stays clear. */
function inMediastinum({ spine, heart, body }: Profile, x: number, y: number): number {
  const middle = spine(y) - 0.42;
  const wide = 0.3;
  return smoothstep(wide, 0.3 * wide, Math.abs(x - middle)) * smoothstep(heart.y, 0.3 * body.lungHeight, y);
}

/** The trachea runs down and back to its end at the hila. */
function windpipe({ spine, body }: Profile, x: number, y: number): number {
  const carina = 0.4 * body.lungHeight;
  const axis = spine(y) - 0.34 + 0.06 * smoothstep(-0.3, carina, y);
  const radius = 0.062;
  const off = Math.abs(x - axis);
  return off < radius
    ? 2.6 * Math.sqrt(radius * radius - off * off) * smoothstep(carina + 0.04, carina - 0.04, y)
    : 0;
}

/** The hila over each other, and branches that leave them forward, down and back. */
function vessels(plane: Plane, { spine, body, lung, dome }: Profile, seed: number): void {
  const random = Random.for(seed, "lateral vessels");
  const y0 = 0.43 * body.lungHeight;
  const x0 = spine(y0) - 0.3;
  plane.tube(
    [
      [x0 - 0.04, y0 - 0.06],
      [x0 - 0.02, y0 + 0.06],
      [x0 + 0.03, y0 + 0.16],
    ],
    () => 0.085,
    (s) => 0.42 * (1 - s * s),
  );
  for (let i = 0; i < 22; i++) {
    const angle = -2.4 + (5.4 * (i + random.unit())) / 22;
    const path: Point[] = [[x0 - 0.07 * Math.cos(angle), y0 + 0.03 + 0.12 * Math.sin(angle)]];
    const bend = random.between(-0.06, 0.06);
    let bent = angle;
    for (let step = 0; step < 26; step++) {
      const [x, y] = path[step] ?? [x0, y0];
      bent += bend + random.between(-0.1, 0.1);
      const next: Point = [x - 0.04 * Math.cos(bent), y + 0.04 * Math.sin(bent)];
      if (next[1] < 0.05 || next[0] < lung.front(next[1]) + 0.05 || next[0] > lung.back(next[1]) - 0.05)
        break;
      if (next[1] > dome.left(next[0])) break;
      path.push(next);
    }
    if (path.length < 4) continue;
    const thick = random.between(0.014, 0.024);
    plane.tube(
      path,
      (t) => thick * (1 - 0.75 * t),
      (s, t) => SOFT_TISSUE * 3 * thick * (1 - 0.75 * t) * Math.sqrt(1 - s * s) * smoothstep(0, 0.16, t),
    );
  }
}

const cortical = (s: number): number => 0.6 + 0.4 * smoothstep(0.3, 0.8, s) - 0.7 * smoothstep(0.82, 1, s);

/** Vertebrae with the discs between them, sternum, ribs of both sides over each other, shoulder blades. */
function bones(plane: Plane, { body, spine, lung }: Profile): void {
  const dense = 0.8 + 0.2 * body.maturity;
  const pitch = (0.99 * body.lungHeight) / 11;
  for (let n = -3; n < 19; n++) {
    const top = -0.1 + pitch * (n - 0.9);
    const middle = top + 0.5 * pitch;
    const x = spine(middle);
    const lean = (spine(middle + 0.1) - spine(middle - 0.1)) / 0.2;
    const half = 0.098 + 0.0018 * n;
    const gap = 0.1 * pitch;
    const corner = (dx: number, dy: number): Point => [x + dx + lean * dy, middle + dy - lean * dx];
    const high = 0.5 * pitch - gap;
    plane.polygon(
      [corner(-half, -high), corner(0, -0.92 * high), corner(half, -high), corner(0.92 * half, 0)].concat([
        corner(half, high),
        corner(0, 0.92 * high),
        corner(-half, high),
        corner(-0.92 * half, 0),
      ]),
      (d) => dense * (0.34 * clamp01(d / 0.03) + 0.2 * smoothstep(0.022, 0, d)),
    );
    // Pedicles, facets and the spinous process behind the canal.
    plane.tube(
      [corner(half, -0.4 * high), corner(half + 0.1, 0)],
      () => 0.035,
      (s) => dense * 0.2 * (1 - s * s),
    );
    plane.tube(
      [corner(half + 0.13, 0.1 * high), corner(half + 0.27, 1.5 * high)],
      (t) => 0.04 - 0.016 * t,
      (s) => dense * 0.2 * cortical(s),
    );
  }
  const sternum: Point[] = [0.13, 0.2, 0.3, 0.42, 0.55, 0.68].map((v) => {
    const y = v * body.lungHeight;
    return [lung.front(y) - 0.07, y];
  });
  plane.tube(
    sternum,
    (t) => 0.045 - 0.01 * t,
    (s) => dense * 0.5 * cortical(s),
  );
  for (let n = 1; n <= 10; n++) {
    const start = -0.1 + pitch * (n - 0.4);
    const drop = (0.55 + 0.35 * body.maturity) * (0.32 + 0.075 * n);
    // The far side's ribs are enlarged by the beam: both sides do not quite cover each other.
    for (const side of [0, 0.035]) {
      const from: Point = [spine(start) + 0.16, start];
      const back: Point = [lung.back(start + 0.2) + 0.03 + side, start + 0.1 + side];
      const end = Math.min(start + drop, 1.05 * body.lungHeight);
      const reach = n < 8 ? 0.05 : 0.2 * (n - 7);
      const to: Point = [lung.front(end) + 0.1 + reach + side, end];
      const path = bezier(
        from,
        [back[0] + 0.12, start - 0.02 + side],
        [mid(back[0], to[0], 0.35), mid(back[1], to[1], 0.5)],
        to,
        34,
      );
      plane.tube(
        path,
        () => 0.034,
        (s, t) => dense * 0.19 * cortical(s) * smoothstep(0, 0.06, t) * (1 - smoothstep(0.72, 0.97, t)),
      );
    }
  }
  for (const side of [0, 0.07]) {
    const blade: Point[] = [
      [0.3, -0.05],
      [0.36, 0.4],
      [0.44, 0.68],
      [0.5, 0.7],
      [0.52, 0.4],
      [0.46, -0.02],
    ];
    plane.polygon(
      blade.map(([x, y]) => [x + 0.1 + side, y]),
      (d) => dense * (0.05 + 0.12 * smoothstep(0.035, 0.008, d)),
    );
  }
}

const mid = (a: number, b: number, t: number): number => a + (b - a) * t;
