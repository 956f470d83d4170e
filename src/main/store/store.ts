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
 * @param auditKey seals the audit record; none leaves what this program adds unsealed
 * @param patience milliseconds that a lock of another program is waited for; by default ten seconds
 * @throws AppError library/from-the-future, library/damaged, library/not-writable, library/disk-full,
 * library/busy
 */
export async function openStore(options: {
  readonly folder: string;
  readonly workerPath: string;
  readonly auditKey?: Uint8Array | null;
  readonly patience?: number | undefined;
  readonly log: Log;
}): Promise<Store> {
  const { folder, workerPath, auditKey = null, patience, log } = options;
  const worker = new WorkerCalls(workerPath, {
    data: { folder, auditKey, patience },
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
    worklistCounts: read("worklistCounts"),
    timeline: read("timeline"),
    study: read("study"),
    film: read("film"),
    fileOwner: read("fileOwner"),
    missingFiles: read("missingFiles"),
    upkeep: read("upkeep"),
    filmBytes: read("filmBytes"),
    panel: read("panel"),
    marks: read("marks"),
    pendingFilms: read("pendingFilms"),
    countPending: read("countPending"),
    audit: read("audit"),
    auditPage: read("auditPage"),
    course: read("course"),
    secondReads: read("secondReads"),
    ownCases: read("ownCases"),
    statistics: read("statistics"),
    worklistAnswers: read("worklistAnswers"),
    studyFilms: read("studyFilms"),
    hanging: read("hanging"),
    language: read("language"),
    rules: read("rules"),
    reportTemplates: read("reportTemplates"),
    readers: read("readers"),
    credential: read("credential"),
    verifyAudit: read("verifyAudit"),
    auditHead: read("auditHead"),
    changesByOthers: read("changesByOthers"),
  };
  const writes: Asynchronous<StudyWrites> = {
    addFilms: write("addFilms"),
    discardFile: write("discardFile"),
    saveDraft: write("saveDraft"),
    commitRead: write("commitRead"),
    addAddendum: write("addAddendum"),
    askSecondRead: write("askSecondRead"),
    takeSecondRead: write("takeSecondRead"),
    adjudicate: write("adjudicate"),
    saveHanging: write("saveHanging"),
    saveLanguage: write("saveLanguage"),
    saveRules: write("saveRules"),
    saveReportTemplates: write("saveReportTemplates"),
    enrol: write("enrol"),
    addReader: write("addReader"),
    changeReader: write("changeReader"),
    setCredential: write("setCredential"),
    signedIn: write("signedIn"),
    revealPanel: write("revealPanel"),
    saveMark: write("saveMark"),
    deleteMark: write("deleteMark"),
    flagWaiting: write("flagWaiting"),
    markMissing: write("markMissing"),
    checked: write("checked"),
    savedBackup: write("savedBackup"),
    savePanel: write("savePanel"),
    setPriority: write("setPriority"),
    deleteStudy: write("deleteStudy"),
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
