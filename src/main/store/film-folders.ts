import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { contentHash, type ContentHash } from "../../core/base/ids.ts";
import { systemCode } from "./failures.ts";
import { layout } from "./library-folder.ts";

const folderName = /^[0-9a-f]{2}$/;

/** The folders among a library's films, by the first two digits of the hashes in them; none where there is no film yet. */
export async function filmFolders(library: string): Promise<string[]> {
  try {
    return (await readdir(layout.films(library))).filter((name) => folderName.test(name)).sort();
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return [];
    throw thrown;
  }
}

/** The film that a file among the films stands for by its path; null where it stands for none. */
export function filmOfPath(path: string): ContentHash | null {
  const hash = basename(dirname(path)) + basename(path);
  return /^[0-9a-f]{64}$/.test(hash) ? contentHash(hash) : null;
}

/** The paths of the files in one such folder. */
export async function filesOf(library: string, folder: string): Promise<string[]> {
  const place = join(layout.films(library), folder);
  return (await readdir(place)).map((name) => join(place, name));
}
