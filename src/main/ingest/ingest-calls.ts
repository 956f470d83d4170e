import type { Moment } from "../../core/base/ports.ts";
import type { FilmRecord } from "../../core/studies/film-record.ts";

/** Where a film to import comes from. */
export type FilmSource =
  | { readonly kind: "file"; readonly path: string; readonly file: string }
  /** The next film of a phantom series, drawn where it is prepared. */
  | { readonly kind: "phantom"; readonly series: string; readonly count: number; readonly seed: number };

/** A film that is ready to be kept; its bytes stay with the worker under `ticket`. */
export type Prepared =
  | { readonly kind: "film"; readonly ticket: number; readonly record: FilmRecord; readonly file: string }
  | { readonly kind: "not-a-film" }
  /** A phantom series has no more films. */
  | { readonly kind: "end" };

/** What the ingest worker does for the main thread. */
export interface IngestCalls {
  prepare(asked: { source: FilmSource; at: Moment }): Promise<Prepared>;
  /** Writes a prepared film's file, durably. */
  keep(asked: { ticket: number }): "written" | "present";
  drop(asked: { ticket: number }): void;
  /** Forgets a phantom series that is no longer wanted. */
  endSeries(asked: { series: string }): void;
}
