/** Branded identifiers: a `StudyUid` cannot be handed over where a `FilmId` is wanted. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Key of a patient in the study database (issuer and patient ID combined). */
export type PatientKey = Branded<"PatientKey">;
/** Study Instance UID (0020,000D). */
export type StudyUid = Branded<"StudyUid">;
/** Series Instance UID (0020,000E). */
export type SeriesUid = Branded<"SeriesUid">;
/** Key of a film in the study database: its SOP Instance UID (0008,0018). */
export type FilmId = Branded<"FilmId">;
/** SHA-256 of a film file's bytes, lower-case hexadecimal. */
export type ContentHash = Branded<"ContentHash">;
/** A reader: the person at the workstation. */
export type ReaderId = Branded<"ReaderId">;
/** One run of something long (an import). */
export type JobId = Branded<"JobId">;
/** Identifier of a network, as in its manifest ("mobilenetv2"). */
export type ModelId = Branded<"ModelId">;

export const patientKey = (text: string): PatientKey => text as PatientKey;
export const studyUid = (text: string): StudyUid => text as StudyUid;
export const seriesUid = (text: string): SeriesUid => text as SeriesUid;
export const filmId = (text: string): FilmId => text as FilmId;
export const contentHash = (text: string): ContentHash => text as ContentHash;
export const readerId = (text: string): ReaderId => text as ReaderId;
export const jobId = (text: string): JobId => text as JobId;
export const modelId = (text: string): ModelId => text as ModelId;
