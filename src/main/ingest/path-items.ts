import { basename, dirname, sep } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { isMediaIndex } from "../../core/dicom/media/media-index.ts";
import type { FilmSource } from "./ingest-calls.ts";
import type { Item } from "./item.ts";
import { mediaItems, onDisc, type ReadIndex } from "./media-items.ts";
import { walk, type Found } from "./walk.ts";

type Index = Extract<Found, { kind: "index" }>;

/**
 * What is to be imported from named files and folders of the computer. Where a disc's index (DICOMDIR)
 * is named or stands in a folder, it says what is imported of that folder, and the rest is not looked at.
 */
export async function* pathItems(
  paths: readonly string[],
  readIndex: ReadIndex,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  const named = paths.filter((path) => isMediaIndex(basename(path)));
  // A window may name a chosen disc file by file: its index stands for all of them.
  const roots = named.map((path) => `${dirname(path)}${sep}`);
  const others = paths.filter((path) => !roots.some((root) => path.startsWith(root)));
  for (const path of named) {
    const below = paths.filter((other) => other !== path && other.startsWith(`${dirname(path)}${sep}`));
    yield* indexed({ kind: "index", path, folder: null, rest: () => walk(below, signal) }, readIndex);
  }
  yield* expand(walk(others, signal), readIndex);
}

async function* expand(found: AsyncGenerator<Found>, readIndex: ReadIndex): AsyncGenerator<Item> {
  for await (const next of found) {
    if (next.kind === "index") yield* indexed(next, readIndex);
    else if (next.kind === "list") yield { ...next, source: fileSource(next.path), strict: false };
    else if (next.kind === "file") {
      const { path, folder } = next;
      yield { kind: "film", source: fileSource(path), path, folder };
    } else yield next;
  }
}

async function* indexed({ path, folder, rest }: Index, readIndex: ReadIndex): AsyncGenerator<Item> {
  const root = dirname(path);
  try {
    const references = await readIndex(fileSource(path));
    yield* mediaItems(references, root, onDisc(root, folder));
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    yield { kind: "problem", path, error: thrown };
    yield* expand(rest(), readIndex);
  }
}

const fileSource = (path: string): FilmSource => ({ kind: "file", path, file: basename(path) });
