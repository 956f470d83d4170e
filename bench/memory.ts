// Memory of processes, from Linux's /proc.
import { existsSync, readFileSync } from "node:fs";
import { Missing } from "./compare.ts";

/** Bytes of resident memory in the text of /proc/PID/status; 0 of a process that has ended. */
export function residentBytes(status: string): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(status);
  return found === null ? 0 : 1024 * Number(found[1]);
}

const statusOf = (pid: number): string => `/proc/${pid}/status`;

/**
 * Bytes that processes hold, each for itself: what they share (libraries) counts for each. A process that is
 * gone holds nothing.
 * @throws Missing where there is no /proc
 */
export function residentOf(pids: readonly number[]): number {
  if (!existsSync(statusOf(process.pid))) throw new Missing("/proc, where Linux tells a process's memory");
  let sum = 0;
  for (const pid of pids) {
    try {
      sum += residentBytes(readFileSync(statusOf(pid), "utf8"));
    } catch {
      // It ended between two looks.
    }
  }
  return sum;
}

/** Watches the most that processes hold at once, looking every few milliseconds until it is stopped. */
export class MemoryWatch {
  #peak = 0;
  #failure: unknown;
  readonly #timer: NodeJS.Timeout;

  constructor(pids: () => readonly number[]) {
    this.#timer = setInterval(() => {
      try {
        this.#peak = Math.max(this.#peak, residentOf(pids()));
      } catch (thrown) {
        this.#failure = thrown;
        this.stop();
      }
    }, 25);
  }

  /** Bytes. @throws Missing where there is no /proc */
  get peak(): number {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#peak;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
