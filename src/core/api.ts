import { z } from "zod";
import { agreement, modelAnswer } from "./agreement/agreement.ts";
import { filmId, jobId, modelId, readerId, seriesUid, studyUid } from "./base/ids.ts";
import type { GreyChain } from "./dicom/grey-chain.ts";
import { filmCheck } from "./models/film-check.ts";
import { read, readDraft } from "./second-read/read.ts";

/**
 * The one contract between renderer and main. Every payload that crosses is parsed with these
 * schemas, on the receiving side. The reader's identity is never part of a request: the shell
 * knows who is signed in and hands it to the workstation with each action.
 */
const uid = z.string().min(1).max(256);
export const studyUidSchema = uid.transform(studyUid);
export const filmIdSchema = uid.transform(filmId);
export const jobIdSchema = uid.transform(jobId);

/** State of a study's panel; the answer itself is only in `panel`. */
export const panelState = z.enum(["none", "pending", "done", "withheld", "failed", "partial"]);
export type PanelState = z.output<typeof panelState>;

export const worklistRow = z.object({
  studyUid: studyUidSchema,
  patientName: z.string(),
  patientId: z.string(),
  patientSex: z.string(),
  /** Age in words of the standard ("005Y"), from the header or the birth date; empty if neither is known. */
  patientAge: z.string(),
  /** DICOM DA and TM as written; empty if absent. */
  studyDate: z.string(),
  studyTime: z.string(),
  accessionNumber: z.string(),
  description: z.string(),
  modality: z.string(),
  view: z.string(),
  films: z.int().nonnegative(),
  panel: panelState,
  /** This reader's read. */
  read: z.enum(["unread", "draft", "committed"]),
});
export type WorklistRow = z.output<typeof worklistRow>;

export const filmSummary = z.object({
  filmId: filmIdSchema,
  seriesUid: uid.transform(seriesUid),
  kind: z.enum(["dicom", "png", "jpeg"]),
  rows: z.int().positive(),
  columns: z.int().positive(),
  frames: z.int().positive(),
  modality: z.string(),
  bodyPart: z.string(),
  view: z.string(),
  laterality: z.string(),
});
export type FilmSummary = z.output<typeof filmSummary>;

export const studyDetail = z.object({ row: worklistRow, films: z.array(filmSummary), read });
export type StudyDetail = z.output<typeof studyDetail>;

const greyChain = z.custom<GreyChain>(
  (value) => typeof value === "object" && value !== null && "modality" in value && "vois" in value,
);
const storedValues = z.union([
  z.instanceof(Uint8Array),
  z.instanceof(Int8Array),
  z.instanceof(Uint16Array),
  z.instanceof(Int16Array),
]);

/** One decoded frame with everything that is needed to show it. */
export const filmPixels = z.object({
  filmId: filmIdSchema,
  frame: z.int().nonnegative(),
  rows: z.int().positive(),
  columns: z.int().positive(),
  bitsStored: z.int().min(1).max(16),
  signed: z.boolean(),
  grey: greyChain,
  spacing: z
    .object({
      row: z.number(),
      column: z.number(),
      source: z.enum(["pixel-spacing", "imager-pixel-spacing", "imager-pixel-spacing-magnified"]),
    })
    .nullable(),
  /** Patient Orientation (0020,0020): direction of rows to the right, of columns downward; letters A P R L H F. */
  orientation: z.array(z.string()),
  pixels: z.union([
    z.object({ colour: z.literal(false), stored: storedValues }),
    z.object({ colour: z.literal(true), rgb: z.instanceof(Uint8Array) }),
  ]),
});
export type FilmPixels = z.output<typeof filmPixels>;

export const heatMap = z.object({
  modelId: z.string().transform(modelId),
  rows: z.int().positive(),
  columns: z.int().positive(),
  /** Row-major, at least 0, not normalised. */
  values: z.instanceof(Float32Array),
});
export type HeatMap = z.output<typeof heatMap>;

/** What the networks say of one film. */
export const filmAnswer = z.object({
  filmId: filmIdSchema,
  state: panelState,
  check: filmCheck.nullable(),
  models: z.array(modelAnswer),
  agreement: agreement.nullable(),
  heatMaps: z.array(heatMap),
  /** Sentences of the panel's networks that failed on this film. */
  failures: z.array(z.string()),
  /** What the user's own networks say: shown beside the panel, counted nowhere in it. */
  own: z.object({ models: z.array(modelAnswer), failures: z.array(z.string()) }),
});
export type FilmAnswer = z.output<typeof filmAnswer>;

