import { z } from "zod";
import { filmId, readerId } from "../base/ids.ts";
import { shape } from "./shape.ts";

/** A mark as its reader's window sends it: the window names it, so that what is undone comes back as the same mark. */
export const markDraft = z.object({
  id: z.uuid(),
  filmId: z.string().min(1).max(256).transform(filmId),
  frame: z.int().nonnegative(),
  shape,
});
export type MarkDraft = z.output<typeof markDraft>;

/** A kept mark. It belongs to its reader's read. */
export const mark = markDraft.extend({
  reader: z.string().transform(readerId),
  /** When it was last changed: UTC in ISO 8601 and the local offset. */
  saved: z.object({ utc: z.string(), offset: z.string() }),
  /** It was there when its reader committed the first read: from then on it does not change. */
  inRead: z.boolean(),
});
export type Mark = z.output<typeof mark>;
