import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { newestFirst, worklistFilter, type WorklistFilter, type WorklistRow } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import { cli } from "../../core/base/messages/cli.ts";
import { modelsFolder } from "../entry-points.ts";
import { auditKeyFile } from "../shell/audit-key.ts";
import { ownModelsFolder, userPlaces } from "../shell/places.ts";
import { productVersion, systemClock, systemReader } from "../shell/system.ts";
import { layout } from "../store/library-folder.ts";
import { createWorkstation } from "../workstation.ts";
import type { Command } from "./arguments.ts";
import { printable, type Console } from "./console.ts";
import type { Status } from "./statuses.ts";

type WorklistCommand = Extract<Command, { name: "worklist" }>;

const page = 1000;
function filterOf(status: Status | undefined): WorklistFilter {
  const all = worklistFilter.parse({});
  if (status === undefined) return all;
  if (status === "unread" || status === "draft") return { ...all, read: status };
  if (status === "read") return { ...all, read: "committed" };
  return { ...all, panel: status };
}

const line = (row: WorklistRow): string =>
  [
    row.priority === "stat" ? "STAT" : "-",
    row.read === "committed" ? "read" : row.read,
    row.panel,
    `${row.studyDate} ${row.studyTime.slice(0, 6)}`.trim() || "-",
    row.patientName || "-",
    row.patientId || "-",
    `${row.patientAge} ${row.patientSex}`.trim() || "-",
    row.accessionNumber || "-",
    row.description || "-",
    row.view || "-",
    cli.films(row.films),
  ]
    .map(printable)
    .join("\t");

/**
 * `overread worklist`: the library's studies, newest first, beside a workstation that has it open or without one.
 * Nothing of the networks' answers is in it, only how far they are.
 * @param base folder that relative paths start from
 * @throws AppError of the library; ReaderGone
 */
export async function worklist(
  command: WorklistCommand,
  base: string,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const places = await userPlaces();
  const library = command.library === undefined ? places.library : resolve(base, command.library);
  // To look at a library must not make one.
  const database = await stat(layout.database(library)).catch(() => null);
  if (database === null) throw new AppError("library/not-there", { folder: library });
  const workstation = await createWorkstation({
    libraryFolder: library,
    settingsFolder: library,
    modelsFolders: [modelsFolder()],
    ownModelsFolders: [ownModelsFolder()],
    reader: systemReader(),
    shell: "cli",
    version: productVersion(new URL("../../../package.json", import.meta.url)),
    auditKey: await auditKeyFile(places.state),
    headsFolder: null,
    clock: systemClock,
    log: console.log,
  });
  try {
    const { search = "", limit } = command;
    const filter = filterOf(command.status);
    for (let offset = 0; offset < limit;) {
      if (signal.aborted) throw new AppError("job/cancelled");
      const query = {
        search,
        filter,
        sort: newestFirst,
        offset,
        limit: Math.min(page, limit - offset),
        anchor: null,
      };
      const { rows, total } = await workstation.api["worklist.list"](query);
      for (const row of rows) await console.line(command.json ? JSON.stringify(row) : line(row));
      offset += rows.length;
      if (rows.length === 0 || offset >= total) break;
    }
    return true;
  } finally {
    await workstation.close();
  }
}
