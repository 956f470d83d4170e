import { power } from "../figures.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/backends.ts";

/** What runs the networks, as Settings and the bar say it. */
const backendsEnglish = {
  title: "Networks run on",
  intro:
    "Every way to run the networks on this computer first proves itself on films whose answers are known, then is timed. The fastest that is right is used.",
  columns: { use: "Use", name: "Runs on", difference: "Largest difference", ms: "Four networks, one film" },
  automatic: "The fastest that is right",
  automaticNow: (name: string) => `now: ${name}`,
  inUse: "in use",
  lost: (name: string) => `It was lost since Overread started; ${name} answers films instead.`,
  ms: (ms: number) => `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`,
  /** How far from PyTorch's answers, and how far it may be. */
  difference: (difference: number, tolerance: number) =>
    `${power(difference)} of at most ${power(tolerance)}`,
  missing: (reason: string) => `not available: ${reason}`,
  wrong: "gives other answers, so it is not used",
  unmeasured: "not measured yet",
  measure: "Measure again",
  measuring: "Measuring …",
  measureHint: "Films in the queue wait meanwhile, up to a minute for each way.",
  measuredAt: (when: string, machine: string) => `Measured on ${when}: ${machine}.`,
  never:
    "Nothing was measured on this computer yet; the processor runs the networks. It is measured soon after the start.",
  bar: {
    loading: "Loading networks",
    measuring: "Measuring",
    of: (done: number, total: number) => `${done} of ${total}`,
  },
} as const;
export const backends: Translated<typeof backendsEnglish> = words(backendsEnglish, turkish.backends);
