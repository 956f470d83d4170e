import { z } from "zod";
import { hangingFaults as say } from "../base/messages/hanging.ts";

/** How the film's place is divided: one film, two side by side or one above the other, four. */
export const layouts = ["one", "side-by-side", "stacked", "four"] as const;
export const hangingLayout = z.enum(layouts);
export type Layout = z.output<typeof hangingLayout>;

/** Places of a layout, row by row from the upper left. */
export const seatsOf: Readonly<Record<Layout, number>> = {
  one: 1,
  "side-by-side": 2,
  stacked: 2,
  four: 4,
};

/** Which film belongs in a place. "any" is the next film that hangs nowhere yet. */
export const hangingPlace = z.object({
  study: z.enum(["current", "prior"]),
  view: z.enum(["frontal", "lateral", "any"]),
});
export type HangingPlace = z.output<typeof hangingPlace>;

/** For which studies a layout is, and what hangs in each of its places. */
export const hangingRule = z.object({
  when: z.object({
    /** "one": a single film. "frontal-and-lateral": at least one of each. */
    films: z.enum(["any", "one", "frontal-and-lateral"]),
    /** Whether there is a prior to compare with. */
    prior: z.enum(["any", "with", "without"]),
  }),
  layout: hangingLayout,
  places: z.array(hangingPlace).min(1).max(4),
});
export type HangingRule = z.output<typeof hangingRule>;

/** A reader's rules; the first that fits a study hangs it. */
export const hangingRules = z.array(hangingRule).max(20);
export type HangingRules = readonly HangingRule[];

const fitsAll = ({ when }: HangingRule): boolean => when.films === "any" && when.prior === "any";

/** Whether every study that the later rule fits was taken by the earlier one. */
const covers = (earlier: HangingRule, later: HangingRule): boolean =>
  (earlier.when.films === "any" || earlier.when.films === later.when.films) &&
  (earlier.when.prior === "any" || earlier.when.prior === later.when.prior);

function faultOfRule(rule: HangingRule, number: number): string | null {
  const { layout, places, when } = rule;
  if (places.length !== seatsOf[layout]) return say.seats(number, places.length, seatsOf[layout]);
  if (!places.some(({ study }) => study === "current")) return say.noCurrent(number);
  if (when.prior === "without" && places.some(({ study }) => study === "prior")) {
    return say.priorWithout(number);
  }
  const named = places.filter(({ view }) => view !== "any").map(({ study, view }) => `${study} ${view}`);
  return new Set(named).size < named.length ? say.twice(number) : null;
}

/** What is wrong with rules, in a sentence; null where nothing is. */
export function faultOf(rules: HangingRules): string | null {
  for (const [index, rule] of rules.entries()) {
    const fault = faultOfRule(rule, index + 1);
    if (fault !== null) return fault;
    const earlier = rules.slice(0, index).findIndex((one) => covers(one, rule));
    if (earlier >= 0) return say.unreached(index + 1, earlier + 1);
  }
  const last = rules.at(-1);
  return last === undefined || !fitsAll(last) ? say.noLast : null;
}

const current = (view: HangingPlace["view"]): HangingPlace => ({ study: "current", view });
const prior = (view: HangingPlace["view"]): HangingPlace => ({ study: "prior", view });

/** Every film of the study that is read is in view, the prior beside what it is compared with. */
export const usualHanging: HangingRules = [
  {
    when: { films: "frontal-and-lateral", prior: "with" },
    layout: "four",
    places: [current("frontal"), prior("frontal"), current("lateral"), prior("lateral")],
  },
  {
    when: { films: "frontal-and-lateral", prior: "any" },
    layout: "side-by-side",
    places: [current("frontal"), current("lateral")],
  },
  { when: { films: "any", prior: "with" }, layout: "side-by-side", places: [current("any"), prior("any")] },
  { when: { films: "any", prior: "any" }, layout: "one", places: [current("any")] },
];
