import { z } from "zod";
import type { Agreement, ModelAnswer } from "../agreement/agreement.ts";
import type {
  AuditPage,
  AuditQuery,
  CheckFindings,
  HangableFilms,
  HeatMap,
  LibraryUpkeep,
  Panel,
  PanelState,
  Priority,
  SavedBackup,
  StudyDetail,
  WorklistCounts,
  WorklistPage,
  WorklistQuery,
  WorklistRow,
} from "../api.ts";
import type { ContentHash, FilmId, ReaderId, StudyUid } from "../base/ids.ts";
import type { AuditEntry, Moment } from "../base/ports.ts";
import type { FilmKind } from "../dicom/film.ts";
import type { Language } from "../base/language.ts";
import type { HangingRules } from "../hanging/rules.ts";
import type { Mark, MarkDraft } from "../marks/mark.ts";
import type { FilmCheck } from "../models/film-check.ts";
import type { KeptFailure } from "../models/reading.ts";
import type { AuditHead, AuditVerdict } from "../second-read/audit-chain.ts";
import type { OwnCases } from "../second-read/burden.ts";
import type { Adjudication } from "../second-read/course.ts";
import type { Read, ReadDraft } from "../second-read/read.ts";
import type { Reader } from "../second-read/readers.ts";
import type { ReportTemplate } from "../second-read/report-template.ts";
import type { DepartmentRules } from "../second-read/rules.ts";
import type { QueuedSecondRead, StudyCourse } from "../second-read/views.ts";
import type { CountedRead, StatisticsScope, WorklistAnswers } from "../statistics/statistics.ts";
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
  /** As the header says, or as somebody has said of a picture; empty if neither does. */
  readonly view: string;
  /** Empty of a picture. */
  readonly transferSyntaxUid: string;
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
  /** What failed among the panel's networks. */
  readonly failures: readonly KeptFailure[];
  /** The user's own networks: answers, and what failed. */
  readonly own: { readonly models: readonly ModelAnswer[]; readonly failures: readonly KeptFailure[] };
  readonly ms: { readonly decode: number; readonly infer: number };
}

/** A PIN or password as it is kept: scrypt (RFC 7914) with its parameters; salt and hash in base64. */
export const credential = z.object({
  kind: z.literal("scrypt"),
  cost: z.int().positive(),
  blockSize: z.int().positive(),
  parallel: z.int().positive(),
  salt: z.string(),
  hash: z.string(),
});
export type Credential = z.output<typeof credential>;

/** Of the department's own films: those of the random sample with a final answer, and how many reads were flagged. */
export interface OwnFigures {
  readonly cases: OwnCases;
  /** Committed first reads that were compared with a whole panel. */
  readonly compared: number;
  /** Of those, flagged as whatever. */
  readonly flagged: number;
}

/** What a reader is shown of a study's panel depends on who asks. */
export interface Viewer {
  readonly reader: ReaderId;
  readonly networks: Networks;
}

/** Local date of the question, as DICOM DA: what "today" means. */
export interface WorklistDay {
  readonly today: string;
}

