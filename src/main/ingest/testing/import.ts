import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { ImportProgress } from "../../../core/api.ts";
import { jobId } from "../../../core/base/ids.ts";
import { at, keptLog } from "../../store/testing/library.ts";
import type { Store } from "../../store/store.ts";
import { ImportJob, type ImportJobOptions } from "../import-job.ts";
import { startIngest, type Ingest } from "../ingest.ts";
import type { Item } from "../item.ts";
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

/** Imports things and answers how it ended. */
export function importItems(
  ingest: Ingest,
  items: AsyncIterable<Item>,
  options: Partial<ImportJobOptions> = {},
): Promise<ImportProgress> {
  const job = new ImportJob({
    jobId: jobId("job"),
    ingest,
    clock: { now: () => at },
    log: keptLog(),
    signal: new AbortController().signal,
    report: () => undefined,
    ...options,
  });
  return job.run(items);
}

/** Imports paths and answers how it ended. */
export function importPaths(
  ingest: Ingest,
  paths: readonly string[],
  /** Cancels the import when so many films are through. */
  cancelAfter = Infinity,
): Promise<ImportProgress> {
  const abort = new AbortController();
  let through = 0;
  const watched: Ingest = {
    ...ingest,
    async add(...asked) {
      const outcome = await ingest.add(...asked);
      if (++through >= cancelAfter) abort.abort();
      return outcome;
    },
  };
  return importItems(watched, pathItems(paths, ingest.readIndex, abort.signal), { signal: abort.signal });
}
