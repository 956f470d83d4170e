import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { auditWords } from "../../core/base/messages/audit.ts";
import { storeWorkerPath } from "../entry-points.ts";
import { auditKeyFile } from "../shell/audit-key.ts";
import { userPlaces } from "../shell/places.ts";
import { layout } from "../store/library-folder.ts";
import { openStore } from "../store/store.ts";
import { exportedHeads } from "../workstation/audit-heads.ts";
import type { Command } from "./arguments.ts";
import type { Console } from "./console.ts";

/**
 * `overread audit verify`: checks a library's audit record.
 * @param base folder that relative paths start from
 * @returns whether the record is whole
 * @throws AppError of the library; ReaderGone
 */
export async function verifyAudit(
  command: Extract<Command, { name: "audit verify" }>,
  base: string,
  console: Console,
): Promise<boolean> {
  const places = await userPlaces();
  const library = command.library === undefined ? places.library : resolve(base, command.library);
  if (!existsSync(layout.database(library))) {
    throw new AppError("usage", { detail: auditWords.noLibraryThere(library) });
  }
  const store = await openStore({
    folder: library,
    workerPath: storeWorkerPath(),
    auditKey: await auditKeyFile(places.state),
    log: console.log,
  });
  try {
    const heads = await exportedHeads(join(places.state, "audit-heads"), console.log);
    const verdict = await store.read.verifyAudit({ heads });
    for (const fault of verdict.faults) console.say(auditWords.fault(fault));
    await console.line(
      command.json ? JSON.stringify(verdict) : auditWords.verdict(verdict, verdict.faults.length, library),
    );
    return verdict.faults.length === 0;
  } finally {
    await store.close();
  }
}
