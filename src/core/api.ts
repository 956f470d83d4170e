import { z } from "zod";
import { readerId } from "./base/ids.ts";
import { hangingRules } from "./hanging/rules.ts";
import { mark, markDraft } from "./marks/mark.ts";
import { backendId } from "./models/backend.ts";
import { errorParams, wireError } from "./models/reading.ts";
import { adjudication } from "./second-read/course.ts";
import { freeText, read, readDraft } from "./second-read/read.ts";
import { reader, readerName } from "./second-read/readers.ts";
import { reportTemplate, reportTemplates } from "./second-read/report-template.ts";
import { departmentRules } from "./second-read/rules.ts";
import { queuedSecondRead, studyCourse } from "./second-read/views.ts";
import { periodUnit } from "./statistics/period.ts";
import { statistics, statisticsScope } from "./statistics/statistics.ts";
import { pictureIdentity } from "./studies/picture-identity.ts";
import { auditCheck, auditPage, auditQuery } from "./api/audit.ts";
import { backendStatus, inferenceProgress, queueState } from "./api/backends.ts";
import { filmAtFirst, filmPixels, hangableFilms, readyPlace, stageSize, studyDetail } from "./api/films.ts";
import { importProgress, importSource } from "./api/imports.ts";
import {
  backupState,
  checkFindings,
  folderList,
  libraryUpkeep,
  libraryUsage,
  moveState,
  watchState,
} from "./api/library.ts";
import { appInfo, modelCards } from "./api/networks.ts";
import { shownPanel } from "./api/panel.ts";
import { burdenInfo, chosenLanguage, readerIdSchema, sessionInfo, typedSecret } from "./api/readers.ts";
import { keyImage, reportLanguage, templatesInfo } from "./api/reports.ts";
import { filmIdSchema, jobIdSchema, studyUidSchema } from "./api/uids.ts";
import { priority, worklistCounts, worklistPage, worklistQuery, worklistRow } from "./api/worklist.ts";

/**
 * The one contract between renderer and main. Every payload that crosses is parsed with these
 * schemas, on the receiving side. The reader's identity is never part of a request: the shell
 * knows who is signed in and hands it to the workstation with each action.
 */
export { filmIdSchema, jobIdSchema, studyUidSchema } from "./api/uids.ts";
export * from "./api/audit.ts";
export * from "./api/worklist.ts";
export * from "./api/films.ts";
export * from "./api/panel.ts";
export * from "./api/imports.ts";
export * from "./api/networks.ts";
export * from "./api/readers.ts";
export * from "./api/reports.ts";
export * from "./api/library.ts";
export * from "./api/backends.ts";
export { panelState, type PanelState } from "./studies/panel-state.ts";

const nothing = z.object({});

