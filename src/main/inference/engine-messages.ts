import { z } from "zod";
import { panelRule } from "../../core/agreement/panel-rule.ts";
import { filmPixels } from "../../core/api.ts";
import { modelManifest, ownManifest } from "../../core/models/manifest.ts";
import { wireError } from "../../core/models/reading.ts";

/** A decoded frame with what is needed to show it: `filmPixels` of the API less the film's id. */
export const decodedFrame = filmPixels.omit({ filmId: true }).extend({
  kind: z.enum(["dicom", "png", "jpeg"]),
  frames: z.int().positive(),
});
export type DecodedFrame = z.output<typeof decodedFrame>;

const film = { id: z.int(), path: z.string().min(1), file: z.string().min(1) };

/** What the engine asks of its child process. */
export const engineRequest = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("start"),
    modelsFolders: z.array(z.string()),
    ownModelsFolders: z.array(z.string()),
    /** Ids of networks that stopped the process before. */
    excluded: z.array(z.string()),
  }),
  z.object({ kind: z.literal("decode"), ...film, frame: z.int().nonnegative() }),
  z.object({
    kind: z.literal("classify"),
    ...film,
    /** Ids of networks that stopped the process on this film. */
    skip: z.array(z.string()),
    /** Ask the networks also where the film check withholds: to measure them, never to show an answer. */
    answerWithheld: z.boolean(),
  }),
]);
export type EngineRequest = z.output<typeof engineRequest>;

/** What the child process answers. */
export const engineReply = z.discriminatedUnion("kind", [
  /** The network with this id is about to be loaded. */
  z.object({ kind: z.literal("loading"), model: z.string() }),
  z.object({
    kind: z.literal("ready"),
    loaded: z.array(modelManifest),
    own: z.array(ownManifest),
    rule: panelRule.nullable(),
    failures: z.array(wireError),
  }),
  /** The network with this id is about to run; null while the film is read and decoded. */
  z.object({ kind: z.literal("stage"), id: z.int(), model: z.string().nullable() }),
  /** `rss`: bytes of memory that the process holds. */
  z.object({ kind: z.literal("done"), id: z.int(), value: z.unknown(), rss: z.number() }),
  z.object({ kind: z.literal("failed"), id: z.int(), error: wireError, rss: z.number() }),
]);
export type EngineReply = z.output<typeof engineReply>;
