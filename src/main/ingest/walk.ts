import type { Dirent, Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { isMediaIndex } from "../../core/dicom/media/media-index.ts";
import { isIdentityList } from "./identity-csv.ts";
import { systemCode } from "../store/failures.ts";

/** A folder that was named, and what came of it. */
export interface NamedFolder {
  readonly path: string;
  /** Files found in it, films or not. */
  files: number;
  /** Files that are films by their content. */
  films: number;
}

/** A file to import, something that cannot be looked into, or a named folder before what is in it. */
export type Found =
  | { readonly kind: "folder"; readonly folder: NamedFolder }
  /** `folder`: null for a file that was named itself. */
  | { readonly kind: "file"; readonly path: string; readonly folder: NamedFolder | null }
  /** A list that says whose the pictures of its folder are. */
  | { readonly kind: "list"; readonly path: string }
  /** A disc's index, instead of what is in its folder; `rest` walks that after all. */
  | {
      readonly kind: "index";
      readonly path: string;
      readonly folder: NamedFolder | null;
      readonly rest: () => AsyncGenerator<Found>;
    }
  | { readonly kind: "problem"; readonly path: string; readonly error: AppError };

/**
 * Walks files and folders in the order named, a folder's entries sorted by name. Links are followed;
 * a folder is walked once, so that links that lead in a circle end. Pipes, sockets and devices are
 * passed over in folders: opening one could wait for ever.
 */
export async function* walk(paths: readonly string[], signal: AbortSignal): AsyncGenerator<Found> {
  const walked = new Set<string>();
  for (const path of paths) {
    if (signal.aborted) return;
    const found = await look(path);
    if (found instanceof AppError) yield { kind: "problem", path, error: found };
    else if (found.isDirectory()) {
      const folder = { path, files: 0, films: 0 };
      yield { kind: "folder", folder };
      yield* walkFolder(path, found, folder, walked, signal);
    } else if (found.isFile()) yield { kind: "file", path, folder: null };
    else yield { kind: "problem", path, error: new AppError("film/not-a-film", { file: basename(path) }) };
  }
}

async function* walkFolder(
  path: string,
  self: Stats,
  folder: NamedFolder,
  walked: Set<string>,
  signal: AbortSignal,
): AsyncGenerator<Found> {
  const identity = `${self.dev}:${self.ino}`;
  if (walked.has(identity)) return;
  walked.add(identity);
  let entries: Dirent[];
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    yield { kind: "problem", path, error: unreadable(path, error) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const index = entries.find(
    (entry) => isMediaIndex(entry.name) && (entry.isFile() || entry.isSymbolicLink()),
  );
  const list = entries.find(
    (entry) => isIdentityList(entry.name) && (entry.isFile() || entry.isSymbolicLink()),
  );
  const others = entries.filter((entry) => entry !== index && entry !== list);
  if (list !== undefined) yield { kind: "list", path: join(path, list.name) };
  const rest = (): AsyncGenerator<Found> => walkEntries(path, others, folder, walked, signal);
  if (index !== undefined) yield { kind: "index", path: join(path, index.name), folder, rest };
  else yield* rest();
}

async function* walkEntries(
  path: string,
  entries: readonly Dirent[],
  folder: NamedFolder,
  walked: Set<string>,
  signal: AbortSignal,
): AsyncGenerator<Found> {
  for (const entry of entries) {
    if (signal.aborted) return;
    const inner = join(path, entry.name);
    if (entry.isFile()) {
      folder.files++;
      yield { kind: "file", path: inner, folder };
      continue;
    }
    if (!entry.isDirectory() && !entry.isSymbolicLink()) continue;
    const found = await look(inner);
    if (found instanceof AppError) yield { kind: "problem", path: inner, error: found };
    else if (found.isDirectory()) yield* walkFolder(inner, found, folder, walked, signal);
    else if (found.isFile()) {
      folder.files++;
      yield { kind: "file", path: inner, folder };
    }
  }
}

async function look(path: string): Promise<Stats | AppError> {
  try {
    return await stat(path);
  } catch (error) {
    return unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): AppError {
  const detail = systemCode(cause);
  const code = detail === "ENOENT" || detail === "ENOTDIR" ? "file/not-found" : "file/not-readable";
  return new AppError(code, { file: basename(path), detail }, { cause });
}
