import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { ImportProgress } from "../../../core/api.ts";
import { jobId } from "../../../core/base/ids.ts";
import { at, keptLog } from "../../store/testing/library.ts";
import type { Store } from "../../store/store.ts";
import { ImportJob } from "../import-job.ts";
import { startIngest, type Ingest } from "../ingest.ts";
import { pathItems } from "../path-items.ts";

export const ingestWorker = fileURLToPath(new URL("../ingest-worker.ts", import.meta.url));

/** The ingest of a library, ended with the test. */
export function testIngest(folder: string, store: Store): Ingest {
  const ingest = startIngest({
    folder,
    session: store.session,
    workerPath: ingestWorker,
    store,
    log: keptLog(),
  });
  onTestFinished(() => ingest.close());
  return ingest;
}

/** Imports paths and answers how it ended; `onReport` sees every report. */
export function importPaths(
  ingest: Ingest,
  paths: readonly string[],
  /** Cancels the import when so many films are through. */
  cancelAfter = Infinity,
): Promise<ImportProgress> {
  const abort = new AbortController();
  let through = 0;
  const job = new ImportJob({
    jobId: jobId("job"),
    ingest: {
      ...ingest,
      async add(source, moment) {
        const outcome = await ingest.add(source, moment);
        if (++through >= cancelAfter) abort.abort();
        return outcome;
      },
    },
    clock: { now: () => at },
    log: keptLog(),
    signal: abort.signal,
    report: () => undefined,
  });
  return job.run(pathItems(paths, abort.signal));
}
