/** One group of films (a day, a week): how many, and how many of them a network called pneumonia. */
export interface Subgroup {
  readonly films: number;
  readonly positives: number;
}

export interface ControlPoint extends Subgroup {
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
  /** Beyond a control limit. */
  readonly outside: boolean;
  /** The last of `runLength` or more points in a row on one side of the centre line. */
  readonly run: boolean;
}

export interface ControlChart {
  readonly centre: number;
  readonly points: readonly ControlPoint[];
}

/** Standard errors from the centre line to a limit (Shewhart). */
const sigmas = 3;
/** Points in a row on one side that are no longer chance (Western Electric 1956, rule 4). */
const runLength = 8;

/**
 * Shewhart's p-chart, the control chart of a share (Montgomery, "Introduction to Statistical Quality
 * Control", section 7.2): the centre line is the share of all groups together, the limits of a group
 * of n are centre +- 3 sqrt(centre (1 - centre) / n), cut off at 0 and 1, so that groups of other sizes
 * have other limits. Groups without films have no share and are left out by the caller.
 * @returns null for no groups
 * @throws RangeError for a group without films, or with more positives than films
 */
export function pChart(groups: readonly Subgroup[]): ControlChart | null {
  if (groups.length === 0) return null;
  if (groups.some(({ films, positives }) => films < 1 || positives < 0 || positives > films)) {
    throw new RangeError("pChart: a group has no films, or more positives than films");
  }
  const total = (key: keyof Subgroup): number => groups.reduce((sum, group) => sum + group[key], 0);
  const centre = total("positives") / total("films");
  let side = 0;
  let inARow = 0;
  const points = groups.map((group): ControlPoint => {
    const { films, positives } = group;
    const share = positives / films;
    const reach = sigmas * Math.sqrt((centre * (1 - centre)) / films);
    const [lower, upper] = [Math.max(0, centre - reach), Math.min(1, centre + reach)];
    const now = Math.sign(share - centre);
    inARow = now !== 0 && now === side ? inARow + 1 : now === 0 ? 0 : 1;
    side = now;
    return {
      films,
      positives,
      share,
      lower,
      upper,
      outside: share < lower || share > upper,
      run: inARow >= runLength,
    };
  });
  return { centre, points };
}
