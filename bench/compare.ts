import { setTimeout } from "node:timers/promises";

/** One comparison: both sides do the same work, and one of them is ours. */
export interface Comparison {
  readonly name: string;
  /** What the values count, such as "ms". */
  readonly unit: string;
  /** Does our work once and answers its cost in the unit. */
  readonly ours: () => Promise<number>;
  readonly reference: { readonly name: string; readonly run: () => Promise<number> };
  /** Side on which the ratio ours / reference is good. */
  readonly bar: { readonly side: "<=" | ">="; readonly value: number };
  readonly warmUps: number;
  readonly rounds: number;
}

/** What `--json` prints for a comparison: a fixed contract. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly reference: { readonly name: string; readonly value: number };
  readonly ratio: number;
  readonly bar: string;
  readonly holds: boolean;
}

/** What a benchmark is given. */
export interface BenchOptions {
  /** Folder of the networks to measure. */
  readonly models: string;
  /** How many films to measure with, where the bench's usual number is not wanted. */
  readonly count?: number | undefined;
  /** Only comparisons whose name holds this text are measured; a bench need not prepare for others. */
  readonly only?: string;
  /** Tells the user something that is no figure. */
  readonly say: (message: string) => void;
}

/** A benchmark: its comparisons, made one after the other. */
export type Bench = (options: BenchOptions) => AsyncGenerator<Comparison>;

/** Something that a comparison needs is not on this machine: the figure fails, the others are still made. */
export class Missing extends Error {
  override readonly name = "Missing";
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 1 ? middle : middle - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("median of nothing");
  return (lower + upper) / 2;
}

/** The value below which a share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Infinity;
}

const rounded = (value: number): number => Number(value.toPrecision(5));

/** Milliseconds after which the threads of the side that ran last have stopped to wait for work by spinning. */
const rest = 50;

/**
 * Runs both sides in turn, so that whatever else the machine does meets both alike; compares medians. Between
 * them is a rest: PyTorch's threads spin for a while after their last work and would take the cores from the
 * other side.
 */
export async function compare(comparison: Comparison): Promise<Figure> {
  const { name, unit, reference, bar, warmUps, rounds } = comparison;
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    // Whoever comes first changes from round to round.
    const order = round % 2 === 0 ? (["ours", "theirs"] as const) : (["theirs", "ours"] as const);
    for (const side of order) {
      await setTimeout(rest);
      const cost = side === "ours" ? await comparison.ours() : await reference.run();
      if (round >= 0) (side === "ours" ? ours : theirs).push(cost);
    }
  }
  const ratio = median(ours) / median(theirs);
  return {
    name,
    unit,
    ours: rounded(median(ours)),
    reference: { name: reference.name, value: rounded(median(theirs)) },
    ratio: rounded(ratio),
    bar: `${bar.side} ${bar.value}`,
    holds: bar.side === "<=" ? ratio <= bar.value : ratio >= bar.value,
  };
}

/** Milliseconds that something takes. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
