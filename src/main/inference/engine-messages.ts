import { z } from "zod";
import { panelRule } from "../../core/agreement/panel-rule.ts";
import { filmAtFirst, filmPixels, stageSize } from "../../core/api.ts";
import { wireAnswer } from "../../core/inference-exchange.ts";
import type { StoredValues } from "../../core/dicom/film.ts";
import { backendId } from "../../core/models/backend.ts";
import { modelManifest, ownManifest } from "../../core/models/manifest.ts";
import { wireError } from "../../core/models/reading.ts";

/** A decoded frame with what is needed to show it: `filmPixels` of the API less the film's id. */
export const decodedFrame = filmPixels.omit({ filmId: true }).extend({
  kind: z.enum(["dicom", "png", "jpeg"]),
  frames: z.int().positive(),
});
export type DecodedFrame = z.output<typeof decodedFrame>;

const valueKinds = { Uint8Array, Int8Array, Uint16Array, Int16Array } as const;
type ValueKind = keyof typeof valueKinds;

/** Which kind of typed array holds these values. */
export const kindOfValues = (values: StoredValues): ValueKind =>
  (Object.keys(valueKinds) as ValueKind[]).find((kind) => values instanceof valueKinds[kind]) ??
  "Uint16Array";

/** Where stored values lie in a film's file, from which byte on and how many, little endian. */
const pixelPlace = z.object({
  at: z.int().nonnegative(),
  length: z.int().positive(),
  kind: z.enum(["Uint8Array", "Int8Array", "Uint16Array", "Int16Array"]),
});
export type PixelPlace = z.output<typeof pixelPlace>;

/** How many bytes values at such a place take. */
export const bytesAt = ({ kind, length }: PixelPlace): number => length * valueKinds[kind].BYTES_PER_ELEMENT;

/** The values of a place's bytes, which begin a buffer of their own. */
export const valuesOf = ({ kind, length }: PixelPlace, bytes: Uint8Array<ArrayBuffer>) =>
  new valueKinds[kind](bytes.buffer, 0, length);

/** A decoded frame as it is sent: an uncompressed film's pixels stay in the file, where who asked reads them. */
export const sentFrame = decodedFrame.extend({
  pixels: z.union([
    ...decodedFrame.shape.pixels.options,
    z.object({ colour: z.literal(false), place: pixelPlace }),
  ]),
});

/** A frame's first picture; `filmAtFirst` of the API less the film's id. */
export const paintedFrame = filmAtFirst.omit({ filmId: true });
export type PaintedFrame = z.output<typeof paintedFrame>;

const film = { id: z.int(), path: z.string().min(1), file: z.string().min(1) };

/** What the engine asks of its child process. */
export const engineRequest = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("start"),
    modelsFolders: z.array(z.string()),
    ownModelsFolders: z.array(z.string()),
    /** Ids of networks that stopped the process before. */
    excluded: z.array(z.string()),
    /** What runs the panel's networks. */
    backend: backendId,
    /** Of one network on the CPU. */
    threads: z.int().positive(),
  }),
  /** Runs every golden film, and each network's first one `runs` times with the clock on. */
  z.object({ kind: z.literal("prove"), ...film, runs: z.int().positive() }),
  /** The outcome of a call for the hidden window; `answer` is null for a network that was loaded. */
  z.object({
    kind: z.literal("window"),
    id: z.int(),
    answer: wireAnswer.nullable(),
    error: wireError.nullable(),
  }),
  z.object({ kind: z.literal("decode"), ...film, frame: z.int().nonnegative() }),
  /** Paints a frame as a window will show it first. */
  z.object({ kind: z.literal("paint"), ...film, frame: z.int().nonnegative(), stage: stageSize }),
  z.object({
    kind: z.literal("classify"),
    ...film,
    /** View that somebody has said of a picture, which says none itself. */
    view: z.string().optional(),
    /** Ids of networks that stopped the process on this film. */
    skip: z.array(z.string()),
    /** Ask the networks also where the film check withholds: to measure them, never to show an answer. */
    answerWithheld: z.boolean(),
  }),
]);
export type EngineRequest = z.output<typeof engineRequest>;

/** What a backend is worth: per network of the panel the largest difference from PyTorch, and milliseconds. */
export const backendProof = z.object({
  networks: z.array(z.object({ id: z.string(), difference: z.number(), ms: z.number().nonnegative() })),
});
export type BackendProof = z.output<typeof backendProof>;

/** Bytes and values may lie in any kind of buffer. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const floats = z.custom<Float32Array>((value) => value instanceof Float32Array);

/** A call for the hidden window. */
const windowCall = z.discriminatedUnion("what", [
  z.object({
    what: z.literal("load"),
    backend: backendId,
    manifest: ownManifest,
    files: z.map(z.string(), bytes),
  }),
  z.object({
    what: z.literal("run"),
    backend: backendId,
    model: z.string(),
    input: floats,
  }),
]);

/** What the child process answers. */
export const engineReply = z.discriminatedUnion("kind", [
  /** The network with this id is about to be loaded. */
  z.object({ kind: z.literal("loading"), model: z.string(), done: z.int(), total: z.int() }),
  z.object({
    kind: z.literal("ready"),
    loaded: z.array(modelManifest),
    own: z.array(ownManifest),
    rule: panelRule.nullable(),
    /** Hash of the film space. */
    space: z.string().nullable(),
    failures: z.array(wireError),
  }),
  /** The network with this id is about to run; null while the film is read and decoded. */
  z.object({ kind: z.literal("stage"), id: z.int(), model: z.string().nullable() }),
  /** `rss`: bytes of memory that the process holds. */
  z.object({ kind: z.literal("done"), id: z.int(), value: z.unknown(), rss: z.number() }),
  z.object({ kind: z.literal("failed"), id: z.int(), error: wireError, rss: z.number() }),
  z.object({ kind: z.literal("window"), id: z.int(), call: windowCall }),
  /** The backend is not to be used: it cannot load a network, or answers other than PyTorch. */
  z.object({ kind: z.literal("unfit"), reason: z.string() }),
]);
export type EngineReply = z.output<typeof engineReply>;
