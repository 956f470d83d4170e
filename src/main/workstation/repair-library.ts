import { mkdir, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CheckFindings } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { ContentHash } from "../../core/base/ids.ts";
import { stopsImport, type Ingest } from "../ingest/ingest.ts";
import { systemCode } from "../store/failures.ts";
import { digestOf } from "../store/file-digest.ts";
import { layout } from "../store/library-folder.ts";
import type { Survey } from "../store/survey/survey-library.ts";
import { action, record, type Context } from "./context.ts";

/** Marks of one transaction. */
const together = 500;

type Fate = "recovered" | "removed" | "set-aside" | "left";

/**
 * Repairs what a look at the library found. A film without its file is marked as missing and comes back when it is imported again. A
 * file without a film is imported again; left over of a deleted film it is removed; else it is moved to the library's folder
 * `set-aside`. Each is recorded.
 * @throws AppError those of the library as a whole (`stopsImport`); job/cancelled on `signal`
 */
export async function repairLibrary(
  context: Context,
  ingest: Ingest,
  { database, missing, unknown }: Survey,
  signal: AbortSignal,
): Promise<CheckFindings> {
  const { store, library } = context;
  const stop = (): void => {
    if (signal.aborted) throw new AppError("job/cancelled");
  };
  const isMissing = new Set(missing);
  const there: ContentHash[] = [];
  for (const hash of await store.read.missingFiles({})) {
    // Marked films are few: they are read whole, as a file of the right length may hold other bytes.
    if (!isMissing.has(hash) && (await readableDigest(layout.film(library, hash))) === hash) there.push(hash);
  }
  const marks = { newlyMissing: 0, back: 0 };
  for (let at = 0; at < Math.max(missing.length, there.length); at += together) {
    stop();
    const of = (hashes: readonly ContentHash[]) => hashes.slice(at, at + together);
    const marked = await store.write.markMissing({
      ...action(context),
      missing: of(missing),
      there: of(there),
    });
    marks.newlyMissing += marked.newlyMissing;
    marks.back += marked.back;
  }
  const fates: Record<Fate, number> = { recovered: 0, removed: 0, "set-aside": 0, left: 0 };
  for (const { path, hash } of unknown) {
    stop();
    fates[await settle(context, ingest, path, hash, signal)]++;
  }
  const findings: CheckFindings = {
    missing: missing.length,
    ...marks,
    recovered: fates.recovered,
    removed: fates.removed,
    setAside: fates["set-aside"],
    database: [...database],
  };
  await store.write.checked({ ...action(context), findings });
  return findings;
}

/** Finds a place for a file among the films that no film has. */
async function settle(
  context: Context,
  ingest: Ingest,
  path: string,
  hash: ContentHash | null,
  signal: AbortSignal,
): Promise<Fate> {
  if (hash === null) return setAside(context, path);
  const owner = await context.store.read.fileOwner({ hash });
  if (owner === "film") return "left";
  const found = await readableDigest(path);
  if (found === null) return "left";
  if (owner === "deleted") {
    await record(context, "library.file-removed", hash);
    await context.store.write.discardFile({ hash });
    return "removed";
  }
  // Under a name that is not its own no film would ever find it.
  if (found !== hash) return setAside(context, path);
  try {
    const source = { kind: "file", path, file: `${hash.slice(0, 16)}...` } as const;
    const outcome = await ingest.add(source, context.clock.now(), signal);
    if (outcome === "duplicate") return "left";
    if (outcome !== "added") return await setAside(context, path);
  } catch (thrown) {
    const ofTheFile = thrown instanceof AppError && !stopsImport(thrown) && thrown.code !== "job/cancelled";
    if (!ofTheFile) throw thrown;
    return setAside(context, path);
  }
  await record(context, "library.file-recovered", hash);
  return "recovered";
}

/** Moves a file out of the films; what is no film may be a patient's all the same, so nothing is deleted. */
async function setAside(context: Context, path: string): Promise<Fate> {
  const folder = layout.setAside(context.library);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { utc } = context.clock.now();
  const name = `${utc.replace(/\D/g, "").slice(0, 14)}-${basename(join(path, ".."))}-${basename(path)}`;
  try {
    await rename(path, join(folder, name));
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return "left";
    throw thrown;
  }
  await record(context, "library.file-set-aside", name.slice(0, 100));
  return "set-aside";
}

/** SHA-256 of a file's bytes in hexadecimal digits; null where it is gone, "" where it cannot be read as a file. */
async function readableDigest(path: string): Promise<string | null> {
  try {
    return await digestOf(path);
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === "ENOENT") return null;
    if (code === "EIO" || code === "EISDIR") return "";
    throw thrown;
  }
}
