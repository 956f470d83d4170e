import { z } from "zod";
import { studyDetail } from "../../core/api.ts";
import { modelId } from "../../core/base/ids.ts";
import { commands } from "../../core/base/messages/ui.ts";
import type { CommandId } from "../ui/keys.ts";

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
  }),
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

/** Where the second window stood, in the screen's CSS pixels, and whether it was open. */
const place = z.object({
  open: z.boolean(),
  left: z.number(),
  top: z.number(),
  width: z.number().min(200).max(20_000),
  height: z.number().min(200).max(20_000),
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
  const known = rememberedPlace() ?? { open: false, left: 0, top: 0, width: 1200, height: 900 };
  localStorage.setItem(key, JSON.stringify({ ...known, ...change }));
}
