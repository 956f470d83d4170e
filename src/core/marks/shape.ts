import { z } from "zod";

/**
 * A place on a frame in film pixels: whole numbers at pixel centres, column to the right, row downward,
 * as the frame is stored (whatever rotation or flip it is shown with).
 */
export const point = z.object({
  column: z.number().min(-100_000).max(100_000),
  row: z.number().min(-100_000).max(100_000),
});
export type Point = z.output<typeof point>;

export const longestMarkText = 200;

/**
 * What a reader draws on a frame.
 * - length: from, to
 * - angle: end, vertex, end; cobb: two points of the upper line, two of the lower
 * - rectangle, ellipse: two opposite corners of the box, whose sides run along rows and columns
 * - arrow: tip, tail, with words at its tail
 * - cardiothoracic: two points of the midline, the heart's farthest right and left border, the inner
 *   border of the thorax on the right and on the left
 * - key: no place; says that the frame is a key image
 */
export const shape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("length"), points: z.tuple([point, point]) }),
  z.object({ kind: z.literal("angle"), points: z.tuple([point, point, point]) }),
  z.object({ kind: z.literal("cobb"), points: z.tuple([point, point, point, point]) }),
  z.object({ kind: z.literal("rectangle"), points: z.tuple([point, point]) }),
  z.object({ kind: z.literal("ellipse"), points: z.tuple([point, point]) }),
  z.object({
    kind: z.literal("arrow"),
    points: z.tuple([point, point]),
    text: z.string().max(longestMarkText),
  }),
  z.object({
    kind: z.literal("cardiothoracic"),
    points: z.tuple([point, point, point, point, point, point]),
  }),
  z.object({ kind: z.literal("key"), points: z.tuple([]) }),
]);
export type Shape = z.output<typeof shape>;
export type ShapeKind = Shape["kind"];
/** A shape that has a place on the film. */
export type DrawnKind = Exclude<ShapeKind, "key">;

/** How many points a drawn shape has, in the order in which a reader places them. */
export const pointsOf: Readonly<Record<DrawnKind, number>> = {
  length: 2,
  angle: 3,
  cobb: 4,
  rectangle: 2,
  ellipse: 2,
  arrow: 2,
  cardiothoracic: 6,
};

/**
 * A shape of this kind from the points of its placement.
 * @throws z.ZodError where their number is not the kind's
 */
export const shapeFrom = (kind: DrawnKind, points: readonly Point[], text = ""): Shape =>
  shape.parse(kind === "arrow" ? { kind, points, text } : { kind, points });

/** The same shape with one of its points elsewhere. */
export const withPoint = (of: Shape, index: number, moved: Point): Shape =>
  shape.parse({ ...of, points: of.points.map((was, at) => (at === index ? moved : was)) });

/** The same shape moved by columns and rows. */
export const shifted = (of: Shape, columns: number, rows: number): Shape =>
  shape.parse({
    ...of,
    points: of.points.map(({ column, row }) => ({ column: column + columns, row: row + rows })),
  });