/** Questions to the study database; none changes it. */
export interface StudyReads {
  worklist(query: Viewer & WorklistDay & WorklistQuery): WorklistPage;
  worklistCounts(query: Viewer & WorklistDay): WorklistCounts;
  /** Studies of the patient of this one, itself among them, newest first. */
  timeline(query: Viewer & { studyUid: StudyUid }): WorklistRow[];
  /** Null where there is no such study. */
  study(query: Viewer & { studyUid: StudyUid }): StudyDetail | null;
  /** Studies and films, and the films' bytes on the disk, each content once. */
  filmBytes(query: Record<string, never>): { studies: number; films: number; filmBytes: number };
  film(query: { filmId: FilmId }): StoredFilm | null;
  /** Whose a film file is: a film's, a deleted film's, or nobody's. */
  fileOwner(query: { hash: ContentHash }): "film" | "deleted" | "nobody";
  /** Films that a check did not find, by content. */
  missingFiles(query: Record<string, never>): ContentHash[];
  upkeep(query: Record<string, never>): LibraryUpkeep;
  /** Sealed unless this reader's read of the study is committed: the answers stay in the database. */
  panel(query: Viewer & { studyUid: StudyUid }): Panel;
  /** Own marks always; those of other readers' committed reads once this reader's read is committed. */
  marks(query: { reader: ReaderId; studyUid: StudyUid }): Mark[];
  /** Films of panels without an answer of these networks: those of the study `first`, then urgent ones, then the longest waiting. */
  pendingFilms(query: { networks: string; first: StudyUid | null; limit: number }): StoredFilm[];
  /** How many films wait for these networks; counted up to `most`. */
  countPending(query: { networks: string; most: number }): number;
  /** What happened to a study, as far as this reader may know it; null where there is no such study. */
  course(query: Viewer & { studyUid: StudyUid; now: Moment }): StudyCourse | null;
  /** Second reads that are not settled, and the latest that are; what a reader may not know is left out. */
  secondReads(query: Viewer & { settled: number; now: Moment }): QueuedSecondRead[];
  /**
   * Films whose truth is known without the panel's doing, and how many reads were flagged. Studies in which something
   * is still to be read or settled, or that `asker` has begun to read, are no cases.
   * @throws AppError reader/not-administrator, reader/unknown
   */
  ownCases(query: { asker: ReaderId }): OwnFigures;
  /**
   * This reader's committed first reads with their panels, or the department's, in the order of their commits.
   * @throws AppError reader/not-administrator, reader/unknown, of the department
   */
  statistics(query: Viewer & { scope: StatisticsScope }): CountedRead[];
  /**
   * What the networks said of every panel film in the worklist, by the study's day. Null unless the department shows
   * the panel from the start: elsewhere films that are still to be read would count.
   * @throws AppError reader/not-administrator, reader/unknown
   */
  worklistAnswers(query: Viewer): WorklistAnswers[] | null;
  /** A study's films before anybody opens it, with those of its patient's earlier studies; null where there is no such study. */
  studyFilms(query: Viewer & { studyUid: StudyUid }): HangableFilms | null;
  /** A reader's rules of hanging; the usual ones where they have none of their own. */
  hanging(query: { reader: ReaderId }): HangingRules;
  /** The language that a reader chose; null where they chose none. */
  language(query: { reader: ReaderId }): Language | null;
  rules(query: Record<string, never>): DepartmentRules;
  /** The department's templates of reports; null where it has none of its own. */
  reportTemplates(query: Record<string, never>): readonly ReportTemplate[] | null;
  readers(query: Record<string, never>): Reader[];
  /** What signing in needs; null where there is no such reader. */
  credential(query: { reader: ReaderId }): {
    credential: Credential | null;
    failures: number;
    failedUtc: string | null;
    active: boolean;
  } | null;
  /** Checks the audit record against itself, its seals and the heads that were exported from it. */
  verifyAudit(query: { heads: readonly AuditHead[] }): AuditVerdict;
  auditHead(query: Record<string, never>): Omit<AuditHead, "exported">;
  /** The audit record, in the order of what happened. */
  audit(query: { after: number; limit: number }): (AuditEntry & { readonly number: number })[];
  /** The same for an administrator, newest first. @throws AppError reader/not-administrator, reader/unknown */
  auditPage(query: AuditQuery & { asker: ReaderId }): Omit<AuditPage, "names">;
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
  /**
   * Adds films in one transaction, an outcome for each. "file-gone" asks for the film's file to be
   * written once more: it is no longer there.
   */
  addFilms(change: { films: readonly { record: FilmRecord; at: Moment }[] }): AddOutcome[];
  /** Takes back a film file that no row came to refer to. */
  discardFile(change: { hash: ContentHash }): void;
  /** @throws AppError read/already-committed, library/no-such-study */
  saveDraft(change: Action & { studyUid: StudyUid; draft: ReadDraft }): Read;
  /** @throws AppError read/already-committed, read/no-finding, library/no-such-study */
  commitRead(change: Action & { studyUid: StudyUid; draft: ReadDraft; networks: Networks }): Read;
  /** @throws AppError read/not-committed, read/empty-addendum, library/no-such-study */
  addAddendum(change: Action & { studyUid: StudyUid; text: string }): void;
  /** @throws AppError read/not-committed, second-read/already-asked, library/no-such-study */
  askSecondRead(change: Action & { studyUid: StudyUid }): void;
  /** @throws AppError of `takeSecond` in core/second-read/course.ts; reader/unknown */
  takeSecondRead(change: Action & { id: number }): { studyUid: StudyUid };
  /** @throws AppError of `adjudicate` in core/second-read/course.ts; reader/unknown */
  adjudicate(change: Action & { id: number; entered: Adjudication }): { studyUid: StudyUid };
  /**
   * Keeps a reader's rules of hanging; null goes back to the usual ones.
   * @throws AppError hanging/refused
   */
  saveHanging(change: { reader: ReaderId; rules: HangingRules | null }): void;
  saveLanguage(change: { reader: ReaderId; language: Language }): void;
  /** @throws AppError reader/not-administrator, reader/unknown */
  saveRules(change: Action & { rules: DepartmentRules }): void;
  /** Null goes back to the usual ones. @throws AppError reader/not-administrator, reader/unknown */
  saveReportTemplates(change: Action & { templates: readonly ReportTemplate[] | null }): void;
  /** Makes the user of the operating system a reader, as long as nobody has a secret; the first is the administrator. */
  enrol(change: Action & { name: string }): void;
  /** @throws AppError reader/not-administrator, reader/secure-yourself, reader/name-taken */
  addReader(change: Action & { added: Omit<Reader, "active" | "secured">; credential: Credential }): void;
  /** @throws AppError reader/not-administrator, reader/last-administrator, reader/name-taken, reader/unknown */
  changeReader(change: Action & { changed: Omit<Reader, "secured"> }): void;
  /** One's own, or as an administrator another's. @throws AppError reader/not-administrator, reader/secret-needed, reader/unknown */
  setCredential(change: Action & { of: ReaderId; credential: Credential | null }): void;
  /** Notes an attempt to sign in. */
  signedIn(change: Action & { outcome: "signed-in" | "wrong" }): void;
  /** Records the first time that this reader is shown an answer of the study's panel. */
  revealPanel(change: Action & { studyUid: StudyUid; networks: string }): void;
  /**
   * Keeps a new or changed mark of this reader.
   * @throws AppError mark/in-read, mark/of-another-reader, library/no-such-film, film/no-such-frame
   */
  saveMark(change: Action & { studyUid: StudyUid; mark: MarkDraft }): Mark;
  /**
   * Deletes a mark of this reader, if there is one.
   * @throws AppError mark/in-read, mark/of-another-reader
   */
  deleteMark(change: Action & { studyUid: StudyUid; markId: string }): void;
  /** @throws AppError library/no-such-study */
  setPriority(change: Action & { studyUid: StudyUid; priority: Priority }): void;
  /** Compares committed reads that wait for it with their panels, where these are whole. */
  flagWaiting(change: Action & { networks: string }): void;
  /**
   * Deletes a study's films and what says whose they are; reads and the audit record stay.
   * @param change.films how many films the reader agreed to delete
   * @returns what was deleted
   * @throws AppError library/no-such-study, study/changed, study/second-read-open
   */
  deleteStudy(change: Action & { studyUid: StudyUid; films: number }): { films: number; bytes: number };
  /**
   * Marks films whose files were not found, and takes the mark from those whose files are there; each is recorded.
   * @returns how many marks were new, and how many were taken away
   */
  markMissing(change: Action & { missing: readonly ContentHash[]; there: readonly ContentHash[] }): {
    newlyMissing: number;
    back: number;
  };
  /** Keeps what the last check came to. */
  checked(change: Action & { findings: CheckFindings }): void;
  /** Keeps which backup was the last that came to its end. */
  savedBackup(change: Action & { backup: SavedBackup }): void;
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
