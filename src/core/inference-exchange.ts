import { z } from "zod";
import { ownManifest } from "./models/manifest.ts";
import { wireError } from "./models/reading.ts";

/**
 * What the hidden window that runs networks and the main side say to each other. The window asks for
 * orders, one after the other, and sends each order's outcome with the next question; so it needs no more
 * than requests to its own address, in every shell alike. Messages travel as `encodeWire` writes them.
 */
export const exchangePath = "/exchange";
/** Where the window fetches a network's files: below it, the load's number and the file's path. */
export const filesPath = "/files";

/** Its bytes may lie in any kind of buffer. */
const floats = z.custom<Float32Array>((value) => value instanceof Float32Array);

export const windowBackend = z.enum(["webgpu", "wasm"]);
export type WindowBackend = z.output<typeof windowBackend>;

/** What the window can do. */
export const windowAbilities = z.object({
  /** The graphics processor in words; null where there is none. */
  adapter: z.string().nullable(),
  /** Whether WASM may use threads. */
  isolated: z.boolean(),
  cores: z.int().positive(),
  /** The runtime and its version. */
  runtime: z.string(),
});
export type WindowAbilities = z.output<typeof windowAbilities>;

/** What the window is to do. */
export const windowOrder = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("load"),
    id: z.int(),
    backend: windowBackend,
    manifest: ownManifest,
    threads: z.int().positive(),
  }),
  z.object({
    kind: z.literal("run"),
    id: z.int(),
    backend: windowBackend,
    model: z.string(),
    input: floats,
  }),
]);
export type WindowOrder = z.output<typeof windowOrder>;

/** A network's answer as it travels. */
export const wireAnswer = z.object({
  logits: z.tuple([z.number(), z.number()]).readonly(),
  heatMap: z.object({ rows: z.int(), columns: z.int(), values: floats }).optional(),
  features: floats.optional(),
});

const outcome = z.discriminatedUnion("ok", [
  /** `answer` is null for a network that was loaded. */
  z.object({ id: z.int(), ok: z.literal(true), answer: wireAnswer.nullable() }),
  z.object({ id: z.int(), ok: z.literal(false), error: wireError }),
]);
export type WindowOutcome = z.output<typeof outcome>;

/** What the window says with each question. */
export const windowMessage = z.object({
  /** A window's own word: after a reload it is another one. */
  window: z.string().min(8).max(64),
  /** With the first question. */
  abilities: windowAbilities.optional(),
  outcome: outcome.optional(),
});
export type WindowMessage = z.output<typeof windowMessage>;

/** The answer to a question: an order, or null where there is none for now. */
export const windowReply = windowOrder.nullable();
