import { stat, statfs } from "node:fs/promises";
import type { DiskEncryption, LibraryUsage } from "../../core/api.ts";
import { backupSettings } from "../../core/base/messages/backup.ts";
import { AppError } from "../../core/base/errors.ts";
import type { StudyStore } from "../../core/studies/study-store.ts";
import { layout } from "../store/library-folder.ts";
import { tell, type Context } from "./context.ts";

/** Below either of these the disk is nearly full: films of a busy day still fit. */
const lowBytes = 2e9;
const lowShare = 0.03;

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** What the library takes of its disk, and what is left on it for this user. */
export async function libraryUsageOf(
  folder: string,
  store: StudyStore,
  encryption: DiskEncryption,
): Promise<LibraryUsage> {
  const database = layout.database(folder);
  const [disk, log, main, films] = await Promise.all([
    statfs(folder),
    sizeOf(`${database}-wal`),
    sizeOf(database),
    store.read.filmBytes({}),
  ]);
  return {
    folder,
    ...films,
    databaseBytes: log + main,
    freeBytes: disk.bavail * disk.bsize,
    diskBytes: disk.blocks * disk.bsize,
    encryption,
  };
}

/** library/disk-low before the disk is full; null while there is room, and of a disk that cannot be asked. */
export async function lowDisk({ library, log }: Pick<Context, "library" | "log">): Promise<AppError | null> {
  try {
    const { bavail, bsize, blocks } = await statfs(library);
    const free = bavail * bsize;
    if (free >= lowBytes && free >= blocks * bsize * lowShare) return null;
    return new AppError("library/disk-low", { free: `${(free / 1e9).toFixed(1)} GB` });
  } catch (error) {
    log.error("the disk cannot be asked how full it is", error);
    return null;
  }
}

/** Days after which somebody is reminded to save the library. */
const saveEvery = 14;
const day = 24 * 3600 * 1000;

/** Reminds of a backup where the last one, or without one the library's beginning, is long ago. */
export async function remindOfBackup(context: Context): Promise<void> {
  const { store, clock } = context;
  const { backup } = await store.read.upkeep({});
  const [first] = await store.read.audit({ after: 0, limit: 1 });
  const since = backup?.at ?? first?.at;
  if (since === undefined || Date.parse(clock.now().utc) - Date.parse(since.utc) < saveEvery * day) return;
  const last = backup === null ? null : backup.at.utc.slice(0, 10);
  const message = backupSettings.reminder(last);
  context.emit({ name: "notice", severity: "info", message, about: { kind: "backup", day: last } });
}

/** Tells every window of a disk that is nearly full. */
export async function warnOfLowDisk(context: Context): Promise<void> {
  const low = await lowDisk(context);
  if (low !== null) tell(context, low);
}
