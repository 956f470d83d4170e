import { fromWire, type AppError } from "../../core/base/errors.ts";
import type { FilmSource, Listing } from "./ingest-calls.ts";
import type { NamedFolder } from "./walk.ts";

/** One thing to import, or one that is refused before it is looked at. */
export type Item =
  | { readonly kind: "folder"; readonly folder: NamedFolder }
  | {
      readonly kind: "film";
      readonly source: FilmSource;
      /** As the user knows it. */
      readonly path: string;
      readonly folder: NamedFolder | null;
    }
  /** A list that says whose the pictures below its folder are; it comes before them. */
  | {
      readonly kind: "list";
      readonly source: FilmSource;
      readonly path: string;
      /** Pictures that are not in it are refused, and it may name some that are not imported now. */
      readonly strict: boolean;
    }
  | { readonly kind: "problem"; readonly path: string; readonly error: AppError };

/** An archive's contents as things to import: the archive is a folder that the user named. */
export function archiveItems(
  archive: { readonly source: FilmSource; readonly path: string },
  listing: Listing,
): Item[] {
  if (archive.source.kind !== "file") throw new Error("an archive is a file");
  const { path: place } = archive.source;
  const folder: NamedFolder = { path: archive.path, files: listing.files.length, films: 0 };
  const problems = listing.problems.map(({ name, error }): Item => {
    const path = name === "" ? archive.path : `${archive.path}/${name}`;
    return { kind: "problem", path, error: fromWire(error) };
  });
  // An archive whose every file was refused has said so already.
  const head: Item[] = listing.files.length === 0 && problems.length > 0 ? [] : [{ kind: "folder", folder }];
  const films = listing.files.map(({ name, place: inside }): Item => {
    const file = name.split("/").at(-1) ?? name;
    const path = `${archive.path}/${name}`;
    return { kind: "film", source: { kind: "archived", path: place, file, place: inside }, path, folder };
  });
  return [...head, ...problems, ...films];
}
