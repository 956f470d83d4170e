import type { FilmId, StudyUid } from "../base/ids.ts";
import { isChest, isProjectionModality } from "../models/check-header.ts";
import { projectionOf } from "../models/projection.ts";

/** What hanging looks at of a film. */
export interface HangableFilm {
  readonly filmId: FilmId;
  readonly modality: string;
  readonly bodyPart: string;
  /** View Position as written; empty if absent. */
  readonly view: string;
  /** As the whole header says, orientation included. */
  readonly frontal: boolean;
}

/** A study's films in the order in which they are hung, frontal ones first. */
export interface HangableStudy {
  readonly row: {
    readonly studyUid: StudyUid;
    /** DICOM DA and TM as written; empty if absent. */
    readonly studyDate: string;
    readonly studyTime: string;
  };
  readonly films: readonly HangableFilm[];
}

/** From which side a film was taken, as far as hanging tells films apart. */
export type Side = "frontal" | "lateral" | "other";

/** A film's side by its view; where that is empty, a film that lies like no frontal one counts as lateral. */
export function sideOf({ view, frontal }: Pick<HangableFilm, "view" | "frontal">): Side {
  const projection = projectionOf({ viewPosition: view });
  if (projection === "oblique" || projection === "decubitus") return "other";
  if (projection === "lateral" || !frontal) return "lateral";
  return "frontal";
}

/** A single X-ray projection of a chest; what says nothing of itself (a PNG, an empty header) may be one. */
export const isChestFilm = ({ modality, bodyPart }: HangableFilm): boolean =>
  (modality === "" || isProjectionModality(modality)) && (bodyPart === "" || isChest(bodyPart));

const digits = (text: string): string => text.replace(/\D/g, "");

/**
 * Whether a study was made before another one. On the same day its time must say so; a study without a
 * date is before nothing.
 */
export function isBefore(study: HangableStudy["row"], other: HangableStudy["row"]): boolean {
  const [day, otherDay] = [digits(study.studyDate), digits(other.studyDate)];
  if (day.length !== 8 || otherDay.length !== 8) return false;
  if (day !== otherDay) return day < otherDay;
  const [time, otherTime] = [digits(study.studyTime), digits(other.studyTime)];
  const places = Math.min(6, time.length, otherTime.length);
  return places >= 2 && time.slice(0, places) < otherTime.slice(0, places);
}

const momentOf = ({ studyDate, studyTime }: HangableStudy["row"]): string =>
  digits(studyDate) + digits(studyTime).slice(0, 6).padEnd(6, "0");

/** Earlier studies of the same patient that hold a chest film of the side of this study's first film, newest first. */
export function comparablePriors<Study extends HangableStudy>(
  current: HangableStudy,
  studies: readonly Study[],
): readonly Study[] {
  const [first] = current.films;
  if (first === undefined || !isChestFilm(first)) return [];
  const side = sideOf(first);
  return studies
    .filter(
      ({ row, films }) =>
        isBefore(row, current.row) && films.some((film) => isChestFilm(film) && sideOf(film) === side),
    )
    .toSorted((a, b) => (momentOf(a.row) < momentOf(b.row) ? 1 : -1));
}

/** Whole days from one DICOM DA to another; null where either is none. */
export function daysBetween(from: string, to: string): number | null {
  const day = (date: string): number => {
    const found = /^(\d{4})(\d{2})(\d{2})$/.exec(digits(date));
    return found === null ? NaN : Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  };
  const days = (day(to) - day(from)) / 86_400_000;
  return Number.isFinite(days) ? days : null;
}
