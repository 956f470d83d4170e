import { setTimeout } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { z } from "zod";
import { libraryFailure } from "../failures.ts";
import { serveCalls } from "../worker-serve.ts";
import { surveyLibrary } from "./survey-library.ts";

/** Of every second this thread works so much and leaves the rest, and the disk with it, to whoever reads. */
const share = 0.25;

/** The worker thread that looks through a library while somebody works with it. */
const { folder, settledBefore, stop } = z
  .object({ folder: z.string().min(1), settledBefore: z.number(), stop: z.instanceof(SharedArrayBuffer) })
  .parse(workerData);
const stopped = new Int32Array(stop);

serveCalls(
  () =>
    surveyLibrary({
      library: folder,
      settledBefore,
      cancelled: () => Atomics.load(stopped, 0) !== 0,
      rest: (worked) => setTimeout(worked * (1 / share - 1)),
    }),
  (thrown) => libraryFailure(thrown, folder),
);
