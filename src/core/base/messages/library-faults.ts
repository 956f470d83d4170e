import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/library-faults.ts";

/** Phrases that fill the places of the sentences of a library that fails: what the disk or the database said. */
const libraryPhrasesEnglish = {
  noPermission: "no permission",
  readOnlyDisk: "its disk is read-only",
  notAFolder: "something else has its name",
  diskFull: "its disk is full",
  diskFault: "its disk cannot be read",
  locked: "another program holds it",
  damagedDatabase: "its database is damaged",
  notADatabase: "its database is not one",
  notOpened: "its database cannot be opened",
  notOverreads: "its database is not Overread's",
  failsCheck: "its database fails its check",
} as const;
export const libraryPhrases: Translated<typeof libraryPhrasesEnglish> = words(
  libraryPhrasesEnglish,
  turkish.libraryPhrases,
);
