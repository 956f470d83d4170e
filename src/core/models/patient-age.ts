export type AgeUnit = "day" | "week" | "month" | "year";

/** A patient's age as it was written or worked out. */
export interface PatientAge {
  /** Completed years. */
  readonly years: number;
  readonly count: number;
  readonly unit: AgeUnit;
}

const units: Readonly<Record<string, AgeUnit>> = { D: "day", W: "week", M: "month", Y: "year", "": "year" };
const perYear: Readonly<Record<AgeUnit, number>> = { day: 365.25, week: 365.25 / 7, month: 12, year: 1 };
/** Nobody is older; such values are place-holders. */
const oldest = 130;

/**
 * Reads Patient's Age (0010,1010): value representation AS of PS3.5 6.2 ("018M", "003W", "010D",
 * "005Y"), and as it is found ("81", "5Y").
 * @returns null for what is not an age
 */
export function readAge(text: string | undefined): PatientAge | null {
  const match = /^(\d{1,3})\s*([DWMY]?)$/.exec((text ?? "").trim().toUpperCase());
  const unit = units[match?.[2] ?? ""];
  if (match === null || unit === undefined) return null;
  const count = Number(match[1]);
  const years = Math.floor(count / perYear[unit]);
  return years > oldest ? null : { years, count, unit };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A date of value representation DA (PS3.5 6.2), also in ACR-NEMA's "YYYY.MM.DD" or with hyphens. */
function readDate(text: string | undefined): Day | null {
  const match = /^(\d{4})([.-]?)(\d{2})\2(\d{2})$/.exec((text ?? "").trim());
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? { year, month, day } : null;
}

/**
 * Age on the day of the study from Patient's Birth Date (0010,0030) and Study Date (0008,0020), in
 * completed months below two years, else in completed years.
 * @returns null where a date is missing or no date, or the birth does not come first
 */
export function ageOn(birthDate: string | undefined, studyDate: string | undefined): PatientAge | null {
  const born = readDate(birthDate);
  const seen = readDate(studyDate);
  if (born === null || seen === null) return null;
  const months = (seen.year - born.year) * 12 + seen.month - born.month - (seen.day < born.day ? 1 : 0);
  const years = Math.floor(months / 12);
  if (months < 0 || years > oldest) return null;
  return years < 2 ? { years, count: months, unit: "month" } : { years, count: years, unit: "year" };
}
