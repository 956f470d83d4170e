import { panelState } from "../../core/api.ts";

/** What `worklist --status` may say: this reader's read, or the state of the panel. */
export const statuses = ["unread", "draft", "read", ...panelState.options] as const;
export type Status = (typeof statuses)[number];
