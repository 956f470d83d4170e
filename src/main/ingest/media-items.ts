import { readdir, realpath } from "node:fs/promises";
import { basename, join, posix, sep } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { isMediaIndex, isSafeReference, type MediaReference } from "../../core/dicom/media/media-index.ts";
import { isIdentityList } from "./identity-csv.ts";
import type { FilmSource } from "./ingest-calls.ts";
import type { Item } from "./item.ts";
import type { NamedFolder } from "./walk.ts";

/** Records of films; a disc lists structured reports and presentation states beside them. */
const filmRecord = "IMAGE";

/**
 * What a disc's index lists, as things to import: exactly its films, in its order. What is listed but
 * leads outside the disc or is not there is refused by name.
 * @param label the index's own folder, as the user knows it
 * @param find the item of names below that folder, or null where there is none
 */
export async function* mediaItems(
  references: readonly MediaReference[],
  label: string,
  find: (names: readonly string[]) => Promise<Item | null>,
): AsyncGenerator<Item> {
  const seen = new Set<string>();
  for (const reference of references) {
    const { names, type } = reference;
    const path = [label, ...names].join("/");
    if (type !== filmRecord || seen.has(path)) continue;
    seen.add(path);
    const file = names.join("/").replace(/\p{Cc}/gu, "?");
    if (!isSafeReference(reference)) {
      yield { kind: "problem", path, error: new AppError("media/unsafe-reference", { file }) };
      continue;
    }
    const item = await find(names);
    yield item ?? { kind: "problem", path, error: new AppError("media/missing-file", { file }) };
  }
}

/**
 * Finds referenced files on a disc at `root`. Names are compared as the disc has them, then without
 * case: ISO 9660 is mounted in lower case on some systems, and with version numbers on others.
 */
export function onDisc(
  root: string,
  folder: NamedFolder | null,
): (names: readonly string[]) => Promise<Item | null> {
  const listings = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const listing = (path: string): Promise<ReadonlyMap<string, string>> => {
    const known = listings.get(path) ?? list(path);
    listings.set(path, known);
    return known;
  };
  let realRoot: Promise<string> | undefined;
  return async (names) => {
    let path = root;
    for (const name of names) {
      const entries = await listing(path);
      const found = entries.get(name) ?? entries.get(folded(name));
      if (found === undefined) return null;
      path = join(path, found);
    }
    realRoot ??= realpath(root);
    const real = await realpath(path).catch(() => null);
    if (real === null) return null;
    // A link on the disc may lead anywhere.
    if (!real.startsWith(`${(await realRoot).replace(/[\\/]$/, "")}${sep}`)) {
      return {
        kind: "problem",
        path,
        error: new AppError("media/unsafe-reference", { file: names.join("/") }),
      };
    }
    return { kind: "film", source: { kind: "file", path, file: basename(path) }, path, folder };
  };
}

const folded = (name: string): string => name.toUpperCase().replace(/\.?(;\d+)?$/, "");

async function list(path: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(path).catch(() => []);
  const entries = new Map<string, string>();
  for (const name of names) entries.set(folded(name), name);
  for (const name of names) entries.set(name, name);
  return entries;
}

/** Reads a disc's index. @throws AppError media/damaged; and those of reading a file */
export type ReadIndex = (source: FilmSource) => Promise<readonly MediaReference[]>;

/**
 * Items that were listed before (an upload's, an archive's): lists of pictures come first, and where a
 * disc's index is among them it says what is imported of its folder. An index that cannot be read is
 * refused, its folder taken as it is.
 */
export async function* byIndexes(items: readonly Item[], readIndex: ReadIndex): AsyncGenerator<Item> {
  const isList = (item: Item): boolean => item.kind === "film" && isIdentityList(posix.basename(item.path));
  for (const item of items) {
    if (item.kind === "film" && isList(item))
      yield { kind: "list", source: item.source, path: item.path, strict: false };
  }
  let rest = items.filter((item) => !isList(item));
  for (const index of rest) {
    if (index.kind !== "film" || !isMediaIndex(posix.basename(index.path))) continue;
    const root = folderOf(index.path);
    const below = rest.filter((item) => item !== index && isBelow(item, root));
    const others = rest.filter((item) => item !== index && !isBelow(item, root));
    const file = posix.basename(index.path);
    try {
      const references = await readIndex(index.source);
      rest = others;
      if (below.length > 0) yield* mediaItems(references, root, among(below, root));
      else yield { kind: "problem", path: index.path, error: new AppError("media/index-alone", { file }) };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      rest = [...others, ...below];
      yield { kind: "problem", path: index.path, error: thrown };
    }
  }
  yield* rest;
}

function among(items: readonly Item[], root: string): (names: readonly string[]) => Promise<Item | null> {
  const byPath = new Map<string, Item>();
  for (const item of items) if (item.kind === "film") byPath.set(foldedPath(item.path), item);
  const start = root === "" ? [] : [root];
  return (names) => Promise.resolve(byPath.get(foldedPath([...start, ...names].join("/"))) ?? null);
}

const isBelow = (item: Item, root: string): boolean =>
  item.kind !== "folder" && (root === "" || item.path.startsWith(`${root}/`));

const foldedPath = (path: string): string => path.split(/[\\/]/).map(folded).join("/");

/** Folder of a path with slashes; empty at the top. */
function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === "." ? "" : folder;
}
