import { z } from "zod";
import { seriesUid } from "../base/ids.ts";
import type { GreyChain, Voi } from "../dicom/grey-chain.ts";
import { hangingLayout } from "../hanging/rules.ts";
import { read } from "../second-read/read.ts";
import { filmIdSchema, uid } from "./uids.ts";
import { worklistRow } from "./worklist.ts";

export const filmSummary = z.object({
  filmId: filmIdSchema,
  seriesUid: uid.transform(seriesUid),
  kind: z.enum(["dicom", "png", "jpeg"]),
  rows: z.int().positive(),
  columns: z.int().positive(),
  frames: z.int().positive(),
  modality: z.string(),
  bodyPart: z.string(),
  view: z.string(),
  laterality: z.string(),
  /** Whether the whole header, orientation included, speaks for a frontal film. */
  frontal: z.boolean(),
});
export type FilmSummary = z.output<typeof filmSummary>;

/** A study's films in the order in which they are hung, frontal ones first. */
export const studyFilms = z.object({ row: worklistRow, films: z.array(filmSummary) });
export type StudyFilms = z.output<typeof studyFilms>;

/** What may hang together: a study's films and, newest first, those of the same patient's earlier ones. */
export const hangableFilms = studyFilms.extend({ priors: z.array(studyFilms) });
export type HangableFilms = z.output<typeof hangableFilms>;

export const studyDetail = hangableFilms.extend({
  /** What this reader reads now: the first read, or a second one. */
  read,
  /** Number of the second read that this reader has in hand; null where it is the first read. */
  secondRead: z.int().nullable(),
});
export type StudyDetail = z.output<typeof studyDetail>;

const greyChain = z.custom<GreyChain>(
  (value) => typeof value === "object" && value !== null && "modality" in value && "vois" in value,
);
const storedValues = z.union([
  z.instanceof(Uint8Array),
  z.instanceof(Int8Array),
  z.instanceof(Uint16Array),
  z.instanceof(Int16Array),
]);

/** What a frame is, apart from its pixels. */
export const filmHead = z.object({
  filmId: filmIdSchema,
  frame: z.int().nonnegative(),
  rows: z.int().positive(),
  columns: z.int().positive(),
  bitsStored: z.int().min(1).max(16),
  signed: z.boolean(),
  grey: greyChain,
  spacing: z
    .object({
      row: z.number(),
      column: z.number(),
      source: z.enum(["pixel-spacing", "imager-pixel-spacing", "imager-pixel-spacing-magnified"]),
    })
    .nullable(),
  /** Patient Orientation (0020,0020): direction of rows to the right, of columns downward; letters A P R L H F. */
  orientation: z.array(z.string()),
});

/** One decoded frame with everything that is needed to show it. */
export const filmPixels = filmHead.extend({
  pixels: z.union([
    z.object({ colour: z.literal(false), stored: storedValues }),
    z.object({ colour: z.literal(true), rgb: z.instanceof(Uint8Array) }),
  ]),
});
export type FilmHead = z.output<typeof filmHead>;
export type FilmPixels = z.output<typeof filmPixels>;

/** A stage in device pixels: at most four screens of the largest kind. */
const stageSide = z.int().min(1).max(16_384);
export const stageSize = z.object({ width: stageSide, height: stageSide, smooth: z.boolean() });

/** Where a window is about to hang a study: what stands there first can be painted before the window asks for it. */
export const readyPlace = z.object({
  layout: hangingLayout,
  /** Its prior hangs in another window. */
  priorElsewhere: z.boolean(),
  /** The first place of the layout. */
  stage: stageSize,
});
export type ReadyPlace = z.output<typeof readyPlace>;

const across = z.object({ x: z.number(), y: z.number() });
/** A frame as it is to stand on a stage first, painted where its pixels are. */
export const filmAtFirst = filmHead.extend({
  picture: stageSize.extend({
    voi: z.custom<Voi>((value) => typeof value === "object" && value !== null && "kind" in value).nullable(),
    origin: across,
    scale: across,
    part: z.object({
      x: z.int().nonnegative(),
      y: z.int().nonnegative(),
      width: z.int().nonnegative(),
      height: z.int().nonnegative(),
    }),
    levels: z.instanceof(Uint8Array),
    /** Of the film's own pixels, as the window itself paints them; otherwise of a smaller copy in its file. */
    exact: z.boolean(),
  }),
});
export type FilmAtFirst = z.output<typeof filmAtFirst>;
