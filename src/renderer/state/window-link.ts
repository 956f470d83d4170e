import { z } from "zod";
import { studyDetail } from "../../core/api.ts";
import { modelId, studyUid } from "../../core/base/ids.ts";
import { commands } from "../../core/base/messages/commands.ts";
import type { CommandId } from "../ui/keys.ts";

/** What the second window shows: the film that is looked at, or the most recent prior it can be compared with. */
export const secondShows = ["film", "prior"] as const;
export type SecondShows = (typeof secondShows)[number];

const windowed = z.object({
  kind: z.literal("window"),
  function: z.enum(["LINEAR", "LINEAR_EXACT", "SIGMOID"]),
  centre: z.number(),
  width: z.number().positive(),
});
/** How the film that is looked at stands and is shown, for a prior of its side to follow. */
const lead = z.object({
  placement: z
    .object({
      zoom: z.number().positive(),
      fitted: z.boolean(),
      centre: z.object({ x: z.number(), y: z.number() }),
    })
    .nullable(),
  presetNumber: z.int().nullable(),
  dragging: z.boolean(),
  window: windowed.nullable(),
  base: z.object({ window: windowed, inverted: z.boolean() }).nullable(),
});
export type Lead = z.output<typeof lead>;

/** What the reader's window and the second one tell each other. */
const message = z.discriminatedUnion("kind", [
  /** From the second window: it is there and wants to know what to show. */
  z.object({ kind: z.literal("here") }),
  z.object({ kind: z.literal("gone") }),
  /** From the second window: a key that means something in the reader's window. */
  z.object({
    kind: z.literal("command"),
    command: z.enum(Object.keys(commands) as [CommandId, ...CommandId[]]),
  }),
  /** From the reader's window: what is open there. Never what the networks say: that each window asks for itself. */
  z.object({
    kind: z.literal("show"),
    detail: studyDetail.nullable(),
    filmIndex: z.int().nonnegative(),
    frame: z.int().nonnegative(),
    committed: z.boolean(),
    /** Whose heat map is on. */
    heat: z.string().transform(modelId).nullable(),
    shows: z.enum(secondShows),
    /** Studies that are likely to be opened next. */
    coming: z.array(z.string().transform(studyUid)),
  }),
  /** From the reader's window: null where films do not follow each other. */
  z.object({ kind: z.literal("lead"), lead: lead.nullable() }),
  z.object({ kind: z.literal("close") }),
]);
export type WindowMessage = z.output<typeof message>;
export type Show = Extract<WindowMessage, { kind: "show" }>;

/** The line between the windows of one workstation. */
export class WindowLink {
  readonly #channel = new BroadcastChannel("overread");

  /** @param listener called with each message that the other window sends */
  constructor(listener: (message: WindowMessage) => void) {
    this.#channel.onmessage = (event: MessageEvent<unknown>) => {
      const parsed = message.safeParse(event.data);
      if (parsed.success) listener(parsed.data);
    };
  }

  send(sent: WindowMessage): void {
    this.#channel.postMessage(sent);
  }

  close(): void {
    this.#channel.close();
  }
}

/** Where the second window stood, in the screen's CSS pixels, whether it was open, and what it shows. */
const place = z.object({
  open: z.boolean(),
  left: z.number(),
  top: z.number(),
  width: z.number().min(200).max(20_000),
  height: z.number().min(200).max(20_000),
  shows: z.enum(secondShows).catch("film"),
});
export type WindowPlace = z.output<typeof place>;
const key = "overread.second-window";

/** What was remembered of the second window; null where nothing sensible was. */
export function readPlace(text: string | null): WindowPlace | null {
  try {
    return place.parse(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
}
export const rememberedPlace = (): WindowPlace | null => readPlace(localStorage.getItem(key));
export function rememberPlace(change: Partial<WindowPlace>): void {
  const first: WindowPlace = { open: false, left: 0, top: 0, width: 1200, height: 900, shows: "film" };
  const known = rememberedPlace() ?? first;
  localStorage.setItem(key, JSON.stringify({ ...known, ...change }));
}
