import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { placeWords } from "../../core/base/messages/move.ts";
import type { AuditAction } from "../../core/base/ports.ts";
import { integrityWorkerPath, storeWorkerPath } from "../entry-points.ts";
import { auditKeyFile } from "../shell/audit-key.ts";
import { diskEncryption } from "../shell/disk-encryption.ts";
import { libraryToOpen, userPlaces } from "../shell/places.ts";
import { systemClock, systemReader } from "../shell/system.ts";
import { layout } from "../store/library-folder.ts";
import { LibraryMove, usePlace } from "../store/place/move-library.ts";
import { realPlace } from "../store/place/move-target.ts";
import { openStore, type Store } from "../store/store.ts";
import { libraryUsageOf } from "../workstation/library-usage.ts";
import { watchedFolderOf } from "../workstation/watch.ts";
import type { Command } from "./arguments.ts";
import type { Console } from "./console.ts";

type LibraryCommand = Extract<Command, { name: "library" | "library move" | "library use" }>;

/** Opens a library for one piece of work. */
async function opened<Result>(
  folder: string,
  state: string,
  console: Console,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const auditKey = await auditKeyFile(state);
  const store = await openStore({ folder, workerPath: storeWorkerPath(), auditKey, log: console.log });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/**
 * `overread library`: where the library is and what it takes; `library move` and `library use`: gives it another place.
 * @param base folder that relative paths start from
 * @returns whether all of it is where it belongs
 * @throws AppError of the library, of `LibraryMove` and `usePlace`; job/cancelled on `signal`; ReaderGone
 */
export async function library(
  command: LibraryCommand,
  base: string,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const folder = command.folder === undefined ? undefined : resolve(base, command.folder);
  if (folder === undefined) return show(command, base, console);
  return command.name === "library move"
    ? move(folder, command, console, signal)
    : use(folder, command, console);
}

async function show(
  { library: given, json }: LibraryCommand,
  base: string,
  console: Console,
): Promise<boolean> {
  const { state, chosen, library: own } = await userPlaces();
  const folder = given === undefined ? await libraryToOpen(state, console.log) : resolve(base, given);
  const place = { folder, chosen: chosen && folder === own };
  // To look at a library must not make one.
  if (!existsSync(layout.database(folder))) {
    if (given !== undefined) throw new AppError("library/not-there", { folder });
    await console.line(json ? JSON.stringify(place) : placeWords.none(folder));
    return true;
  }
  const usage = await opened(folder, state, console, async (store) =>
    libraryUsageOf(folder, store, await diskEncryption(folder)),
  );
  if (json) await console.line(JSON.stringify({ ...usage, ...place }));
  else {
    const { studies, films, filmBytes, databaseBytes, freeBytes } = usage;
    if (given === undefined)
      await console.line(chosen ? placeWords.chosen(folder) : placeWords.usual(folder));
    else await console.line(folder);
    await console.line(placeWords.usage(studies, films, filmBytes, databaseBytes, freeBytes));
  }
  return true;
}

async function move(
  to: string,
  { keep, json }: LibraryCommand,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const { state } = await userPlaces();
  const from = await libraryToOpen(state, console.log);
  if (!existsSync(layout.database(from))) throw new AppError("library/not-there", { folder: from });
  const recorded = (
    folder: string,
    action: AuditAction,
    details: Readonly<Record<string, string | number | boolean>>,
  ): Promise<void> =>
    opened(folder, state, console, (store) =>
      store.write.record({
        reader: systemReader().id,
        at: systemClock.now(),
        action,
        subject: "library",
        details,
      }),
    );
  const { log } = console;
  const moving = await LibraryMove.begin({
    stateFolder: state,
    library: from,
    to,
    keep,
    watched: watchedFolderOf(from),
    integrityWorker: integrityWorkerPath(),
    log,
  });
  let outcome;
  try {
    // First, so that the copy holds it too: all patients go to another place.
    await recorded(from, "library.move", { to: moving.to, keep });
    outcome = await moving.finish({
      signal,
      onProgress: (done, total) => {
        console.progress(placeWords.copying(done, total));
      },
    });
  } catch (thrown) {
    await moving.abandon(log);
    const why = thrown instanceof AppError ? thrown.code : "app/fault";
    await recorded(from, "library.move-cancel", { to: moving.to, why });
    throw thrown;
  } finally {
    console.progress(null);
  }
  const { folder, unreadable } = outcome;
  const left = (await moving.clear(log)) ? null : from;
  await recorded(folder, "library.moved", {
    from,
    to: folder,
    left: left !== null,
    unreadable: unreadable.length,
  });
  for (const path of unreadable) console.say(placeWords.unreadable(path));
  if (json) await console.line(JSON.stringify({ folder, left, unreadable }));
  else {
    await console.line(placeWords.moved(folder));
    if (left !== null) await console.line(placeWords.left(left));
  }
  return unreadable.length === 0;
}

async function use(given: string, { json }: LibraryCommand, console: Console): Promise<boolean> {
  const { state } = await userPlaces();
  const folder = await realPlace(given);
  await usePlace(state, folder, () => opened(folder, state, console, () => Promise.resolve()), console.log);
  await console.line(json ? JSON.stringify({ folder }) : placeWords.used(folder));
  return true;
}
