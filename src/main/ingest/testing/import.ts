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
  onReport: (progress: ImportProgress, stop: () => void) => void = () => undefined,
): Promise<ImportProgress> {
  const abort = new AbortController();
  const job = new ImportJob({
    jobId: jobId("job"),
    ingest,
    clock: { now: () => at },
    log: keptLog(),
    signal: abort.signal,
    report: (progress) => {
      onReport(progress, () => {
        abort.abort();
      });
    },
  });
  return job.run(pathItems(paths, abort.signal));
}
