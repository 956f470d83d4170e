import type { Log } from "../../core/base/ports.ts";
import type { Asynchronous, StudyReads, StudyStore, StudyWrites } from "../../core/studies/study-store.ts";
import { WorkerCalls } from "./worker-calls.ts";

/** The study database of one library, held by a worker thread. */
export interface Store extends StudyStore {
  /** Names this workstation's corner of the library (`layout.staging`, `layout.incoming`). */
  readonly session: string;
  /** Waits for the running change, closes the database and removes this workstation's corner. */
  close(): Promise<void>;
}

/**
 * Opens the library in `folder`, making it where there is none.
 * @param workerPath file of the store's worker thread
 * @throws AppError library/from-the-future, library/damaged, library/not-writable, library/disk-full,
 * library/busy
 */
export async function openStore(options: {
  readonly folder: string;
  readonly workerPath: string;
  readonly log: Log;
}): Promise<Store> {
  const { folder, workerPath, log } = options;
  const worker = new WorkerCalls(workerPath, {
    data: { folder },
    megabytes: 512,
    log: (message) => {
      log.warn(message);
    },
  });
  let session: string;
  try {
    session = String(await worker.call("open", {}));
  } catch (error) {
    await worker.end();
    throw error;
  }
  // What the other side answers is typed by its interface: both are compiled together.
  const read =
    <Name extends keyof StudyReads>(name: Name) =>
    (query: Parameters<StudyReads[Name]>[0]) =>
      worker.call(`read.${name}`, query) as Promise<ReturnType<StudyReads[Name]>>;
  const write =
    <Name extends keyof StudyWrites>(name: Name) =>
    (change: Parameters<StudyWrites[Name]>[0]) =>
      worker.call(`write.${name}`, change) as Promise<ReturnType<StudyWrites[Name]>>;
  const reads: Asynchronous<StudyReads> = {
    worklist: read("worklist"),
    study: read("study"),
    film: read("film"),
    panel: read("panel"),
    pendingFilms: read("pendingFilms"),
    audit: read("audit"),
    changesByOthers: read("changesByOthers"),
  };
  const writes: Asynchronous<StudyWrites> = {
    addFilm: write("addFilm"),
    discardFile: write("discardFile"),
    saveDraft: write("saveDraft"),
    commitRead: write("commitRead"),
    revealPanel: write("revealPanel"),
    savePanel: write("savePanel"),
    record: write("record"),
  };
  return {
    session,
    read: reads,
    write: writes,
    async close() {
      try {
        // A thread that stopped has nothing open any more: the operating system released its locks.
        if (!worker.stopped) await worker.call("close", {});
      } finally {
        await worker.end();
      }
    },
  };
}
