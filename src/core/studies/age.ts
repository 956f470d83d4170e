import type { FilmAttributes } from "../dicom/film.ts";

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const daysSinceEpoch = ({ year, month, day }: CalendarDate): number =>
  Math.round(Date.UTC(year, month - 1, day) / 86_400_000);

/** A DICOM DA ("20260204", PS3.5 6.2) or its ACR-NEMA form ("2026.02.04"); null where it is no calendar date. */
function calendarDate(text: string | undefined): CalendarDate | null {
  const found = /^(\d{4})(\.?)(\d{2})\2(\d{2})$/.exec(text?.trim() ?? "");
  if (!found) return null;
  const date = { year: Number(found[1]), month: Number(found[3]), day: Number(found[4]) };
  const back = new Date(Date.UTC(date.year, date.month - 1, date.day));
  const real = date.year >= 1000 && back.getUTCMonth() === date.month - 1 && back.getUTCDate() === date.day;
  return real ? date : null;
}

const ageString = (count: number, unit: "D" | "W" | "M" | "Y"): string =>
  count > 999 ? "" : `${String(count).padStart(3, "0")}${unit}`;

/**
 * Age at the time of the study as a DICOM Age String (PS3.5 6.2: nnnD, nnnW, nnnM or nnnY).
 * The header's age comes first, also where it is a bare number, which is how it is found ("81":
 * years). Otherwise the completed years between birth and study, months under two years, days in
 * the first month. Empty if neither says: a birth date without a study date gives no age.
 */
export function ageAtStudy(
  header: Pick<FilmAttributes, "patientAge" | "patientBirthDate" | "studyDate">,
): string {
  const written = /^(\d{1,3})\s*([DWMY])?$/i.exec(header.patientAge?.trim() ?? "");
  if (written) {
    return ageString(Number(written[1]), (written[2]?.toUpperCase() ?? "Y") as "D" | "W" | "M" | "Y");
  }
  const birth = calendarDate(header.patientBirthDate);
  const study = calendarDate(header.studyDate);
  if (!birth || !study) return "";
  const days = daysSinceEpoch(study) - daysSinceEpoch(birth);
  if (days < 0) return "";
  const months =
    (study.year - birth.year) * 12 + (study.month - birth.month) - (study.day < birth.day ? 1 : 0);
  if (months >= 24) return ageString(Math.floor(months / 12), "Y");
  return months >= 1 ? ageString(months, "M") : ageString(days, "D");
}