/** Requests, each with the schema of its payload and of its result. */
export const requests = {
  "app.info": { payload: nothing, result: appInfo },
  "models.cards": { payload: nothing, result: modelCards },
  /** One's own, or as an administrator the department's. */
  "statistics.get": {
    payload: z.object({ unit: periodUnit, scope: statisticsScope.default("own") }),
    result: statistics,
  },
  "worklist.list": { payload: worklistQuery, result: worklistPage },
  "worklist.counts": { payload: nothing, result: worklistCounts },
  /** Studies of the same patient, this one among them, newest first. */
  "study.timeline": {
    payload: z.object({ studyUid: studyUidSchema }),
    result: z.object({ rows: z.array(worklistRow) }),
  },
  /** Deletes a study's films for good, if it still has as many as the reader agreed to; reads and audit record stay. */
  "study.delete": {
    payload: z.object({ studyUid: studyUidSchema, films: z.int().positive() }),
    result: z.object({ films: z.int().positive(), bytes: z.int().nonnegative() }),
  },
  "library.usage": { payload: nothing, result: libraryUsage },
  "library.upkeep": { payload: nothing, result: libraryUpkeep },
  "backup.state": { payload: nothing, result: backupState },
  /** Begins to write the library into a new file; null leaves it readable by everybody. */
  "backup.start": {
    payload: z.object({ file: z.string().min(1).max(4096), passphrase: typedSecret.nullable() }),
    result: backupState,
  },
  "backup.cancel": { payload: nothing, result: nothing },
  "library.moveState": { payload: nothing, result: moveState },
  /** Begins to move the library to an empty or new folder; `keep` leaves the old copy. */
  "library.move": {
    payload: z.object({ folder: z.string().min(1).max(4096), keep: z.boolean() }),
    result: moveState,
  },
  "library.moveCancel": { payload: nothing, result: nothing },
  /** Makes another folder this user's library from the next start on; answers its path. */
  "library.use": {
    payload: z.object({ folder: z.string().min(1).max(4096) }),
    result: z.object({ folder: z.string() }),
  },
  /** The folders in a folder of this computer, to choose one; null for the user's own folder. */
  "folder.list": { payload: z.object({ path: z.string().min(1).max(4096).nullable() }), result: folderList },
  "study.setPriority": { payload: z.object({ studyUid: studyUidSchema, priority }), result: nothing },
  "study.open": {
    payload: z.object({ studyUid: studyUidSchema, ready: readyPlace.nullable().default(null) }),
    result: studyDetail,
  },
  /** A study's films before it is opened: nobody has looked at anything yet. */
  "study.films": {
    payload: z.object({ studyUid: studyUidSchema }),
    result: hangableFilms,
  },
  /** What a window shows of a film until it has the film's pixels. */
  "film.first": {
    payload: z.object({ filmId: filmIdSchema, frame: z.int().nonnegative().default(0), stage: stageSize }),
    result: filmAtFirst,
  },
  "film.pixels": {
    payload: z.object({
      filmId: filmIdSchema,
      frame: z.int().nonnegative().default(0),
      /** Decoded before anybody asked to see it; whoever shows it says so with `film.shown`. */
      ahead: z.boolean().default(false),
    }),
    result: filmPixels,
  },
  "film.shown": { payload: z.object({ filmId: filmIdSchema }), result: nothing },
  "read.saveDraft": { payload: z.object({ studyUid: studyUidSchema, draft: readDraft }), result: read },
  "read.commit": { payload: z.object({ studyUid: studyUidSchema, draft: readDraft }), result: read },
  "read.addendum": { payload: z.object({ studyUid: studyUidSchema, text: freeText }), result: nothing },
  /** The read's report as text by the template of this name, in the window's language. */
  "read.report": {
    payload: z.object({
      studyUid: studyUidSchema,
      template: reportTemplate.shape.name,
      language: reportLanguage,
    }),
    result: z.object({ text: z.string() }),
  },
  /** The same as a PDF, with the key image as the reader has it on screen. */
  "read.reportPdf": {
    payload: z.object({
      studyUid: studyUidSchema,
      template: reportTemplate.shape.name,
      picture: keyImage.nullable(),
      language: reportLanguage,
    }),
    result: z.object({ fileName: z.string(), bytes: z.instanceof(Uint8Array) }),
  },
  "report.templates": { payload: z.object({ language: reportLanguage }), result: templatesInfo },
  /** The department's templates; null goes back to the usual ones. */
  "report.setTemplates": {
    payload: z.object({ templates: reportTemplates.nullable(), language: reportLanguage }),
    result: templatesInfo,
  },
  "study.course": { payload: z.object({ studyUid: studyUidSchema }), result: studyCourse },
  "secondRead.list": {
    payload: nothing,
    result: z.object({ reads: z.array(queuedSecondRead) }),
  },
  "secondRead.ask": { payload: z.object({ studyUid: studyUidSchema }), result: nothing },
  "secondRead.take": { payload: z.object({ id: z.int() }), result: z.object({ studyUid: studyUidSchema }) },
  "secondRead.settle": { payload: z.object({ id: z.int(), entered: adjudication }), result: nothing },
  "session.get": { payload: nothing, result: sessionInfo },
  /** The one request that names a reader: a claim, which the secret must prove. */
  "session.signIn": {
    payload: z.object({ reader: readerIdSchema, secret: typedSecret }),
    result: sessionInfo,
  },
  "session.signOut": { payload: nothing, result: sessionInfo },
  /** A key or pointer was used: the automatic lock waits on. */
  "session.active": { payload: nothing, result: nothing },
  "session.setSecret": {
    payload: z.object({ current: typedSecret, wanted: typedSecret.nullable() }),
    result: sessionInfo,
  },
  /** Keeps this reader's language. */
  "session.setLanguage": { payload: z.object({ language: chosenLanguage }), result: sessionInfo },
  "reader.list": { payload: nothing, result: z.object({ readers: z.array(reader) }) },
  "reader.add": {
    payload: z.object({
      name: readerName,
      administrator: z.boolean(),
      secondReader: z.boolean(),
      secret: typedSecret,
    }),
    result: z.object({ readers: z.array(reader) }),
  },
  "reader.change": {
    payload: z.object({ changed: reader.omit({ secured: true }) }),
    result: z.object({ readers: z.array(reader) }),
  },
  "reader.resetSecret": {
    payload: z.object({ reader: readerIdSchema, secret: typedSecret }),
    result: z.object({ readers: z.array(reader) }),
  },
  /** The audit record, page by page; an administrator's alone, as are its check and its head. */
  "audit.list": { payload: auditQuery, result: auditPage },
  "audit.verify": { payload: nothing, result: auditCheck },
  /** The record's present end, to be kept outside the library. */
  "audit.exportHead": { payload: nothing, result: z.object({ fileName: z.string(), text: z.string() }) },
  "rules.get": { payload: nothing, result: burdenInfo },
  "rules.set": { payload: z.object({ rules: departmentRules }), result: burdenInfo },
  /** This reader's rules of hanging; the usual ones where they have none of their own. */
  "hanging.get": { payload: nothing, result: z.object({ rules: hangingRules }) },
  /** Keeps this reader's rules; null goes back to the usual ones. */
  "hanging.set": {
    payload: z.object({ rules: hangingRules.nullable() }),
    result: z.object({ rules: hangingRules }),
  },
  "panel.get": { payload: z.object({ studyUid: studyUidSchema }), result: shownPanel },
  "mark.list": {
    payload: z.object({ studyUid: studyUidSchema }),
    result: z.object({ reader: z.string().transform(readerId), marks: z.array(mark) }),
  },
  "mark.save": { payload: z.object({ studyUid: studyUidSchema, mark: markDraft }), result: mark },
  "mark.delete": { payload: z.object({ studyUid: studyUidSchema, markId: z.uuid() }), result: nothing },
  /** A film by the basic profile of PS3.15 annex E, as a file. */
  "export.dicom": {
    payload: z.object({ filmId: filmIdSchema }),
    result: z.object({
      fileName: z.string(),
      bytes: z.instanceof(Uint8Array),
      burnedIn: z.enum(["yes", "no", "unknown"]),
    }),
  },
  /** Asked before a picture of what is on screen leaves the window, and recorded. */
  "export.picture": {
    payload: z.object({
      studyUid: studyUidSchema,
      filmId: filmIdSchema,
      format: z.enum(["png", "jpeg", "print"]),
      marks: z.boolean(),
      patientText: z.boolean(),
      heatMap: z.boolean(),
    }),
    result: nothing,
  },
  /** Records that the reader has checked the screen before them; answers with who it was and when. */
  "screen.check": {
    payload: z.object({
      /** Size and scaling, which is what a window knows of its screen. */
      screen: z.string().min(1).max(64),
      /** By the test pattern alone, or by measured luminances against the GSDF. */
      how: z.enum(["pattern", "luminances"]),
      passes: z.boolean(),
      /** Largest deviation of contrast; null where nothing was measured. */
      worst: z.number().nonnegative().nullable(),
    }),
    result: z.object({ reader: z.string(), at: z.object({ utc: z.string(), offset: z.string() }) }),
  },
  "queue.state": { payload: nothing, result: queueState },
  /** Pauses or resumes the classification in the background; the study on screen is classified all the same. */
  "queue.pause": { payload: z.object({ paused: z.boolean() }), result: queueState },
  "inference.backends": { payload: nothing, result: backendStatus },
  /** Has one backend run the networks, or with null the fastest correct one. */
  "inference.choose": { payload: z.object({ backend: backendId.nullable() }), result: backendStatus },
  /** Measures every backend anew; resolves when it is done. */
  "inference.measure": { payload: nothing, result: backendStatus },
  "import.start": { payload: z.object({ source: importSource }), result: z.object({ jobId: jobIdSchema }) },
  "import.phantoms": {
    payload: z.object({ count: z.int().min(1).max(100) }),
    result: z.object({ jobId: jobIdSchema }),
  },
  "watch.state": { payload: nothing, result: watchState },
  "watch.choose": {
    payload: z.object({ folder: z.string().min(1).max(4096).nullable() }),
    result: watchState,
  },
  "import.cancel": { payload: z.object({ jobId: jobIdSchema }), result: nothing },
  /** Imports that run, wait or were stopped. */
  "import.unfinished": { payload: nothing, result: z.object({ jobs: z.array(importProgress) }) },
  /** Goes on with an import that was stopped. */
  "import.resume": { payload: z.object({ jobId: jobIdSchema }), result: nothing },
  /** Lets go of one; its films stay. */
  "import.forget": { payload: z.object({ jobId: jobIdSchema }), result: nothing },
  /** Says whose the pictures are that an import waits with; null for nobody's. */
  "import.identify": {
    payload: z.object({ jobId: jobIdSchema, identity: pictureIdentity.nullable() }),
    result: nothing,
  },
} as const;
export type RequestName = keyof typeof requests;
export type Payload<Name extends RequestName> = z.input<(typeof requests)[Name]["payload"]>;
export type ParsedPayload<Name extends RequestName> = z.output<(typeof requests)[Name]["payload"]>;
export type Result<Name extends RequestName> = z.output<(typeof requests)[Name]["result"]>;

