import type { ModelAnswer, Verdict } from "../../core/agreement/agreement.ts";
import type { FilmAnswer } from "../../core/api.ts";
import { panel as words } from "../../core/base/messages/ui.ts";
import type { Finding } from "../../core/second-read/read.ts";

/** What a film's answer says, in few words. */
export function headline(answer: FilmAnswer): string {
  if (answer.state === "withheld") return words.withheld;
  if (answer.state === "failed") return words.failed;
  if (answer.state === "none") return words.none;
  const verdict = answer.agreement?.verdict ?? null;
  if (verdict !== null) return words.headline(verdict);
  return answer.state === "partial" ? words.partial : words.noVerdict;
}

/** How many networks stand behind it. */
export function standing({ agreement, models, failures, state }: FilmAnswer): string {
  if (agreement === null || state === "withheld") return "";
  const { of, votes, verdict, level } = agreement;
  if (of < 2 || votes === null || verdict === null || level === null) {
    return words.answered(of, Math.max(models.length, of + failures.length));
  }
  const behind = verdict === "pneumonia" ? votes : of - votes;
  return words.agreeing(behind, of, 2 * behind < of ? words.againstMost : words.level[level]);
}

/** The networks whose verdict is not the panel's. */
export const dissenting = ({ agreement, models }: FilmAnswer): readonly ModelAnswer[] =>
  agreement?.verdict === null || agreement === null || agreement.of < 2
    ? []
    : models.filter((model) => model.verdict !== null && model.verdict !== agreement.verdict);

/**
 * The film that speaks for its study: the one with the highest probability of pneumonia; null where
 * no film has one.
 */
export function leading(answers: readonly FilmAnswer[]): FilmAnswer | null {
  const chance = (answer: FilmAnswer): number => answer.agreement?.probability ?? -1;
  const first = answers.reduce<FilmAnswer | null>(
    (most, answer) => (most === null || chance(answer) > chance(most) ? answer : most),
    null,
  );
  return first !== null && chance(first) >= 0 ? first : null;
}

/** Whether the reader's finding and the panel's verdict differ; null where either says nothing. */
export function differs(finding: Finding | null, verdict: Verdict | null): boolean | null {
  if (finding === null || finding === "cannot-say" || verdict === null) return null;
  return (finding === "pneumonia") !== (verdict === "pneumonia");
}
