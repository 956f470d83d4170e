import { isUnderWay, worklistQuery } from "../../../core/api.ts";
import { AppError } from "../../../core/base/errors.ts";
import { readerId } from "../../../core/base/ids.ts";
import { createWorkstation } from "../../workstation.ts";

/**
 * A workstation in a process of its own, for tests that kill it: `import-process.ts LIBRARY FILMS` goes on
 * with the import that was cut off, or begins it. It prints "ready", a line for each study that the worklist
 * shows, and "done" at the end, when it closes.
 */
const [libraryFolder = "", films = ""] = process.argv.slice(2);
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (message: string) => process.stderr.write(`${message}\n`),
};
const workstation = await createWorkstation(
  {
    libraryFolder,
    modelsFolders: [],
    ownModelsFolders: [],
    reader: { id: readerId("tester"), name: "Tester" },
    shell: "browser",
    version: "0.0.0",
    auditKey: null,
    headsFolder: null,
    settingsFolder: libraryFolder,
    clock: { now: () => ({ utc: "2026-11-24T09:30:00.000Z", offset: "+00:00" }) },
    log,
  },
  () => Promise.reject(new AppError("inference/not-running", { detail: "not in this test" })),
);
const { api } = workstation;
const shown = new Set<string>();

async function show(): Promise<void> {
  const { rows } = await api["worklist.list"](worklistQuery.parse({ limit: 1000 }));
  for (const { studyUid } of rows) {
    if (shown.has(studyUid)) continue;
    shown.add(studyUid);
    process.stdout.write(`${studyUid}\n`);
  }
}

const ended = new Promise<void>((resolve) => {
  workstation.subscribe((event) => {
    if (event.name !== "import.progress") return;
    void show();
    if (!isUnderWay(event.progress)) resolve();
  });
});
process.stdout.write("ready\n");
const { jobs } = await api["import.unfinished"]({});
if (jobs.length === 0) await api["import.start"]({ source: { kind: "paths", paths: [films] } });
await ended;
await show();
await workstation.close();
process.stdout.write("done\n");
