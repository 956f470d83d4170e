/** A process after so many studies; null where the system has no /proc. */
export interface Sample {
  readonly studies: number;
  /** Resident memory of the main process, bytes. */
  readonly memory: number | null;
  /** Resident memory of the largest of the processes that it started, bytes. */
  readonly networks: number | null;
  /** Open file handles of the main process. */
  readonly handles: number | null;
}

export interface Growth {
  readonly early: number;
  readonly late: number;
  readonly flat: boolean;
}

export interface Flatness {
  readonly memory: Growth;
  readonly networks: Growth;
  readonly handles: Growth;
}

/** Bytes that a working set may move without growing. */
const noise = 48 * 2 ** 20;
const handleNoise = 4;
const someMemory = (early: number): number => Math.max(noise, early / 10);

/** The middle value of some numbers. */
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/**
 * Compares the second fifth of the samples, when everything has been used once, with the last one, by their
 * medians. Memory may grow by a tenth or 48 MiB, handles by four.
 * @returns null where too little was measured
 */
export function flatness(samples: readonly Sample[]): Flatness | null {
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const compare = (of: (one: Sample) => number | null, allowed: (early: number) => number): Growth | null => {
    const values = samples.map(of).filter((value) => value !== null);
    if (values.length < 2) return null;
    const early = median(values.slice(fifth, 2 * fifth));
    const late = median(values.slice(-fifth));
    return { early, late, flat: late <= early + allowed(early) };
  };
  const memory = compare((one) => one.memory, someMemory);
  const networks = compare((one) => one.networks, someMemory);
  const handles = compare(
    (one) => one.handles,
    () => handleNoise,
  );
  return memory === null || networks === null || handles === null ? null : { memory, networks, handles };
}