/** Events from main to every window. They say what changed, never what the networks answered. */
export const appEvent = z.discriminatedUnion("name", [
  z.object({ name: z.literal("worklist.changed") }),
  z.object({ name: z.literal("queue.changed"), state: queueState }),
  /** Somebody signed in or out, or the workstation locked itself. */
  z.object({ name: z.literal("session.changed") }),
  /** The second-read queue, or a study's course, changed. */
  z.object({ name: z.literal("secondReads.changed") }),
  z.object({ name: z.literal("panel.changed"), studyUid: studyUidSchema }),
  z.object({ name: z.literal("import.progress"), progress: importProgress }),
  z.object({ name: z.literal("watch.changed"), watch: watchState }),
  /** The library was checked or saved. */
  z.object({ name: z.literal("upkeep.changed") }),
  z.object({ name: z.literal("backup.changed"), backup: backupState }),
  z.object({ name: z.literal("move.changed"), move: moveState }),
  z.object({ name: z.literal("inference.progress"), progress: inferenceProgress }),
  /** Other figures, another choice, or another backend in use. */
  z.object({ name: z.literal("inference.changed") }),
  /** Something a reader is told once. */
  z.object({
    name: z.literal("notice"),
    severity: z.enum(["info", "warning", "error"]),
    message: z.string(),
    /** What it is of: from this the window makes the sentence in its reader's language. */
    about: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("failure"), error: wireError }),
      z.object({ kind: z.literal("check"), findings: checkFindings }),
      /** The library was last saved on this day of UTC; null for never. */
      z.object({ kind: z.literal("backup"), day: z.string().nullable() }),
    ]),
  }),
]);
export type AppEvent = z.output<typeof appEvent>;

/** What a request's answer looks like on the wire. */
export const wireReply = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({
      code: z.string(),
      params: errorParams,
      message: z.string(),
    }),
  }),
]);
export type WireReply = z.output<typeof wireReply>;

/**
 * What the renderer is given, whichever shell holds it: `window.overread` in Electron (set by the
 * preload), the loopback transport in the browser.
 */
export interface Transport {
  /** Sends one request; the reply is a `WireReply`. Never rejects for a failure of the action. */
  request(name: string, payload: unknown): Promise<unknown>;
  /** Calls `listener` with each event; returns how to stop. */
  subscribe(listener: (event: unknown) => void): () => void;
  /**
   * Makes files that the user dropped or chose available to the main side and answers the
   * `ImportSource` to import. `File` objects stay opaque to core.
   */
  offer(files: readonly unknown[]): Promise<unknown>;
}

/** The workstation as the shells see it: parsed payloads in, results out; failures are thrown as `AppError`s. */
export type Api = {
  readonly [Name in RequestName]: (payload: ParsedPayload<Name>) => Promise<Result<Name>>;
};
