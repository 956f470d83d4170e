import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { isUnderWay, type ImportProgress, type ImportSource } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import { failureText } from "../../core/models/reading.ts";
import { cli } from "../../core/base/messages/cli.ts";
import { auditKeyFile } from "../shell/audit-key.ts";
import { libraryToOpen, userPlaces } from "../shell/places.ts";
import { productVersion, systemClock, systemReader } from "../shell/system.ts";
import { createWorkstation, type Workstation } from "../workstation.ts";
import type { Command } from "./arguments.ts";
import type { Console } from "./console.ts";

type ImportCommand = Extract<Command, { name: "import" }>;

/** Runs one import to its end; `signal` cancels it, and what was imported by then stays. */
async function imported(
  { api, subscribe }: Workstation,
  source: ImportSource,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportProgress> {
  const ended = Promise.withResolvers<ImportProgress>();
  const stop = subscribe((event) => {
    if (event.name !== "import.progress") return;
    if (isUnderWay(event.progress)) onProgress(event.progress);
    else ended.resolve(event.progress);
  });
  try {
    const { jobId } = await api["import.start"]({ source });
    const cancel = (): void => void api["import.cancel"]({ jobId }).catch(ended.reject);
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel, { once: true });
    return await ended.promise;
  } finally {
    stop();
  }
}

/**
 * `overread import`: adds films to a library, beside a workstation that has it open or without one.
 * The networks look at them when the workstation next does.
 * @param base folder that relative paths start from
 * @returns whether every file was taken or was there already
 * @throws AppError of the library; job/cancelled on `signal`; ReaderGone
 */
export async function importFilms(
  command: ImportCommand,
  base: string,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const { state } = await userPlaces();
  const library =
    command.library === undefined ? await libraryToOpen(state, console.log) : resolve(base, command.library);
  await mkdir(library, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    const detail = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new AppError("library/not-writable", { folder: library, detail }, { cause });
  });
  const workstation = await createWorkstation({
    libraryFolder: library,
    modelsFolders: [],
    ownModelsFolders: [],
    settingsFolder: library,
    reader: systemReader(),
    shell: "cli",
    version: productVersion(new URL("../../../package.json", import.meta.url)),
    auditKey: await auditKeyFile(state),
    headsFolder: null,
    clock: systemClock,
    log: console.log,
  });
  try {
    const paths = command.paths.map((path) => resolve(base, path));
    const csv = command.csv === undefined ? {} : { csv: resolve(base, command.csv) };
    const source: ImportSource = { kind: "paths", paths, ...csv };
    const progress = await imported(workstation, source, signal, ({ done, total, remainingMs }) => {
      console.progress(cli.importing(done, total, remainingMs));
    });
    console.progress(null);
    const { imported: count, duplicates, rejected, skipped, failure, state } = progress;
    for (const { path, message } of rejected) console.say(`${path}: ${message}`);
    if (skipped > 0) console.say(cli.skippedInAll(skipped));
    const refused = rejected.map(({ path, code, message }) => ({ path, code, message }));
    if (command.json) await console.line(JSON.stringify({ imported: count, duplicates, rejected: refused }));
    else await console.line(cli.imported(count, duplicates, rejected.length, library));
    if (failure !== null) console.say(failureText(failure));
    if (state === "cancelled") throw new AppError("job/cancelled");
    return state === "done" && rejected.length === 0;
  } finally {
    await workstation.close();
  }
}
