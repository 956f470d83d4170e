import { z } from "zod";
import { filmId, jobId, studyUid } from "../base/ids.ts";

/** A DICOM UID, or an id of ours. */
export const uid = z.string().min(1).max(256);
export const studyUidSchema = uid.transform(studyUid);
export const filmIdSchema = uid.transform(filmId);
export const jobIdSchema = uid.transform(jobId);
