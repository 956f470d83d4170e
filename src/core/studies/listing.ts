import { readAge } from "../models/patient-age.ts";
import { foldForSearch } from "./search-text.ts";

/** Columns that a worklist can be sorted by. */
export const sortColumns = [
  "priority",
  "status",
  "name",
  "id",
  "age",
  "date",
  "accession",
  "description",
  "view",
  "films",
  "panel",
] as const;
export type SortColumn = (typeof sortColumns)[number];

/** What a study is sorted and found by, beside its place in time. */
export interface ListingKeys {
  readonly name: string;
  readonly id: string;
  readonly accession: string;
  readonly description: string;
  readonly view: string;
  readonly ageDays: number;
  readonly searchText: string;
}

/** Sorts behind every text: what is not said comes last. */
const unsaid = "\u{10ffff}";
const unknownAge = 1_000_000;
const daysOf = { day: 1, week: 7, month: 30.4375, year: 365.25 } as const;

/** Text as it is sorted: folded as in a search, numbers by their value ("P2" before "P10"). */
export function sortKey(text: string): string {
  const folded = foldForSearch(text);
  return folded === "" ? unsaid : folded.replace(/\d+/g, (digits) => digits.padStart(12, "0"));
}

/** Keys of a study from what its films' headers say. */
export function listingKeys(study: {
  readonly patientName: string;
  readonly patientId: string;
  readonly accessionNumber: string;
  readonly description: string;
  /** DICOM Age String; empty if unknown. */
  readonly patientAge: string;
  readonly view: string;
}): ListingKeys {
  const { patientName, patientId, accessionNumber, description, view } = study;
  const age = readAge(study.patientAge);
  return {
    name: sortKey(patientName),
    id: sortKey(patientId),
    accession: sortKey(accessionNumber),
    description: sortKey(description),
    view: sortKey(view),
    ageDays: age === null ? unknownAge : Math.round(age.count * daysOf[age.unit]),
    searchText: foldForSearch([patientName, patientId, accessionNumber, description].join(" ")),
  };
}
