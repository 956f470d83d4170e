import { z } from "zod";
import type { PanelState } from "../api.ts";
import type { Finding } from "./read.ts";
import type { FlagRule } from "./rules.ts";

export const flagKind = z.enum(["none", "possible-miss", "possible-overcall", "unresolved"]);
export type FlagKind = z.output<typeof flagKind>;

/** A flag with what it was made of, so that its reason can be said and checked later. */
export const flag = z.object({
  kind: flagKind,
  finding: z.enum(["pneumonia", "no-pneumonia", "cannot-say"]),
  /** The panel's probability of pneumonia, 0..1. */
  probability: z.number().min(0).max(1),
  /** The limit that decided; null where none did ("cannot say", a direction that is switched off). */
  limit: z.number().min(0).max(1).nullable(),
});
export type Flag = z.output<typeof flag>;

/** What a study's panel says, as far as a flag depends on it. */
export interface PanelForFlag {
  readonly state: PanelState;
  /** The highest probability of its films; null where there is none. */
  readonly probability: number | null;
}

/** A flag, or why there is none: a panel that is not whole says nothing against a reader. */
export type Flagging =
  { readonly flag: Flag } | { readonly flag: null; readonly because: Exclude<PanelState, "done"> };

/** Reader and panel, by the department's rule. */
export function flagOf(finding: Finding, panel: PanelForFlag, rule: FlagRule): Flagging {
  if (panel.state !== "done") return { flag: null, because: panel.state };
  const { probability } = panel;
  if (probability === null) return { flag: null, because: "none" };
  const made = (kind: FlagKind, limit: number | null): Flagging => ({
    flag: { kind, finding, probability, limit },
  });
  if (finding === "cannot-say") return made(rule.unresolved ? "unresolved" : "none", null);
  if (finding === "no-pneumonia") {
    const { missFrom } = rule;
    return made(missFrom !== null && probability >= missFrom ? "possible-miss" : "none", missFrom);
  }
  const { overcallBelow } = rule;
  return made(
    overcallBelow !== null && probability < overcallBelow ? "possible-overcall" : "none",
    overcallBelow,
  );
}
