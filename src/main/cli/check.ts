import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { checkWords } from "../../core/base/messages/check.ts";
import { diskWords } from "../../core/base/messages/disk.ts";
import { libraryWords } from "../../core/base/messages/library.ts";
import type { CheckFindings } from "../../core/api.ts";
import { ingestWorkerPath, storeWorkerPath } from "../entry-points.ts";
import { startIngest } from "../ingest/ingest.ts";
import { auditKeyFile } from "../shell/audit-key.ts";
import { diskEncryption } from "../shell/disk-encryption.ts";
import { userPlaces } from "../shell/places.ts";
import { systemClock, systemReader } from "../shell/system.ts";
import { checkLibrary, type LibraryVerdict } from "../store/check-library.ts";
import { filmOfPath } from "../store/film-folders.ts";
import { layout } from "../store/library-folder.ts";
import { openStore } from "../store/store.ts";
import { repairLibrary } from "../workstation/repair-library.ts";
import type { Command } from "./arguments.ts";
import type { Console } from "./console.ts";

/**
 * `overread check`: checks a library's database and the bytes of every film, beside a workstation or without one; with `--repair`
 * what can be repaired is.
 * @param base folder that relative paths start from
 * @returns whether everything is in its place
 * @throws AppError of `checkLibrary` and `repairLibrary`; ReaderGone
 */
export async function check(
  command: Extract<Command, { name: "check" }>,
  base: string,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const library =
    command.library === undefined ? (await userPlaces()).library : resolve(base, command.library);
  if (!existsSync(layout.database(library))) throw new AppError("library/not-there", { folder: library });
  try {
    const verdict = await checkLibrary({
      library,
      signal,
      onProgress: (done, total) => {
        console.progress(checkWords.progress(done, total));
      },
    });
    console.progress(null);
    const findings = command.repair ? await repaired(library, verdict, console, signal) : null;
    for (const fault of verdict.database) console.say(checkWords.database(fault));
    for (const hash of verdict.missing) console.say(checkWords.missing(hash));
    for (const hash of verdict.damaged) console.say(checkWords.damaged(hash));
    if (findings === null) for (const path of verdict.unknown) console.say(checkWords.unknown(path));
    console.say(diskWords[await diskEncryption(library)]);
    const { database, missing, damaged, unknown } = verdict;
    const left = database.length + missing.length + damaged.length;
    const faults = left + (findings === null ? unknown.length : 0);
    if (command.json)
      await console.line(JSON.stringify(findings === null ? verdict : { ...verdict, repaired: findings }));
    else {
      if (findings !== null) await console.line(libraryWords.repaired(findings));
      const films = verdict.films + (findings?.recovered ?? 0);
      await console.line(checkWords.verdict(library, films, faults));
    }
    return faults === 0;
  } finally {
    console.progress(null);
  }
}

/** Repairs what was found, as the user of the operating system. */
async function repaired(
  library: string,
  { database, missing, damaged, unknown }: LibraryVerdict,
  console: Console,
  signal: AbortSignal,
): Promise<CheckFindings> {
  const { log } = console;
  const auditKey = await auditKeyFile((await userPlaces()).state);
  const store = await openStore({ folder: library, workerPath: storeWorkerPath(), auditKey, log });
  const { session } = store;
  const ingest = startIngest({ folder: library, session, workerPath: ingestWorkerPath(), store, log });
  try {
    const context = {
      library,
      store,
      reader: systemReader().id,
      clock: systemClock,
      log,
      audit: store.write,
      emit: () => undefined,
    };
    const found = {
      database,
      missing: [...missing, ...damaged],
      unknown: unknown.map((path) => ({ path, hash: filmOfPath(path) })),
    };
    return await repairLibrary(context, ingest, found, signal);
  } finally {
    await ingest.close();
    await store.close();
  }
}
