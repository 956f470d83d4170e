import type { FilmAttributes } from "../dicom/film.ts";
import { ageOn, readAge } from "../models/patient-age.ts";

const letter = { day: "D", week: "W", month: "M", year: "Y" } as const;

/**
 * Age at the time of the study as a DICOM Age String (PS3.5 6.2: nnnD, nnnW, nnnM or nnnY): the
 * header's where it is one, else counted from birth date to study date, as the film check reads
 * them. Empty if neither says: a birth date without a study date gives no age.
 */
export function ageAtStudy(
  header: Pick<FilmAttributes, "patientAge" | "patientBirthDate" | "studyDate">,
): string {
  const age = readAge(header.patientAge) ?? ageOn(header.patientBirthDate, header.studyDate);
  return age === null ? "" : `${String(age.count).padStart(3, "0")}${letter[age.unit]}`;
}
