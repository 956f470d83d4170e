import { quantile } from "./quantile.ts";
import { byScore, type Scored } from "./roc.ts";

/** A film of a group of films that belong together: those of one patient. */
export interface Grouped extends Scored {
  readonly group: string;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** One film beside its place among the groups, in the order of falling scores. */
interface Placed {
  readonly positive: boolean;
  readonly group: number;
  /** Whether the next film has another score. */
  readonly last: boolean;
}

function placed(films: readonly Grouped[]): { ordered: Placed[]; groups: number } {
  const places = new Map<string, number>();
  for (const { group } of films) if (!places.has(group)) places.set(group, places.size);
  const sorted = byScore(films);
  const ordered = sorted.map(({ positive, score, group }, index) => ({
    positive,
    group: places.get(group) ?? 0,
    last: sorted[index + 1]?.score !== score,
  }));
  return { ordered, groups: places.size };
}

/** Area under the ROC curve where each film counts as often as its group was drawn. */
function weightedArea(ordered: readonly Placed[], drawn: Uint32Array): number | null {
  let [area, below, above, width, height] = [0, 0, 0, 0, 0];
  for (const { positive, group, last } of ordered) {
    const times = drawn[group] ?? 0;
    if (positive) height += times;
    else width += times;
    if (!last) continue;
    area += width * (above + height / 2);
    above += height;
    below += width;
    width = height = 0;
  }
  return above === 0 || below === 0 ? null : area / (above * below);
}

/** Give up after this many draws for each resample that is wanted. */
const patience = 100;

/**
 * 95 % percentile interval of the AUC (Efron, Tibshirani 1993, chapter 13) by the cluster bootstrap
 * (Field, Welsh 2007): whole groups are drawn with replacement, as many as there are, since films of
 * one patient are alike. A resample that holds one class only has no AUC and is drawn again. The
 * quantiles are numpy's (linear).
 * @param random uniform in [0, 1); seeded, so that a report can be repeated
 * @param rounds number of resamples
 * @returns null where a class is missing
 * @throws RangeError for a score that is not finite
 */
export function aucInterval(
  films: readonly Grouped[],
  random: () => number,
  rounds: number,
): Interval | null {
  const { ordered, groups } = placed(films);
  if (films.every(({ positive }) => positive) || !films.some(({ positive }) => positive)) return null;
  const areas: number[] = [];
  for (let tries = 0; areas.length < rounds && tries < rounds * patience; tries++) {
    const drawn = new Uint32Array(groups);
    for (let i = 0; i < groups; i++) {
      const group = Math.floor(random() * groups);
      drawn[group] = (drawn[group] ?? 0) + 1;
    }
    const area = weightedArea(ordered, drawn);
    if (area !== null) areas.push(area);
  }
  const [low, high] = [quantile(areas, 0.025), quantile(areas, 0.975)];
  return areas.length < rounds || low === null || high === null ? null : { low, high };
}
