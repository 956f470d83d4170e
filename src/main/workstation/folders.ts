import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { FolderList } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import { systemCode } from "../store/failures.ts";

/** More folders than this nobody looks through. */
const most = 1_000;

/**
 * The folders in a folder, by name, as this user of the operating system sees them; hidden ones are left out.
 * @param path null for the user's own folder
 * @throws AppError file/not-found, file/not-readable
 */
export async function foldersOf(path: string | null): Promise<FolderList> {
  const place = resolve(path ?? homedir());
  if (path !== null && !isAbsolute(path)) throw new AppError("file/not-found", { file: path });
  try {
    const entries = await readdir(place, { withFileTypes: true });
    const named = await Promise.all(
      entries
        .filter(({ name }) => !name.startsWith("."))
        .map(async (entry) => ({ name: entry.name, is: await isFolder(entry, place) })),
    );
    const names = named.flatMap(({ name, is }) => (is ? [name] : [])).sort((a, b) => a.localeCompare(b));
    const parent = dirname(place);
    return {
      path: place,
      parent: parent === place ? null : parent,
      folders: names.slice(0, most).map((name) => ({ name, path: join(place, name) })),
    };
  } catch (thrown) {
    const detail = systemCode(thrown);
    if (detail === "") throw thrown;
    const gone = detail === "ENOENT" || detail === "ENOTDIR";
    throw new AppError(
      gone ? "file/not-found" : "file/not-readable",
      { file: place, detail },
      { cause: thrown },
    );
  }
}

/** A link to a folder counts as one; one that leads nowhere does not. */
async function isFolder(
  entry: { readonly name: string; isDirectory(): boolean; isSymbolicLink(): boolean },
  place: string,
): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const found = await stat(join(place, entry.name)).catch(() => null);
  return found?.isDirectory() === true;
}