/** Sealed until this reader has committed the first read: then nothing of the answer is in the message. */
export const panel = z.discriminatedUnion("sealed", [
  z.object({ sealed: z.literal(true) }),
  z.object({ sealed: z.literal(false), state: panelState, films: z.array(filmAnswer) }),
]);
export type Panel = z.output<typeof panel>;

/** A file that was not taken, with its code and sentence. */
export const rejection = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type Rejection = z.output<typeof rejection>;

export const importProgress = z.object({
  jobId: jobIdSchema,
  state: z.enum(["running", "done", "cancelled", "failed"]),
  done: z.int().nonnegative(),
  /** Files found so far; null while folders are still being walked. */
  total: z.int().nonnegative().nullable(),
  imported: z.int().nonnegative(),
  duplicates: z.int().nonnegative(),
  rejected: z.array(rejection),
  /** Files in folders that are not films by their content. */
  skipped: z.int().nonnegative(),
  /** Sentence for a failed job. */
  failure: z.string().nullable(),
});
export type ImportProgress = z.output<typeof importProgress>;

/** Where films come from: paths (Electron), or an upload that the shell has staged (browser). */
export const importSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paths"), paths: z.array(z.string().min(1)).min(1) }),
  z.object({ kind: z.literal("upload"), uploadId: z.string().min(1).max(128) }),
]);
export type ImportSource = z.output<typeof importSource>;

export const modelSummary = z.object({
  id: z.string().transform(modelId),
  title: z.string(),
  version: z.string(),
  threshold: z.number(),
  limits: z.string(),
});

export const appInfo = z.object({
  version: z.string(),
  shell: z.enum(["electron", "browser", "cli"]),
  reader: z.object({ id: z.string().transform(readerId), name: z.string() }),
  library: z.string(),
  models: z.array(modelSummary),
  /** The user's own networks, which are not the panel's. */
  ownModels: z.array(modelSummary),
  /** Sentences for networks that were refused or could not be loaded. */
  modelFailures: z.array(z.string()),
});
export type AppInfo = z.output<typeof appInfo>;

const nothing = z.object({});

/** Requests, each with the schema of its payload and of its result. */
export const requests = {
  "app.info": { payload: nothing, result: appInfo },
  "worklist.list": {
    payload: z.object({
      search: z.string().max(256).default(""),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    result: z.object({ rows: z.array(worklistRow), total: z.int().nonnegative() }),
  },
  "study.open": { payload: z.object({ studyUid: studyUidSchema }), result: studyDetail },
  "film.pixels": {
    payload: z.object({ filmId: filmIdSchema, frame: z.int().nonnegative().default(0) }),
    result: filmPixels,
  },
  "read.saveDraft": { payload: z.object({ studyUid: studyUidSchema, draft: readDraft }), result: read },
  "read.commit": { payload: z.object({ studyUid: studyUidSchema, draft: readDraft }), result: read },
  "panel.get": { payload: z.object({ studyUid: studyUidSchema }), result: panel },
  "import.start": { payload: z.object({ source: importSource }), result: z.object({ jobId: jobIdSchema }) },
  "import.phantoms": {
    payload: z.object({ count: z.int().min(1).max(100) }),
    result: z.object({ jobId: jobIdSchema }),
  },
  "import.cancel": { payload: z.object({ jobId: jobIdSchema }), result: nothing },
} as const;
export type RequestName = keyof typeof requests;
export type Payload<Name extends RequestName> = z.input<(typeof requests)[Name]["payload"]>;
export type ParsedPayload<Name extends RequestName> = z.output<(typeof requests)[Name]["payload"]>;
export type Result<Name extends RequestName> = z.output<(typeof requests)[Name]["result"]>;

/** Events from main to every window. They say what changed, never what the networks answered. */
export const appEvent = z.discriminatedUnion("name", [
  z.object({ name: z.literal("worklist.changed") }),
  z.object({ name: z.literal("panel.changed"), studyUid: studyUidSchema }),
  z.object({ name: z.literal("import.progress"), progress: importProgress }),
  /** Something a reader is told once. */
  z.object({
    name: z.literal("notice"),
    severity: z.enum(["info", "warning", "error"]),
    message: z.string(),
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
      params: z.record(z.string(), z.union([z.string(), z.number()])),
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
