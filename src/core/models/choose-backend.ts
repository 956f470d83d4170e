import { z } from "zod";
import { backendId, lastResort, tolerance, type BackendId } from "./backend.ts";

/** What was found of a backend on this machine. */
export const backendTrial = z.object({
  backend: backendId,
  /** It loaded every network. */
  available: z.boolean(),
  /** Largest difference from PyTorch over every golden film of every network; null where none was answered. */
  difference: z.number().nullable(),
  /** Milliseconds that the panel's networks together take for one film: the sum of their medians. */
  ms: z.number().nonnegative().nullable(),
  /** Why it is not available; null where it is. */
  reason: z.string().nullable(),
});
export type BackendTrial = z.output<typeof backendTrial>;

/** Whether a backend proved itself: it answered every golden film as PyTorch does, up to its tolerance. */
export const isCorrect = ({ backend, available, difference }: BackendTrial): boolean =>
  available && difference !== null && difference <= tolerance(backend);

/**
 * Another backend has to take less than this share of the CPU's time to be chosen: below it the difference is
 * within what two measurements of one backend differ by, and the CPU leaves the graphics memory to the film.
 */
const worthIt = 0.9;

/**
 * The order in which backends are used: the fastest that is correct, then the others to fall to. What was not
 * proven is never among them but for the CPU, which is always there, last where nothing better is known.
 * @param forced the user's wish; it comes first where it proved itself, and counts for nothing elsewhere
 */
export function backendOrder(trials: readonly BackendTrial[], forced: BackendId | null): BackendId[] {
  const timeOf = ({ backend, ms }: BackendTrial): number =>
    (ms ?? Infinity) * (backend === lastResort ? worthIt : 1);
  const proven = trials.filter(isCorrect).toSorted((a, b) => timeOf(a) - timeOf(b));
  const order = proven.map(({ backend }) => backend);
  if (!order.includes(lastResort)) order.push(lastResort);
  return forced !== null && order.includes(forced)
    ? [forced, ...order.filter((backend) => backend !== forced)]
    : order;
}

/** What decides how fast and how right a backend is: when it changes, backends are measured anew. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** The graphics processors in the system's words; empty where it names none. */
  readonly graphics: string;
  readonly runtimes: readonly string[];
  /** Every network that is run, with its version. */
  readonly networks: readonly { readonly id: string; readonly version: string }[];
}

/** A machine in one line of text. */
export const fingerprintOf = ({ processor, cores, graphics, runtimes, networks }: Machine): string =>
  [
    processor,
    `${cores} cores`,
    graphics || "no graphics processor",
    ...runtimes,
    ...networks.map(({ id, version }) => `${id} ${version}`).sort(),
  ].join("; ");
