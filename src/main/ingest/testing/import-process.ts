import { jobId } from "../../../core/base/ids.ts";
import { openStore } from "../../store/store.ts";
import { ImportJob } from "../import-job.ts";
import { startIngest } from "../ingest.ts";
import { pathItems } from "../path-items.ts";

/**
 * An import in a process of its own, for tests that kill it: `import-process.ts LIBRARY FILMS
 * STORE-WORKER INGEST-WORKER` prints a line for each report.
 */
const [folder = "", films = "", storeWorker = "", ingestWorker = ""] = process.argv.slice(2);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const store = await openStore({ folder, workerPath: storeWorker, log });
const ingest = startIngest({ folder, session: store.session, workerPath: ingestWorker, store, log });
const signal = new AbortController().signal;
const clock = { now: () => ({ utc: "2026-11-24T09:30:00.000Z", offset: "+00:00" }) };
const watched = {
  ...ingest,
  add: async (...asked: Parameters<typeof ingest.add>) => {
    const outcome = await ingest.add(...asked);
    process.stdout.write(`${asked[0].kind === "file" ? asked[0].file : ""}\n`);
    return outcome;
  },
};
const job = new ImportJob({
  jobId: jobId("1"),
  ingest: watched,
  clock,
  log,
  signal,
  report: () => undefined,
});
await job.run(pathItems([films], signal));
await ingest.close();
await store.close();
