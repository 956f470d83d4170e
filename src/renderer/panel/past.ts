import type { ModelAnswer, Verdict } from "../../core/agreement/agreement.ts";
import type { ShownAnswer } from "../../core/api.ts";
import { pastWords as words, type PastShare } from "../../core/base/messages/past.ts";
import { fewestCases, type Alike } from "../../core/second-read/past-cases.ts";
import { probability } from "../ui/format.ts";

const percent = (share: number): number => Math.round(100 * share);

/** The share of past films with pneumonia, as it is said. */
const shareOf = ({ films, pneumonia, interval }: Alike): PastShare => ({
  films,
  hits: pneumonia,
  low: percent(interval.low),
  high: percent(interval.high),
});

/** What the panel's probability was worth on past films, in words; null where the panel gave none. */
export function nearWords({ past: { near }, state }: Pick<ShownAnswer, "past" | "state">): string | null {
  if (state !== "done") return null;
  if (near === null) return words.noneNear(fewestCases);
  const { from, to, films, pneumonia, interval } = near;
  const [low, high] = [probability(interval.low), probability(interval.high)];
  return words.near(probability(from), probability(to), films, pneumonia, low, high);
}

/** The share on which a verdict was right: of "normal", the films without pneumonia. */
function rightOf(alike: Alike, verdict: Verdict): PastShare {
  if (verdict === "pneumonia") return shareOf(alike);
  const { films, pneumonia, interval } = alike;
  return {
    films,
    hits: films - pneumonia,
    low: percent(1 - interval.high),
    high: percent(1 - interval.low),
  };
}

/**
 * How the networks stand on a film and what that was worth on past films on which they stood the same
 * way, in words. Null where they gave no verdicts; without the counts where they were too few.
 */
export function standingWords({
  models,
  past,
  agreement,
}: Pick<ShownAnswer, "models" | "past" | "agreement">) {
  const given = models.filter((model): model is ModelAnswer & { verdict: Verdict } => model.verdict !== null);
  if ((agreement?.verdict ?? null) === null || given.length < 2) return null;
  const of = (verdict: Verdict) => given.filter((model) => model.verdict === verdict);
  const [pneumonia, normal] = [of("pneumonia"), of("normal")];
  const sentence = (stands: string, was: (alike: Alike) => string): string =>
    `${stands}; ${past.alike === null ? words.tooFew(fewestCases) : was(past.alike)}.`;
  const [side, other] = pneumonia.length < normal.length ? [pneumonia, normal] : [normal, pneumonia];
  const [lone] = side;
  const [first] = other;
  if (lone === undefined && first !== undefined) {
    return sentence(words.all(given.length, first.verdict), (alike) =>
      words.allWere(rightOf(alike, first.verdict)),
    );
  }
  if (side.length === 1 && lone !== undefined && other.length > 1) {
    return sentence(words.alone(lone.title, lone.verdict), (alike) =>
      words.aloneWas(rightOf(alike, lone.verdict)),
    );
  }
  const titles = (sides: readonly ModelAnswer[]): string[] => sides.map(({ title }) => title);
  return sentence(words.sides(titles(pneumonia), titles(normal)), (alike) => words.sidesWere(shareOf(alike)));
}
