import type { Result } from "../../core/api.ts";
import type { StatisticsScope } from "../../core/statistics/statistics.ts";
import type { PeriodUnit } from "../../core/statistics/period.ts";
import { request } from "../bridge/index.ts";
import { said } from "./notices.svelte.ts";

/** What this reader's reads, or the department's, amount to, fetched when the Statistics page asks. */
class ReaderStatistics {
  unit = $state<PeriodUnit>("week");
  scope = $state<StatisticsScope>("own");
  value = $state.raw<Result<"statistics.get"> | null>(null);
  /** Why it could not be fetched. */
  failure = $state<string | null>(null);
  #asked = 0;

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const value = await request("statistics.get", { unit: this.unit, scope: this.scope });
      if (asked !== this.#asked) return;
      this.value = value;
      this.failure = null;
    } catch (error) {
      if (asked === this.#asked) this.failure = said(error).message;
    }
  }

  /** Forgets what one reader's were: the next who opens the page may be another. */
  forget(): void {
    this.#asked++;
    this.scope = "own";
    this.value = null;
    this.failure = null;
  }

  async by(unit: PeriodUnit): Promise<void> {
    this.unit = unit;
    await this.load();
  }

  async of(scope: StatisticsScope): Promise<void> {
    this.scope = scope;
    this.value = null;
    await this.load();
  }
}

export const readerStatistics = new ReaderStatistics();
