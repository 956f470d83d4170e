import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { leastPassphrase } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import { backupWords } from "../../core/base/messages/backup.ts";
import { storeWorkerPath } from "../entry-points.ts";
import { auditKeyFile } from "../shell/audit-key.ts";
import { userPlaces } from "../shell/places.ts";
import { systemClock, systemReader } from "../shell/system.ts";
import { restoreBackup } from "../store/backup/restore-backup.ts";
import { writeBackup, type BackupOutcome } from "../store/backup/write-backup.ts";
import { layout } from "../store/library-folder.ts";
import { openStore } from "../store/store.ts";
import type { Command } from "./arguments.ts";
import type { Console } from "./console.ts";

type BackupCommand = Extract<Command, { name: "backup" | "restore" }>;

async function passphraseOf({ passphraseFile }: BackupCommand, base: string): Promise<string | null> {
  if (passphraseFile === undefined) return null;
  const path = resolve(base, passphraseFile);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const code = String((cause as { code?: unknown }).code);
    throw new AppError("usage", { detail: backupWords.unreadable(path, code) }, { cause });
  }
  const [first = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (first.length < leastPassphrase)
    throw new AppError("usage", { detail: backupWords.shortPassphrase(path, leastPassphrase) });
  return first;
}

/**
 * `overread backup`: writes a library into one file, beside a workstation that has it open or without one.
 * @param base folder that relative paths start from
 * @returns whether every film is in it
 * @throws AppError of the library and of `writeBackup`; ReaderGone
 */
export async function backUp(
  command: BackupCommand,
  base: string,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const passphrase = await passphraseOf(command, base);
  const places = await userPlaces();
  const library = command.library === undefined ? places.library : resolve(base, command.library);
  const file = resolve(base, command.file);
  // To save a library must not make one.
  if (!existsSync(layout.database(library))) throw new AppError("library/not-there", { folder: library });
  const store = await openStore({
    folder: library,
    workerPath: storeWorkerPath(),
    auditKey: await auditKeyFile(places.state),
    log: console.log,
  });
  try {
    // First, so that the backup holds it too: all patients leave the library.
    await store.write.record({
      reader: systemReader().id,
      at: systemClock.now(),
      action: "library.backup",
      subject: basename(file),
      details: { encrypted: passphrase !== null },
    });
    const outcome = await writeBackup({
      library,
      session: store.session,
      file,
      passphrase,
      signal,
      onProgress: (done, total) => {
        console.progress(backupWords.progress(done, total));
      },
    });
    await store.write.savedBackup({
      reader: systemReader().id,
      at: systemClock.now(),
      backup: { file: basename(file), encrypted: passphrase !== null, films: outcome.films },
    });
    const written = backupWords.written(outcome.films, file, passphrase !== null);
    return await answer(command, console, outcome, written);
  } finally {
    console.progress(null);
    await store.close();
  }
}

/** Tells what came of it. @returns whether every film is there */
async function answer(
  { json }: BackupCommand,
  console: Console,
  { films, missing }: BackupOutcome,
  sentence: string,
): Promise<boolean> {
  console.progress(null);
  for (const hash of missing) console.say(backupWords.missing(hash));
  await console.line(json ? JSON.stringify({ films, missing }) : sentence);
  return missing.length === 0;
}

/**
 * `overread restore`: makes a library from a backup.
 * @param base folder that relative paths start from
 * @returns whether every film that the library names was in the backup
 * @throws AppError of `restoreBackup`; ReaderGone
 */
export async function restore(
  command: BackupCommand,
  base: string,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const passphrase = await passphraseOf(command, base);
  const library =
    command.library === undefined ? (await userPlaces()).library : resolve(base, command.library);
  try {
    const outcome = await restoreBackup({
      file: resolve(base, command.file),
      library,
      passphrase,
      signal,
      onProgress: (done, total) => {
        console.progress(backupWords.progress(done, total));
      },
    });
    return await answer(command, console, outcome, backupWords.restored(outcome.films, library));
  } finally {
    console.progress(null);
  }
}
