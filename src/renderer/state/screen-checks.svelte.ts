import { z } from "zod";
import type { Payload } from "../../core/api.ts";
import { screenQuality as words } from "../../core/base/messages/screen.ts";
import { request } from "../bridge/index.ts";
import { screenName } from "./display-settings.ts";
import { notices } from "./notices.svelte.ts";

const place = "overread.screen-checks";
const day = 86_400_000;
/** Days after which a screen is due again. */
const dueAfter = { pattern: 1, luminances: 365 } as const;

const check = z.object({
  reader: z.string(),
  utc: z.string(),
  offset: z.string(),
  how: z.enum(["pattern", "luminances"]),
  passes: z.boolean(),
});
export type ScreenCheck = z.output<typeof check>;
const checks = z.record(z.string(), check);

function remembered(text: string | null): Record<string, ScreenCheck> {
  try {
    return checks.parse(JSON.parse(text ?? "{}"));
  } catch {
    // What is not a list of checks is none: the screen counts as never checked.
    return {};
  }
}

/** When each screen of this PC was last checked, by whom, and how it was found. */
class ScreenChecks {
  all = $state.raw(remembered(localStorage.getItem(place)));

  get screen(): string {
    return screenName(screen.width, screen.height, devicePixelRatio);
  }

  get last(): ScreenCheck | null {
    return this.all[this.screen] ?? null;
  }

  /** Whole days since the last check, where it is due again; null where it is not. */
  overdue(now: number): number | null {
    const { last } = this;
    if (last === null) return null;
    const days = Math.floor((now - Date.parse(last.utc)) / day);
    return days >= dueAfter[last.how] ? days : null;
  }

  /** Tells a reader whose screen is due again; one that was never checked is nobody's habit to break. */
  remind(now: number): void {
    const days = this.overdue(now);
    if (days !== null) notices.tell("info", words.remindOverdue(days));
  }

  /** Records a check; kept here only once it is in the audit record. */
  async keep(found: Pick<Payload<"screen.check">, "how" | "passes" | "worst">): Promise<void> {
    const name = this.screen;
    try {
      const { reader, at } = await request("screen.check", { screen: name, ...found });
      const { how, passes } = found;
      this.all = { ...this.all, [name]: { reader, utc: at.utc, offset: at.offset, how, passes } };
      localStorage.setItem(place, JSON.stringify(this.all));
    } catch (error) {
      notices.fail(error);
    }
  }
}

export const screenChecks = new ScreenChecks();
