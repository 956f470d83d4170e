import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, sep } from "node:path";
import { AppError } from "../../../core/base/errors.ts";
import { systemCode } from "../failures.ts";
import { layout } from "../library-folder.ts";

/** Whether one folder is the other or lies in it; both without links. */
const isIn = (inner: string, outer: string): boolean => `${inner}${sep}`.startsWith(`${outer}${sep}`);

/** A path without links, also where its end is not there yet. */
export async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (thrown) {
    const parent = dirname(path);
    if (systemCode(thrown) !== "ENOENT" || parent === path) throw thrown;
    return join(await realPlace(parent), basename(path));
  }
}

/** What is in a folder beside the note of a move; null where there is none. @throws AppError move/place-taken for a file */
export async function entriesOf(folder: string): Promise<string[] | null> {
  try {
    const note = basename(layout.moved(folder));
    // A disk of its own has this folder from the start (ext2 to ext4).
    return (await readdir(folder)).filter((name) => name !== note && name !== "lost+found");
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === "ENOENT") return null;
    if (code === "ENOTDIR") throw new AppError("move/place-taken", { folder }, { cause: thrown });
    throw thrown;
  }
}

/**
 * Where a library can be moved to: an absolute path of a folder that is empty or not there, not inside the library nor around it.
 * @param watched the watched folder, whose films would come in as new ones; null for none
 * @returns the place without links
 * @throws AppError move/not-a-path, move/inside-library, move/place-taken, watch/inside-library; what the system throws
 */
export async function moveTarget(library: string, folder: string, watched: string | null): Promise<string> {
  if (!isAbsolute(folder)) throw new AppError("move/not-a-path", { folder });
  const [from, to] = [await realpath(library), await realPlace(folder)];
  if (isIn(to, from) || isIn(from, to)) throw new AppError("move/inside-library", { folder });
  if ((await entriesOf(to))?.length) throw new AppError("move/place-taken", { folder });
  if (watched !== null) {
    const beside = await realPlace(watched);
    if (isIn(to, beside) || isIn(beside, to)) throw new AppError("watch/inside-library", { folder: watched });
  }
  return to;
}

/** The nearest folder of a path that is there: it stands for the path's disk. */
export async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found !== null || dirname(path) === path ? path : nearestFolder(dirname(path));
}
