import { z } from "zod";
import type { FilmAttributes } from "../dicom/film.ts";

/** Whether a text is a day that there is, as DICOM writes it: "20260204" (PS3.5 6.2, DA). */
export function isDay(text: string): boolean {
  const found = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (found === null) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const day = z
  .string()
  .trim()
  // As an HTML date field and a spreadsheet write it.
  .transform((text) => text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$1$2$3"))
  .refine((text) => text === "" || isDay(text));

/** Views that a picture can be said to show: AP and PA frontal, LL and RL lateral; empty if not known. */
export const pictureViews = ["", "PA", "AP", "LL", "RL"] as const;

const word = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    // No control character, and not DICOM's separator of values.
    .refine((text) => !/[\p{Cc}\\]/u.test(text));

/**
 * Whose film a PNG or JPEG is, as a person says it: the file itself says nothing. Every part may be empty.
 */
export const pictureIdentity = z.object({
  /** A person name as DICOM writes it ("Family^Given"), or as it is spoken. */
  patientName: word(192),
  patientId: word(64),
  birthDate: day,
  sex: z
    .string()
    .trim()
    .toUpperCase()
    .pipe(z.enum(["", "F", "M", "O"])),
  studyDate: day,
  view: z.string().trim().toUpperCase().pipe(z.enum(pictureViews)),
});
export type PictureIdentity = z.output<typeof pictureIdentity>;

/**
 * What makes pictures one study: the same patient and the same day. Null where either is not said, since
 * films of two days must not become one study.
 */
export function studyOfPicture({
  patientName,
  patientId,
  birthDate,
  sex,
  studyDate,
}: PictureIdentity): string | null {
  if (studyDate === "" || (patientId === "" && patientName === "")) return null;
  return JSON.stringify([patientName, patientId, birthDate, sex, studyDate]);
}

/** The header that a picture does not have. */
export function pictureAttributes(identity: PictureIdentity): FilmAttributes {
  const { patientName, patientId, birthDate, sex, studyDate, view } = identity;
  return {
    ...(patientName === "" ? {} : { patientName }),
    ...(patientId === "" ? {} : { patientId }),
    ...(birthDate === "" ? {} : { patientBirthDate: birthDate }),
    ...(sex === "" ? {} : { patientSex: sex }),
    ...(studyDate === "" ? {} : { studyDate }),
    ...(view === "" ? {} : { viewPosition: view }),
  };
}
