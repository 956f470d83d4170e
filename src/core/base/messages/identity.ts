import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/identity.ts";

/** Phrases that fill the places of the sentences about pictures' patients in `error-table.ts`. */
const identityPhrasesEnglish = {
  tooLong: () => "it is longer than 64 MB",
  notUtf8: () => "its text is not UTF-8: save it as CSV UTF-8",
  notCsv: (line: number) => `line ${line} is no row of a CSV file`,
  noFileColumn: (name: string) => `it has no column "${name}"`,
} as const;
export const identityPhrases: Translated<typeof identityPhrasesEnglish> = words(
  identityPhrasesEnglish,
  turkish.identityPhrases,
);
