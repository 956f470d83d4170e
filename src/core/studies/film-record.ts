import { AppError } from "../base/errors.ts";
import {
  filmId,
  patientKey,
  seriesUid,
  studyUid,
  type ContentHash,
  type FilmId,
  type PatientKey,
  type SeriesUid,
  type StudyUid,
} from "../base/ids.ts";
import type { Priority } from "../api.ts";
import type { Moment } from "../base/ports.ts";
import type { Film, FilmKind } from "../dicom/film.ts";
import { ageAtStudy } from "./age.ts";
import { contentUid } from "./content-uid.ts";
import { isFrontal } from "./frontal.ts";

/** One film as the study database keeps it: its place in patient, study and series, and what its header says. */
export interface FilmRecord {
  readonly patient: {
    readonly key: PatientKey;
    readonly issuer: string;
    readonly patientId: string;
    readonly name: string;
    readonly birthDate: string;
    readonly sex: string;
  };
  readonly study: {
    readonly uid: StudyUid;
    /** DICOM DA and TM as written. */
    readonly date: string;
    readonly time: string;
    readonly accessionNumber: string;
    readonly description: string;
    readonly patientAge: string;
    /** Sorts the worklist, digits of date and time: of the study, of the import where it has no date. */
    readonly listedAt: string;
    readonly priority: Priority;
  };
  readonly series: { readonly uid: SeriesUid; readonly number: number | null; readonly description: string };
  readonly film: {
    readonly id: FilmId;
    readonly hash: ContentHash;
    readonly bytes: number;
    readonly kind: FilmKind;
    readonly rows: number;
    readonly columns: number;
    readonly frames: number;
    readonly modality: string;
    readonly bodyPart: string;
    readonly view: string;
    readonly laterality: string;
    readonly frontal: boolean;
    readonly number: number | null;
    readonly sopClassUid: string;
    readonly transferSyntaxUid: string;
    readonly fileName: string;
  };
}

/** Longest header text that is kept; the longest the standard allows a name is 3 x 64 (PS3.5 6.2). */
const longestText = 1024;
/** Twice the 64 characters of PS3.5 9.1: what is longer is not a UID that anyone meant. */
const longestUid = 128;

const text = (value: string | undefined): string =>
  (value ?? "")
    // A control character would break a line of the worklist, and none belongs in a header (PS3.5 6.1).
    .replace(/[\u0000-\u001f\u007f]+/g, " ")
    .trim()
    .slice(0, longestText);

function integer(value: string | undefined): number | null {
  const found = /^\s*([+-]?\d{1,9})\s*$/.exec(value ?? "");
  return found ? Number(found[1]) : null;
}

/** Local date and time of a moment, "YYYYMMDDHHMMSS". */
export function localDigits(at: Moment): string {
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(at.offset);
  const minutes = offset ? (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -1 : 1) : 0;
  const local = new Date(Date.parse(at.utc) + minutes * 60_000);
  return local.toISOString().replace(/\D/g, "").slice(0, 14);
}

function listedAt(date: string, time: string, imported: Moment): string {
  const day = date.replaceAll(".", "");
  if (!/^\d{8}$/.test(day)) return localDigits(imported);
  const clock = /^\d{2,6}/.exec(time.replaceAll(":", ""))?.[0] ?? "";
  return `${day}${clock.padEnd(6, "0")}`;
}

/** Of Requested Procedure Priority's defined terms (PS3.4 K.6.1.2.2) STAT and HIGH are what cannot wait. */
function priorityOf(written: string | undefined): Priority {
  return /^(STAT|HIGH)$/.test(text(written).toUpperCase()) ? "stat" : "routine";
}

/**
 * Builds a film's record. A film without UIDs gets those of its content, and stands under its file
 * name; a patient without an ID is known by the study alone, never merged with another.
 * @throws AppError film/bad-attribute for a UID that is none by its length
 */
export function filmRecord(input: {
  readonly film: Pick<Film, "kind" | "rows" | "columns" | "frames" | "attributes">;
  readonly hash: ContentHash;
  readonly bytes: number;
  readonly fileName: string;
  readonly imported: Moment;
}): FilmRecord {
  const { film, hash, imported } = input;
  const header = film.attributes;
  const uid = (written: string | undefined, attribute: string, level: "study" | "series" | "instance") => {
    const value = text(written);
    if (value.length > longestUid) {
      throw new AppError("film/bad-attribute", {
        file: input.fileName,
        attribute,
        value: `${value.length} characters long`,
      });
    }
    return value === "" ? contentUid(hash, level) : value;
  };
  const study = studyUid(uid(header.studyInstanceUid, "Study Instance UID", "study"));
  const [issuer, patientId] = [text(header.issuerOfPatientId), text(header.patientId)];
  const fileName = text(input.fileName);
  const [date, time] = [text(header.studyDate), text(header.studyTime)];
  const name = text(header.patientName);
  const accessionNumber = text(header.accessionNumber);
  const description = text(header.studyDescription) || (film.kind === "dicom" ? "" : fileName);
  return {
    patient: {
      // A backslash separates values in DICOM, so neither part holds one (PS3.5 6.2, LO).
      key: patientKey(patientId === "" ? `\\\\${study}` : `${issuer}\\${patientId}`),
      issuer,
      patientId,
      name,
      birthDate: text(header.patientBirthDate),
      sex: text(header.patientSex),
    },
    study: {
      uid: study,
      date,
      time,
      accessionNumber,
      description,
      patientAge: ageAtStudy(header),
      listedAt: listedAt(date, time, imported),
      priority: priorityOf(header.requestedProcedurePriority),
    },
    series: {
      uid: seriesUid(uid(header.seriesInstanceUid, "Series Instance UID", "series")),
      number: integer(header.seriesNumber),
      description: text(header.seriesDescription),
    },
    film: {
      id: filmId(uid(header.sopInstanceUid, "SOP Instance UID", "instance")),
      hash,
      bytes: input.bytes,
      kind: film.kind,
      rows: film.rows,
      columns: film.columns,
      frames: film.frames,
      modality: text(header.modality),
      bodyPart: text(header.bodyPartExamined),
      view: text(header.viewPosition),
      laterality: text(header.laterality),
      frontal: isFrontal(header),
      number: integer(header.instanceNumber),
      sopClassUid: text(header.sopClassUid),
      transferSyntaxUid: text(header.transferSyntaxUid),
      fileName,
    },
  };
}
