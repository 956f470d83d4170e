import { open, readdir, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { cli } from "../../core/base/messages/cli.ts";
import { filmKind } from "../../core/dicom/kind.ts";

export type Found =
  /** A file to open; `inFolder` where nobody named it, so that it may turn out not to be a film. */
  | {
      readonly kind: "film";
      readonly path: string;
      readonly absolute: string;
      readonly inFolder: Folder | null;
    }
  | { readonly kind: "failed"; readonly path: string; readonly error: AppError }
  /** All of a named folder was seen. */
  | { readonly kind: "folder"; readonly folder: Folder };

/** Counts of one named folder and everything below it. */
export interface Folder {
  readonly path: string;
  films: number;
  skipped: number;
  failed: number;
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);

function unreadable(path: string, thrown: unknown): AppError {
  const code = codeOf(thrown);
  return code === "ENOENT" || code === "ENOTDIR"
    ? new AppError("file/not-found", { file: path }, { cause: thrown })
    : new AppError("file/not-readable", { file: path, detail: code }, { cause: thrown });
}

/** Whether a file's first bytes are those of a film. */
async function looksLikeFilm(absolute: string): Promise<boolean> {
  await using file = await open(absolute, "r");
  const head = new Uint8Array(4096);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  return filmKind(head.subarray(0, bytesRead)) !== null;
}

/**
 * Finds films: named files as they are, folders with everything below them, by content, in the
 * order of their names. A folder that links lead back to is seen once. Paths come out as they were
 * given, or below the folder that was given.
 * @param base folder that relative paths start from
 */
export async function* findFilms(paths: readonly string[], base: string): AsyncGenerator<Found> {
  for (const path of paths) {
    const absolute = resolve(base, path);
    try {
      const found = await stat(absolute);
      if (found.isDirectory()) {
        const folder: Folder = { path, films: 0, skipped: 0, failed: 0 };
        yield* walk(path, absolute, folder, new Set());
        yield { kind: "folder", folder };
      } else if (found.isFile()) {
        yield { kind: "film", path, absolute, inFolder: null };
      } else {
        // A pipe or a device would be waited for without end.
        const error = new AppError("file/not-readable", { file: path, detail: cli.notRegular() });
        yield { kind: "failed", path, error };
      }
    } catch (thrown) {
      yield { kind: "failed", path, error: unreadable(path, thrown) };
    }
  }
}

async function* walk(
  path: string,
  absolute: string,
  folder: Folder,
  seen: Set<string>,
): AsyncGenerator<Found> {
  let names: string[];
  try {
    const real = await realpath(absolute);
    if (seen.has(real)) return;
    seen.add(real);
    names = (await readdir(absolute)).sort();
  } catch (thrown) {
    folder.failed++;
    yield { kind: "failed", path, error: unreadable(path, thrown) };
    return;
  }
  for (const name of names) {
    const below = { path: join(path, name), absolute: join(absolute, name) };
    try {
      const found = await stat(below.absolute);
      if (found.isDirectory()) yield* walk(below.path, below.absolute, folder, seen);
      else if (found.isFile() && (await looksLikeFilm(below.absolute))) {
        folder.films++;
        yield { kind: "film", ...below, inFolder: folder };
      } else folder.skipped++;
    } catch (thrown) {
      folder.failed++;
      yield { kind: "failed", path: below.path, error: unreadable(below.path, thrown) };
    }
  }
}
