import type { Agreement, ModelAnswer } from "../agreement/agreement.ts";
import type { HeatMap, Panel, PanelState, StudyDetail, WorklistRow } from "../api.ts";
import type { ContentHash, FilmId, ReaderId, StudyUid } from "../base/ids.ts";
import type { AuditEntry, Moment } from "../base/ports.ts";
import type { FilmKind } from "../dicom/film.ts";
import type { FilmCheck } from "../models/film-check.ts";
import type { Read, ReadDraft } from "../second-read/read.ts";
import type { FilmRecord } from "./film-record.ts";

/**
 * The networks that are loaded, as one word that changes with any of them; null where none is.
 * An answer counts only under the word it was made under.
 */
export type Networks = string | null;

/** Where a stored film's bytes are and what they must be. */
export interface StoredFilm {
  readonly filmId: FilmId;
  readonly studyUid: StudyUid;
  readonly hash: ContentHash;
  readonly bytes: number;
  readonly kind: FilmKind;
  readonly fileName: string;
}

/** A film's classification as it is kept. */
export interface FilmPanel {
  readonly filmId: FilmId;
  readonly networks: string;
  readonly state: PanelState;
  readonly check: FilmCheck | null;
  readonly models: readonly ModelAnswer[];
  readonly agreement: Agreement | null;
  readonly heatMaps: readonly HeatMap[];
  /** Sentences of what failed among the panel's networks. */
  readonly failures: readonly string[];
  /** The user's own networks: answers and sentences of what failed. */
  readonly own: { readonly models: readonly ModelAnswer[]; readonly failures: readonly string[] };
  readonly ms: { readonly decode: number; readonly infer: number };
}

/** What a reader is shown of a study's panel depends on who asks. */
export interface Viewer {
  readonly reader: ReaderId;
  readonly networks: Networks;
}

/** Questions to the study database; none changes it. */
export interface StudyReads {
  worklist(query: Viewer & { search: string; offset: number; limit: number }): {
    rows: WorklistRow[];
    total: number;
  };
  /** Null where there is no such study. */
  study(query: Viewer & { studyUid: StudyUid }): StudyDetail | null;
  film(query: { filmId: FilmId }): StoredFilm | null;
  /** Sealed unless this reader's read of the study is committed: the answers stay in the database. */
  panel(query: Viewer & { studyUid: StudyUid }): Panel;
  /** Films of panels without an answer of these networks: those of the study `first`, then the newest imports. */
  pendingFilms(query: { networks: string; first: StudyUid | null; limit: number }): StoredFilm[];
  /** The audit record, in the order of what happened. */
  audit(query: { after: number; limit: number }): (AuditEntry & { readonly number: number })[];
  /** A number that changes when another program has written to the library. */
  changesByOthers(query: Record<string, never>): number;
}

/** What became of a film that was to be added. */
export type AddOutcome = "added" | "duplicate" | "conflict" | "other-patient" | "file-gone";

/** An action with who did it and when: its audit entry is written in the same transaction. */
export interface Action {
  readonly reader: ReaderId;
  readonly at: Moment;
}

/** Changes to the study database. Each is one durable transaction: answered means kept. */
export interface StudyWrites {
  /** "file-gone" asks for the film's file to be written once more: it is no longer there. */
  addFilm(change: { record: FilmRecord; at: Moment }): AddOutcome;
  /** Takes back a film file that no row came to refer to. */
  discardFile(change: { hash: ContentHash }): void;
  /** @throws AppError read/already-committed, library/no-such-study */
  saveDraft(change: Action & { studyUid: StudyUid; draft: ReadDraft }): Read;
  /** @throws AppError read/already-committed, read/no-finding, library/no-such-study */
  commitRead(change: Action & { studyUid: StudyUid; draft: ReadDraft }): Read;
  /** Records the first time that this reader is shown an answer of the study's panel. */
  revealPanel(change: Action & { studyUid: StudyUid; networks: string }): void;
  savePanel(change: Action & { panel: FilmPanel }): void;
  record(entry: AuditEntry): void;
}

/** How the study database answers one of its questions or changes, from the main thread. */
export type Asynchronous<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (argument: infer Argument) => infer Result
    ? (argument: Argument) => Promise<Result>
    : never;
};

export interface StudyStore {
  readonly read: Asynchronous<StudyReads>;
  readonly write: Asynchronous<StudyWrites>;
}
