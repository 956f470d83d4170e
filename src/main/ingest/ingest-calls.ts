import type { WireError } from "../../core/base/errors.ts";
import type { Moment } from "../../core/base/ports.ts";
import type { MediaReference } from "../../core/dicom/media/media-index.ts";
import type { FilmRecord } from "../../core/studies/film-record.ts";
import type { PictureIdentity } from "../../core/studies/picture-identity.ts";
import type { ArchivedFile } from "./zip-archive.ts";

/** Where a film to import comes from. */
export type FilmSource =
  | { readonly kind: "file"; readonly path: string; readonly file: string }
  /** A file in the ZIP archive at `path`. */
  | { readonly kind: "archived"; readonly path: string; readonly file: string; readonly place: ArchivedFile }
  /** The next film of a phantom series, drawn where it is prepared. */
  | { readonly kind: "phantom"; readonly series: string; readonly count: number; readonly seed: number };

/** Whose a PNG or JPEG is: as somebody said, nobody's, or yet to be asked. */
export type Said = PictureIdentity | null | "ask";

/** A film that is ready to be kept; its bytes stay with the worker under `ticket`. */
export type Prepared =
  | { readonly kind: "film"; readonly ticket: string; readonly record: FilmRecord; readonly file: string }
  | { readonly kind: "not-a-film" }
  /** A ZIP archive, which holds films rather than being one. */
  | { readonly kind: "archive" }
  /** A PNG or JPEG of which it is to be asked whose it is. */
  | { readonly kind: "picture" }
  /** A phantom series has no more films. */
  | { readonly kind: "end" };

/** What became of a prepared film's file; "gone" where the thread that prepared it was another. */
export type Kept = "written" | "present" | "gone" | { readonly error: WireError };

/** An archive's contents as they cross from the worker. */
export interface Listing {
  readonly files: readonly { readonly name: string; readonly place: ArchivedFile }[];
  readonly problems: readonly { readonly name: string; readonly error: WireError }[];
}

/** A row of a list of pictures as it crosses from the worker. */
export interface ListRow {
  readonly file: string;
  readonly identity: PictureIdentity | { readonly error: WireError };
}

/** What an ingest worker does for the main thread. */
export interface IngestCalls {
  prepare(asked: { source: FilmSource; at: Moment; said: Said }): Promise<Prepared>;
  /** Writes prepared films' files, durably, together: synced once for all. */
  keep(asked: { tickets: readonly string[] }): Promise<readonly Kept[]>;
  drop(asked: { ticket: string }): void;
  /** Forgets a phantom series that is no longer wanted. */
  endSeries(asked: { series: string }): void;
  closeArchives(asked: Record<string, never>): void;
  /** What a ZIP archive holds. */
  list(asked: { path: string; file: string }): Promise<Listing>;
  /** What a list beside pictures says of them. */
  readList(asked: { source: FilmSource }): Promise<readonly ListRow[]>;
  /** What a disc's index lists. */
  readIndex(asked: { source: FilmSource }): Promise<readonly MediaReference[]>;
}
